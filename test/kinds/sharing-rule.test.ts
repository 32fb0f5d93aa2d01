import { describe, expect, test } from 'vitest';
import { kinds } from '../../cli/kinds/catalog.gen.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import { validators } from '../../cli/kinds/validators.gen.js';
import { writesOfStep } from '../../cli/live/step-writes.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { validateSnapshot } from '../../cli/validate/validate-snapshot.ts';
import type { Short } from '../plan/world.ts';
import { kindOf, kindsByName, liveOf, planOf, snapshotOf } from '../plan/world.ts';
import { openOrg } from './embedded-org.ts';
import { sayWrites, writesBetween } from './writes.ts';

const around: readonly Short[] = [
  ['module', 'Leads', { plural_label: 'Leads', generated_type: 'default' }],
  ['role', 'CEO', {}],
  ['user_group', 'Sales', { users: ['sam@osaka.example'] }],
];

function rule(who: Json, more: JsonObject = {}): Short {
  const attributes = {
    name: 'Osaka',
    type: 'Record_Owner_Based',
    shared_from: { who: { role: 'CEO' } },
    shared_to: { who },
    permission_type: 'read',
  };
  return ['sharing_rule', 'Leads/Osaka', { ...attributes, ...more }];
}

/** What names nobody that a rule can share with: slips, kinds of people that rules don't know, several at once. */
const nobody: readonly Json[] = [
  'CEO',
  'All_Users',
  { rol: 'CEO' },
  { group: 'Sales' },
  { territory: 'West' },
  { user: 'sam@osaka.example' },
  { role: 'CEO', user_group: 'Sales' },
  { role: 'CEO', type: 'roles' },
  { role: { name: 'CEO' } },
  {},
  ['all_users'],
  null,
];

const sayable: readonly (readonly [Json, JsonObject])[] = [
  ['all_users', { type: 'all_users', subordinates: false }],
  [{ role: 'CEO' }, { type: 'roles', resource: { id: { $id: 'role:CEO' } }, subordinates: false }],
  [{ user_group: 'Sales' }, { type: 'groups', resource: { id: { $id: 'user_group:Sales' } }, subordinates: false }],
];

const findingsOf = (who: Json) =>
  validateSnapshot({ ...snapshotOf(...around, rule(who)), findings: [], locate: () => undefined }, { kinds, validators, schemas, lang: 'en' });

describe('with whom a rule shares', () => {
  test.each(sayable)('%j is said as it is meant', (who, said) => {
    expect(findingsOf(who)).toEqual([]);
    expect(sayWrites(writesBetween(liveOf(around), snapshotOf(rule(who))))).toMatchObject([
      ['POST /settings/data_sharing/rules', { shared_to: said }],
    ]);
    const other = who === 'all_users' ? { role: 'CEO' } : 'all_users';
    expect(sayWrites(writesBetween(liveOf([...around, rule(other)]), snapshotOf(rule(who))))).toEqual([
      ['PUT /settings/data_sharing/rules/{id}', { name: 'Osaka', shared_to: said }],
    ]);
  });

  test.each(nobody.map((who) => [who]))('%j is refused by validate', (who) => {
    const findings = findingsOf(who);
    expect(findings.some((finding) => finding.code.startsWith('schema.') && finding.path?.startsWith('shared_to.who') === true)).toBe(true);
  });

  test('a slip in the name of the kind is said once, with the right names', () => {
    expect(findingsOf({ rol: 'CEO' }).map(({ code, path, fix }) => [code, path, fix?.includes('role') === true])).toEqual([
      ['schema.additionalProperties', 'shared_to.who.rol', true],
    ]);
  });

  // What says nothing leaves the rule as it is.
  test.each(nobody.filter((who) => !['null', '{}'].includes(JSON.stringify(who))).map((who) => [who]))(
    '%j is done by hand, and never sent',
    (who) => {
      const made = planOf(liveOf(around), snapshotOf(rule(who))).steps;
      expect(made.map(({ mode, action }) => [mode, action])).toEqual([['manual', 'create']]);
      const changed = planOf(liveOf([...around, rule({ role: 'CEO' })]), snapshotOf(rule(who))).steps;
      expect(changed.map(({ mode, action }) => [mode, action])).toEqual([['manual', 'update']]);
      // Even where a plan of another making says so.
      for (const step of [...made, ...changed]) {
        const context = { kinds: kindsByName, schemas, ids: liveOf(around).ids, desired: new Map() };
        const bodies = writesOfStep({ ...step, mode: 'api' }, context).flatMap((write) => write.items.map((item) => item.body));
        expect(bodies.filter((body) => 'shared_to' in body)).toEqual([]);
      }
    },
  );

  test('a role that nobody can name stays, and the rest of the rule still changes', () => {
    const before = rule({ unresolved: 'Region' });
    expect(findingsOf({ unresolved: 'Region' })).toEqual([]);
    const writes = writesBetween(liveOf([...around, before]), snapshotOf(rule({ unresolved: 'Region' }, { permission_type: 'read_write_delete' })));
    expect(sayWrites(writes)).toEqual([['PUT /settings/data_sharing/rules/{id}', { name: 'Osaka', permission_type: 'read_write_delete' }]]);
  });
});

describe('a rule that is to be off', () => {
  const on = rule({ role: 'CEO' });
  const off = rule('all_users', { status: 'inactive' });
  const calls = (before: Short, after: Short) =>
    sayWrites(writesBetween(liveOf([...around, before]), snapshotOf(after))).map(([call]) => call.replace('/settings/data_sharing/rules', ''));

  test('is switched off before it is changed, so that it never shares what it says then', () => {
    expect(calls(on, off)).toEqual(['DELETE /{id}/actions/activate', 'PUT /{id}']);
    expect(calls(on, rule({ role: 'CEO' }, { status: 'inactive' }))).toEqual(['DELETE /{id}/actions/activate']);
  });

  test('is changed before it is switched on', () => {
    expect(calls(off, on)).toEqual(['PUT /{id}', 'PUT /{id}/actions/activate']);
  });

  test('is on for a moment when it is made, which the plan says', () => {
    const plan = planOf(liveOf(around), snapshotOf(off));
    expect(plan.findings).toContainEqual(expect.objectContaining({ code: 'plan.side-effect', element: 'sharing_rule:Leads/Osaka' }));
    expect(kindOf('sharing_rule').sideEffect?.('Leads/Osaka', off[2])).toContain('in force for a moment');
    expect(planOf(liveOf(around), snapshotOf(on)).findings).toEqual([]);
  });

  test('shares nothing in the org once all is done', async () => {
    const org = openOrg();
    await org.apply(snapshotOf(...around.slice(2), on));
    await org.apply(snapshotOf(...around.slice(2), off));
    const { elements } = await org.read();
    expect(elements.get('sharing_rule:Leads/Osaka')?.attributes).toMatchObject({ shared_to: { who: 'all_users' }, status: 'inactive' });
  });
});
