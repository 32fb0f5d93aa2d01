import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { named } from './arbitrary-automation.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft } from './draft.ts';
import { versions } from './versions.ts';

/** A text of each module whose records get points and owners. */
const textFields: Readonly<Record<string, string>> = { Leads: 'City', Deals: 'Next_Step', Courses: 'Name' };

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });
const description = maybe(fc.constantFrom('because', '理由'));

/** Attributes without those that are not said. */
function said(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** Conditions of a rule, of which no two say the same, in any order. */
function conditions(module: string, least: number): fc.Arbitrary<readonly JsonObject[]> {
  const field = textFields[module] ?? '';
  const comparison = (comparator: string, value: string): JsonObject => ({ field, comparator, value });
  const all = [
    comparison('equal', '大阪'),
    comparison('equal', '010'),
    comparison('not_equal', '${EMPTY}'),
    { group_operator: 'OR', group: [comparison('contains', 'a'), comparison('contains', 'b')] },
  ];
  return fc.shuffledSubarray<JsonObject>(all, { minLength: least, maxLength: 4 });
}

function scores(module: string): fc.Arbitrary<readonly Json[]> {
  const points = fc.array(fc.constantFrom(10, -20, 5), { minLength: 4, maxLength: 4 });
  return fc
    .tuple(conditions(module, 1), points)
    .map(([some, score]) => some.map((criteria, index): Json => ({ criteria, score: score[index] ?? 1 })));
}

const signals = fc
  .uniqueArray(fc.constantFrom('open', 'click', 'bounce'), { minLength: 1 })
  .chain((names) =>
    fc.tuple(...names.map((name) => fc.constantFrom(10, -99).map((score): Json => ({ signal: `zoho.emailinsight.${name}`, score })))),
  );

/** Points of records of a module; names are unique in the org. */
const scoringRuleOf = (module: string): fc.Arbitrary<Draft> =>
  named(
    'scoring_rule',
    module === 'Leads' ? ['Hot', '見込み'] : [`Hot ${module}`, `${module} 見込み`],
    () =>
      fc
        .record({
          layout: fc.boolean(),
          active: versions(fc.boolean()),
          description: versions(description),
          fields: versions(scores(module)),
          // Of these modules only people have signals.
          signals: versions(module === 'Leads' ? maybe(signals) : fc.constant(undefined)),
        })
        .map(({ layout, active, description: why, fields, signals: events }): readonly [JsonObject, JsonObject] => {
          const version = (index: 0 | 1): JsonObject =>
            said({
              layout: layout ? `${module}/Standard` : undefined,
              active: active[index] ? undefined : false,
              description: why[index],
              field_rules: fields[index],
              signal_rules: events[index],
            });
          return [version(0), version(1)];
        }),
    [module],
  );

const arbitraryScoringRule: fc.Arbitrary<Draft> = fc.constantFrom('Leads', ...Object.keys(textFields)).chain(scoringRuleOf);

const people = ['sam@osaka.example', 'avery@osaka.example'].map((user): JsonObject => ({ user }));

const assignedIn = (module: string): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    fc.shuffledSubarray(people, { minLength: 1 }).map((resources): JsonObject => ({ type: 'users', resources })),
    fc.constantFrom<JsonObject[]>(
      { type: 'role', resources: [{ role: 'CEO' }] },
      { type: 'role', resources: [{ role: '@role:Osaka' }] },
      { type: 'group', resources: [{ user_group: '@user_group:Sales' }] },
      { type: 'profile', resources: [{ profile: 'Standard' }] },
      { type: 'profile', resources: [{ profile: '@profile:Branch' }] },
      { type: 'criteria', criteria: { field: textFields[module] ?? '', comparator: 'equal', value: '東京' } },
      { type: 'zia_suggested_users' },
    ),
  );

function entries(module: string): fc.Arbitrary<readonly Json[]> {
  const assigned = assignedIn(module);
  const task = fc.constantFrom(undefined, `@task:${module}/Set it`);
  const rest = fc.array(fc.record({ assigned, available: fc.subarray(['online_status', 'shift_timing']), task }), { minLength: 4, maxLength: 4 });
  return fc.tuple(conditions(module, 0), rest).map(([some, parts]) =>
    some.map((criteria, index): Json => {
      const part = parts[index];
      return said({
        criteria,
        assign_to: part?.assigned,
        user_availability_based_on: part === undefined || part.available.length === 0 ? undefined : part.available,
        task: part?.task,
      });
    }),
  );
}

/** Who becomes the owner of records. */
const arbitraryAssignmentRule = named(
  'assignment_rule',
  ['By size', '地域別'],
  (module) =>
    fc
      .record({
        description: versions(description),
        assignee: versions(fc.constantFrom(...people, { api_name: '${CURRENTUSER}' })),
        entries: versions(entries(module)),
      })
      .map(({ description: why, assignee, entries: some }): readonly [JsonObject, JsonObject] => {
        const version = (index: 0 | 1): JsonObject =>
          said({ description: why[index], default_assignee: assignee[index], rule_entries: some[index].length === 0 ? undefined : some[index] });
        return [version(0), version(1)];
      }),
  Object.keys(textFields),
);

/** Rules about records' points and owners. */
export const scoringAreas: readonly Area[] = [areaOf('scoring_rule', arbitraryScoringRule), areaOf('assignment_rule', arbitraryAssignmentRule)];
