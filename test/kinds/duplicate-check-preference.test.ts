import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import type { Consent } from '../../cli/model/identity.ts';
import { usualRules } from '../../cli/model/org.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import { decodeEnvironment } from '../../cli/yaml/decode-environment.ts';
import { snapshotOf } from '../plan/world.ts';
import type { PlanParts } from './embedded-org.ts';
import { openOrg } from './embedded-org.ts';

const kind = 'duplicate_check_preference';
const converted = { type: 'converted_records' };

/** Places and codes of what is wrong with a file of preferences. */
function check(text: string, file = 'modules/Leads/duplicate-check.yaml'): readonly string[] {
  const decoded = decodeEnvironment(new Map([[file, text]]), kinds);
  return validateSnapshot(decoded, { kinds, schemas, validators, lang: 'en' })
    .filter((finding) => finding.code.startsWith('schema.'))
    .map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
}

const pairs = '  field_mappings:\n    - current_field: Email\n      mapped_field: Contacts.Email\n';

describe('what files can say', () => {
  test.each<[string, string]>([
    ['leads that were converted', 'duplicate_check:\n  type: converted_records\n'],
    ['another module', `duplicate_check:\n  type: mapped_module_records\n  mapped_module: Contacts\n${pairs}`],
  ])('%s', (_what, text) => {
    expect(check(text)).toEqual([]);
  });

  test.each<[string, string, readonly string[]]>([
    ['another name', 'foo:\n  type: converted_records\n', ['1:1 schema.const "foo" is not "duplicate_check".']],
    [
      'a module that nothing is looked for in',
      `duplicate_check:\n  type: converted_records\n  mapped_module: Contacts\n${pairs}`,
      [
        '3:18 schema.not There is no mapped_module beside what else is said here.',
        '5:5 schema.not There is no field_mappings beside what else is said here.',
      ],
    ],
    [
      'a module that is missing',
      `duplicate_check:\n  type: mapped_module_records\n${pairs}`,
      ['1:1 schema.required The attribute mapped_module is missing.'],
    ],
    [
      'fields that are missing',
      'duplicate_check:\n  type: mapped_module_records\n  mapped_module: Contacts\n',
      ['1:1 schema.required The attribute field_mappings is missing.'],
    ],
    [
      'no fields',
      'duplicate_check:\n  type: mapped_module_records\n  mapped_module: Contacts\n  field_mappings: []\n',
      ['4:19 schema.minItems The list has fewer than 1 members.'],
    ],
  ])('not %s', (_what, text, findings) => {
    expect(check(text)).toEqual(findings);
  });

  test('names of other kinds are held to their form as well', () => {
    expect(check('VIP: {}\na,b: {}\n', 'modules/Deals/tags.yaml')).toEqual(['2:1 schema.pattern "a,b" does not have the form ^[^<>,]+$.']);
    expect(check('foo:\n  lock_type: manual\n', 'modules/Deals/record-locking.yaml')).toEqual(['1:1 schema.const "foo" is not "record_locking".']);
  });
});

/** The files say all of it, and what they lack may go. */
const all: PlanParts = {
  consents: new Set<Consent>([`delete ${kind}:Leads/duplicate_check`]),
  rules: {
    ...usualRules,
    authority: { usual: 'additive', kinds: new Map([[kind, 'authoritative' as const]]) },
    prune: new Set([kind]),
    deleteLimit: { count: 10, percent: 100 },
  },
};

describe('what no call makes is not tried', () => {
  test('a second one of leads', async () => {
    const org = openOrg();
    await org.apply(snapshotOf([kind, 'Leads/duplicate_check', converted]));
    const start = org.exchanges.length;
    const { left } = await org.apply(snapshotOf([kind, 'Leads/foo', converted]), all);
    const written = org.exchanges.slice(start).filter(({ method }) => method !== 'GET');
    expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /settings/duplicate_check_preference']);
    expect(left.steps.map((step) => [step.mode, step.reason])).toEqual([['manual', 'there is one preference at most, named duplicate_check']]);
  });

  test('one of another module', async () => {
    const { steps } = await openOrg().plan(snapshotOf([kind, 'Contacts/duplicate_check', converted]));
    expect(steps.map((step) => [step.mode, step.reason])).toEqual([['manual', 'the CRM looks elsewhere for duplicates of leads only']]);
  });
});
