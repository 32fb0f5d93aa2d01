import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../cli/model/json.ts';
import { risksOf } from '../../cli/model/plan.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { Short } from '../plan/world.ts';
import { inputOf, liveOf, snapshotOf } from '../plan/world.ts';

const around: readonly Short[] = [
  ['module', 'Deals', { plural_label: 'Deals', generated_type: 'default' }],
  ['field', 'Deals.Amount', { data_type: 'currency', field_label: 'Amount' }],
  ['field', 'Deals.Stage', { data_type: 'picklist', field_label: 'Stage' }],
  ['profile', 'Clerk', { name: 'Clerk' }],
];
const stage = (value: string): JsonObject => ({ field: 'Stage', comparator: 'equal', value });
const won: JsonObject = { name: 'Won', criteria: stage('Won') };
const lost: JsonObject = { name: 'Lost', criteria: stage('Lost') };
const usual: JsonObject = {
  lock_type: 'both',
  restricted_actions: ['delete', 'update'],
  restricted_communications: ['send_mail'],
  locking_rules: [won, lost],
};

const rules: ReturnType<typeof inputOf>['rules'] = {
  ...inputOf(liveOf([]), snapshotOf()).rules,
  authority: { usual: 'authoritative', kinds: new Map() },
  prune: new Set(['record_locking']),
  deleteLimit: { count: 9, percent: 100 },
};

/** Steps and their risks, from the one lock of a module to the other. */
function judge(before: JsonObject | undefined, after: JsonObject | undefined): readonly (readonly [string, readonly string[]])[] {
  const locks = (attributes: JsonObject | undefined): readonly Short[] =>
    attributes === undefined ? around : [...around, ['record_locking', 'Deals/record_locking', attributes]];
  const plan = makePlan(inputOf(liveOf(locks(before)), snapshotOf(...locks(after)), { rules }));
  return plan.steps.map((step) => [step.action, risksOf(step)]);
}

describe('what takes a lock away raises rights', () => {
  const { restricted_communications: _mails, ...mailing } = usual;
  test.each<[string, JsonObject, JsonObject]>([
    ['for fewer people', usual, { ...usual, locked_for: 'all_profiles_except_excluded_profiles' }],
    ['not for portals, said', { ...usual, lock_for_portal_users: true }, { ...usual, lock_for_portal_users: false }],
    ['not for portals, by default', { ...usual, lock_for_portal_users: true }, usual],
    ['a field is free', usual, { ...usual, excluded_fields: ['Amount'] }],
    ['locked by other means', usual, { ...usual, lock_type: 'manual' }],
    ['fewer actions', usual, { ...usual, restricted_actions: ['update'] }],
    ['mails again', usual, mailing],
    ['a rule goes', usual, { ...usual, locking_rules: [won] }],
    ['a rule holds for other records', usual, { ...usual, locking_rules: [{ ...won, criteria: stage('Other') }, lost] }],
    ['a profile is free', usual, { ...usual, lock_excluded_profiles: ['Clerk'] }],
  ])('%s', (_what, before, after) => {
    expect(judge(before, after)).toEqual([['update', ['rights']]]);
  });

  test('the lock goes as a whole', () => {
    expect(judge(usual, undefined)).toEqual([['delete', ['deletes', 'rights']]]);
  });
});

describe('what locks more raises nothing', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['for portals', usual, { ...usual, lock_for_portal_users: true }],
    ['a field is locked again', { ...usual, excluded_fields: ['Amount', 'Stage'] }, { ...usual, excluded_fields: ['Stage'] }],
    ['one more action', usual, { ...usual, restricted_actions: ['delete', 'tags', 'update'] }],
    ['one more rule', { ...usual, locking_rules: [won] }, usual],
  ])('%s', (_what, before, after) => {
    expect(judge(before, after)).toEqual([['update', []]]);
  });

  test('a new lock', () => {
    expect(judge(undefined, { ...usual, lock_for_portal_users: false, excluded_fields: ['Amount'] })).toEqual([['create', []]]);
  });
});
