import { expect, test } from 'vitest';
import { deriveConsents, readGivenConsents, readPullConsents } from '../../cli/commands/consents.ts';
import type { RecordedPlan, RecordedStep } from '../../cli/model/plan.ts';

const read = (body: string) => [...readPullConsents(body).consents];

test('lines of the description that begin with "orgcast:" agree to what they name', () => {
  expect(read('Please\r\norgcast: delete field:Deals.Old \r\n\r\norgcast: overwrite role:A: b\n')).toEqual([
    'delete field:Deals.Old',
    'overwrite role:A: b',
  ]);
});

test.each([
  ['in the middle of a line', 'I say orgcast: delete role:A'],
  ['indented', '    orgcast: delete role:A'],
  ['quoted', '> orgcast: delete role:A'],
  ['in a comment that nobody sees', '<!--\norgcast: delete role:A\n-->'],
  ['in a comment that never ends', 'x <!--\norgcast: delete role:A'],
  ['in a code block', '```\norgcast: delete role:A\n```'],
  ['in a code block with a longer fence', '````md\n```\norgcast: delete role:A\n````'],
  ['in a code block that never ends', '~~~\norgcast: delete role:A'],
])('%s they agree to nothing', (_where, body) => {
  expect(readPullConsents(body)).toEqual({ consents: new Set(), findings: [] });
});

test('after a comment and a code block they count again', () => {
  expect(read('<!-- a --> \n```\nx\n```\norgcast: delete role:A')).toEqual(['delete role:A']);
});

test.each([
  ['orgcast: remove role:A', 'Write "delete KIND:KEY"'],
  ['orgcast: delete rol:A', 'Did you mean role'],
  ['orgcast: delete', 'Write "delete KIND:KEY"'],
])('%j is told to agree to nothing', (line, fix) => {
  expect(readPullConsents(line)).toEqual({
    consents: new Set(),
    findings: [expect.objectContaining({ code: 'consent.form', severity: 'warning', fix: expect.stringContaining(fix) })],
  });
});

test('more consents than anybody can judge are none, and refuse the plan', () => {
  const body = Array.from({ length: 201 }, (_, index) => `orgcast: delete role:A${index}`).join('\n');
  expect(readPullConsents(body)).toMatchObject({ consents: new Set(), findings: [{ code: 'consent.too-many', severity: 'error' }] });
});

test('options are read the same way, and a wrong one is a wrong command line', () => {
  expect(readGivenConsents(['delete role:A'])).toEqual(new Set(['delete role:A']));
  expect(() => readGivenConsents(['delete it'])).toThrowError(expect.objectContaining({ code: 'usage.consent', kind: 'usage' }));
});

test('an approved plan agrees to what its steps destroy and overwrite, not to what waits', () => {
  const step = (id: string, over: Partial<RecordedStep>): RecordedStep => {
    const [action = 'update', ref = ''] = id.split(' ');
    const [kind = '', key = ''] = ref.split(':');
    return { id, action: action as 'update', kind, key, mode: 'api', risk: 'none', changes: [], dependsOn: [], digest: '', ...over };
  };
  const value = { path: ['pick_list_values', 'Old'], before: { display_value: 'Old' } };
  const steps = [
    step('delete role:A', {}),
    step('delete role:B', { mode: 'blocked' }),
    step('update field:Deals.X', { changes: [value] }),
    step('update field:Deals.Y', { changes: [{ path: ['tooltip'], before: 'a', after: 'b', side: 'both' }] }),
    step('update field:Deals.Z', { changes: [{ path: ['tooltip'], before: 'a', after: 'b', side: 'both' }], mode: 'blocked' }),
  ];
  expect(deriveConsents({ steps } as unknown as RecordedPlan)).toEqual(new Set(['delete role:A', 'delete field:Deals.X', 'overwrite field:Deals.Y']));
});
