import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

/** Fields of views and locks by module, the first a text that it always has; those that no draft makes are left out. */
const fields: Readonly<Record<string, readonly [string, ...string[]]>> = {
  Leads: ['City', 'Company', 'Last_Name', 'Channel', 'Kanji'],
  Deals: ['Next_Step', 'Deal_Name', 'Stage', 'Seats'],
  Courses: ['Name', 'Channel', 'X9'],
};

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

/** Attributes without those that are not said. */
function said(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

function criteriaOf(field: string): fc.Arbitrary<JsonObject> {
  const comparison = (comparator: string, value: Json): JsonObject => ({ field, comparator, value });
  return fc.constantFrom<JsonObject[]>(
    comparison('equal', '大阪'),
    comparison('not_equal', '${EMPTY}'),
    { group_operator: 'OR', group: [comparison('contains', 'a'), comparison('starts_with', '010')] },
    { group_operator: 'AND', group: [comparison('contains', 'a'), { field: 'Owner', comparator: 'equal', value: '${CURRENTUSER}' }] },
  );
}

const shares = fc
  .record({
    users: fc.subarray(['sam@osaka.example', 'avery@osaka.example'], { minLength: 1 }),
    roles: fc.subarray(['CEO', '@role:Osaka']),
    roles_and_below: fc.subarray(['Manager']),
    groups: fc.subarray(['@user_group:Sales']),
    territories: fc.subarray(['@territory:Asia']),
  })
  .map((all): JsonObject => Object.fromEntries(Object.entries(all).filter(([, some]) => some.length > 0)));

const crossFilter: JsonObject = {
  include_objects: true,
  relation: 'Tasks',
  criteria: { field: { field: 'Tasks.Subject' }, comparator: 'equal', value: 'Call' },
};

function viewVersion(module: string): fc.Arbitrary<JsonObject> {
  const [first = 'Name', ...others] = fields[module] ?? [];
  return fc
    .record({
      columns: fc.uniqueArray(fc.constantFrom(...others), { maxLength: 3 }),
      pinned: fc.boolean(),
      shared: maybe(shares),
      criteria: maybe(criteriaOf(first)),
      crossed: fc.boolean(),
      sort: maybe(fc.constantFrom('asc', 'desc')),
      wrapped: fc.boolean(),
      locked: fc.integer({ min: 0, max: 9 }),
    })
    .map(({ columns, pinned, shared, criteria, crossed, sort, wrapped, locked }) =>
      said({
        fields: [...columns.slice(1), pinned ? { field: first, pinned } : first, ...columns.slice(0, 1)],
        ...(shared === undefined ? {} : { access_type: 'shared', shared_to: shared }),
        criteria,
        cross_filters: crossed && module === 'Leads' ? [crossFilter] : undefined,
        ...(sort === undefined ? {} : { sort_by: first, sort_order: sort }),
        wrap_text: wrapped ? true : undefined,
        locked: locked === 0 ? true : undefined,
      }),
    );
}

/** A list of a module's records. */
const arbitraryView: fc.Arbitrary<Draft> = fc.constantFrom(...Object.keys(fields)).chain((module) =>
  fc
    .record({
      // Names are unique in a module, so that no two are renamed alike.
      name: fc.constantFrom('Big ones', '大口 顧客', 'a: b/c').chain((name) => renamed([name], [`${name} neu`])),
      both: versions(viewVersion(module)),
      moves: fc.boolean(),
      fate: arbitraryFate,
    })
    .map(({ name, both: [first, second], moves, fate }): Draft => {
      const moved = moves && name[0] !== name[1] ? { movedTo: `${module}/${name[1]}` } : {};
      return {
        kind: 'custom_view',
        key: `${module}/${name[0]}`,
        ...moved,
        fate,
        first: { name: name[0], ...first },
        second: { name: name[1], ...second },
      };
    }),
);

/** Rules by names, of which no two say the same. */
function rules(field: string): fc.Arbitrary<readonly Json[]> {
  const rule = (name: string) =>
    fc.tuple(fc.constantFrom('', ' 2'), fc.boolean()).map(
      ([more, existing]): Json => ({
        name,
        criteria: { field, comparator: 'equal', value: `${name}${more}` },
        ...(existing ? { lock_existing_records: true } : {}),
      }),
    );
  return fc.uniqueArray(fc.constantFrom('Won', '大口', 'NO'), { minLength: 1, maxLength: 3 }).chain((names) => fc.tuple(...names.map(rule)));
}

function lockVersion(module: string): fc.Arbitrary<JsonObject> {
  const [first = 'Name', ...others] = fields[module] ?? [];
  return fc
    .record({
      type: fc.constantFrom('manual', 'automatic', 'both'),
      excepted: maybe(fc.subarray(['Standard', '@profile:Branch'])),
      portal: fc.boolean(),
      actions: fc.subarray(['change_owner', 'update', 'delete', 'tags']),
      mails: fc.boolean(),
      free: fc.subarray(others),
      rules: rules(first),
    })
    .map(({ type, excepted, portal, actions, mails, free, rules: some }) =>
      said({
        lock_type: type,
        ...(excepted === undefined
          ? {}
          : { locked_for: 'all_profiles_except_excluded_profiles', lock_excluded_profiles: ['Administrator', ...excepted] }),
        lock_for_portal_users: portal ? true : undefined,
        restricted_actions: actions.length > 0 ? actions : undefined,
        restricted_communications: mails ? ['send_mail'] : undefined,
        excluded_fields: free.length > 0 ? free : undefined,
        locking_rules: type === 'manual' ? undefined : some,
      }),
    );
}

/** When records of a module are locked; a module has one at most. */
const arbitraryLock: fc.Arbitrary<Draft> = fc
  .constantFrom(...Object.keys(fields))
  .chain((module) =>
    fc
      .record({ both: versions(lockVersion(module)), fate: arbitraryFate })
      .map(({ both: [first, second], fate }): Draft => ({ kind: 'record_locking', key: `${module}/record_locking`, fate, first, second })),
  );

/** How a module's records are shown and kept. */
export const viewAreas: readonly Area[] = [areaOf('custom_view', arbitraryView), areaOf('record_locking', arbitraryLock)];
