import { expect, test } from 'vitest';
import { writeDoctor } from '../../cli/report/markdown/doctor.ts';
import { formatDoctor } from '../../cli/report/text/doctor.ts';
import { sampleDoctor } from './doctor-sample.ts';
import { terminalIn } from './samples.ts';

test('a terminal sees broken promises first, with what was seen and what to do', () => {
  expect(formatDoctor(sampleDoctor, { ...terminalIn('en'), color: false }).split('\n')).toEqual([
    'Promises in school/crm',
    'Asked as kenji (user 12), who may administer the repository',
    '',
    '✗ broken doctor.repository-secrets No credentials in repository secrets.',
    '    ✗ @everyone\\u{202e}: <img src=x> looks like⏎a credential',
    '    To make it hold: Delete the secret.',
    '? not known doctor.branch-bypass Nobody may pass the rules.',
    '    ? main: not known: told to administrators only',
    '    To make it hold: Empty the list. https://git.example/school/crm/settings/rules',
    '✓ holds doctor.ledger-kept Records stay.',
    '',
    '1 promise holds, 1 is broken, 1 is not known',
    'What is not known is not promised. Ask again as an administrator of the repository, with the credentials of the orgs.',
    '',
  ]);
  expect(formatDoctor(sampleDoctor, { ...terminalIn('ja'), color: false })).toContain('守られている 1 件、守られていない 1 件、不明 1 件');
});

test('a page has a row a promise, and nothing that somebody wrote is markup', () => {
  const page = writeDoctor(sampleDoctor, terminalIn('en'));
  const rows = page.split('\n').filter((line) => /^\| [✅❌❔]/u.test(line));
  expect(rows.map((row) => /`(doctor\.[a-z-]+)`/.exec(row)?.[1])).toEqual([
    'doctor.repository-secrets',
    'doctor.branch-bypass',
    'doctor.ledger-kept',
  ]);
  expect(rows.every((row) => row.split('|').length === 5)).toBe(true);
  expect(page).not.toMatch(/<img|@everyone|\u202e/);
});
