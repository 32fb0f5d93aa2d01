import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

const groupNames: readonly string[] = ['Sales', '営業部', 'NO'];
const people: readonly string[] = ['avery@osaka.example', 'sam@osaka.example'];

const arbitraryGroup: fc.Arbitrary<Draft> = fc
  .record({
    name: renamed(groupNames, ['Sales 2', '販売']),
    description: versions(fc.constantFrom(undefined, 'who sells')),
    users: versions(fc.subarray([...people])),
    roles: versions(fc.dictionary(fc.constantFrom('CEO', 'Manager'), fc.constantFrom('alone', 'with_subordinates'))),
    groups: versions(fc.subarray([...groupNames])),
    territories: versions(fc.dictionary(fc.constantFrom('Organization', '@territory:Asia'), fc.constantFrom('alone', 'with_sub_territories'))),
    fate: arbitraryFate,
  })
  .map(({ name, description, users, roles, groups, territories, fate }) => {
    // A group is in later ones only, so that none is in itself.
    const earlier = (wanted: readonly string[]): Json[] =>
      wanted.filter((one) => groupNames.indexOf(one) < groupNames.indexOf(name[0])).map((one) => `@user_group:${one}`);
    const version = (index: 0 | 1): JsonObject =>
      withoutEmpty({
        description: description[index] ?? '',
        users: users[index],
        roles: roles[index],
        groups: earlier(groups[index]),
        territories: territories[index],
      });
    const moved = name[0] === name[1] ? {} : { movedTo: name[1] };
    return { kind: 'user_group', key: name[0], ...moved, fate, first: version(0), second: version(1) };
  });

const territoryNames: readonly string[] = ['Asia', '日本', 'NO'];

/** A comparison of a text of a module, or some of them. */
function criteria(field: string): fc.Arbitrary<JsonObject> {
  const single = fc.constantFrom('Osaka', '東京', '100').map((value): JsonObject => ({ field, comparator: 'equal', value }));
  return fc.oneof(
    single,
    fc.constantFrom('AND', 'OR').map((group_operator): JsonObject => {
      const group = ['Osaka', '東'].map((value): JsonObject => ({ field, comparator: 'contains', value }));
      return { group_operator, group };
    }),
  );
}

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

const arbitraryTerritory: fc.Arbitrary<Draft> = fc
  .record({
    name: renamed(territoryNames, ['Asia 2', '極東']),
    above: versions(fc.constantFrom('Organization', ...territoryNames)),
    description: versions(maybe(fc.constantFrom('All of it', '全部'))),
    manager: versions(maybe(fc.constantFrom(...people))),
    permissions: versions(fc.constantFrom('read_only', 'read_write_delete')),
    leads: versions(maybe(criteria('Leads.City'))),
    deals: versions(maybe(criteria('Deals.Next_Step'))),
    fate: arbitraryFate,
  })
  .map(({ name, above, description, manager, permissions, leads, deals, fate }): Draft => {
    // Below an earlier one only, so that none is below itself.
    const superior = (wanted: string): string =>
      territoryNames.indexOf(wanted) !== -1 && territoryNames.indexOf(wanted) < territoryNames.indexOf(name[0])
        ? `@territory:${wanted}`
        : 'Organization';
    const version = (index: 0 | 1): JsonObject => ({
      reporting_to: superior(above[index]),
      permission_type: permissions[index],
      ...(description[index] === undefined ? {} : { description: description[index] }),
      ...(manager[index] === undefined ? {} : { manager: manager[index] }),
      ...(leads[index] === undefined ? {} : { lead_rule_criteria: leads[index] }),
      ...(deals[index] === undefined ? {} : { deal_rule_criteria: deals[index] }),
    });
    const moved = name[0] === name[1] ? {} : { movedTo: name[1] };
    return { kind: 'territory', key: name[0], ...moved, fate, first: version(0), second: version(1) };
  });

const parties: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.constant<JsonObject>({ who: 'all_users' }),
  fc.constant<JsonObject>({ who: { user_group: '@user_group:Sales' } }),
  fc
    .tuple(fc.constantFrom('CEO', 'Manager', '@role:Osaka'), fc.boolean())
    .map(([role, below]): JsonObject => ({ who: { role }, ...(below ? { subordinates: true } : {}) })),
);

/** A text of each module whose records are shared. */
const sharedModules: Readonly<Record<string, string>> = { Leads: 'City', Deals: 'Next_Step', Courses: 'Name' };

const arbitrarySharingRule: fc.Arbitrary<Draft> = fc.constantFrom(...Object.keys(sharedModules)).chain((module) =>
  fc
    .record({
      // Names are unique in a module, so that no two are renamed alike.
      name: fc.constantFrom('To the team', '営業へ').chain((name) => renamed([name], [`${name} neu`])),
      byOwner: fc.boolean(),
      from: versions(parties),
      to: versions(parties),
      when: versions(criteria(sharedModules[module] ?? '')),
      permissions: versions(fc.constantFrom('read', 'read_write_delete')),
      above: versions(fc.boolean()),
      active: versions(fc.boolean()),
      moves: fc.boolean(),
      fate: arbitraryFate,
    })
    .map(({ name, byOwner, from, to, when, permissions, above, active, moves, fate }): Draft => {
      const version = (index: 0 | 1): JsonObject => ({
        name: name[index],
        type: byOwner ? 'Record_Owner_Based' : 'Criteria_Based',
        shared_to: to[index],
        permission_type: permissions[index],
        ...(byOwner ? { shared_from: from[index] } : { criteria: when[index] }),
        ...(above[index] ? { superiors_allowed: true } : {}),
        ...(active[index] ? {} : { status: 'inactive' }),
      });
      const moved = moves && name[0] !== name[1] ? { movedTo: `${module}/${name[1]}` } : {};
      return { kind: 'sharing_rule', key: `${module}/${name[0]}`, ...moved, fate, first: version(0), second: version(1) };
    }),
);

/** Attributes without those that hold nothing. */
function withoutEmpty(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '' && Object.keys(value ?? {}).length > 0));
}

/** What is about who sees what, beside roles and profiles. */
export const accessAreas: readonly Area[] = [
  { kinds: ['user_group'], drafts: fc.array(arbitraryGroup, { minLength: 1, maxLength: 3 }) },
  { kinds: ['territory'], drafts: fc.array(arbitraryTerritory, { minLength: 1, maxLength: 3 }) },
  { kinds: ['sharing_rule'], drafts: fc.array(arbitrarySharingRule, { minLength: 1, maxLength: 2 }) },
];
