import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import type { Area } from './area.ts';
import type { Draft } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

/** A text field and a template of each module that cadences are made in. */
const modules = { Leads: ['City', 'Leads/Lead Assigned'], Deals: ['Next_Step', 'Deals/Big Deal Alert'] } as const;

type Module = keyof typeof modules;

const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(values, { nil: undefined });

/** Attributes without those that are not said. */
function said(attributes: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])));
}

/** What a follow-up does: an action of its own, which is its cadence's alone, or a call. */
type Deed = 'task' | 'email_notification' | 'call';

const deeds: fc.Arbitrary<readonly Deed[]> = fc.array(fc.constantFrom<Deed[]>('task', 'email_notification', 'call'), { minLength: 1, maxLength: 4 });

function nameOf(cadence: string, index: number): string {
  return `${cadence} · ${index + 1}`;
}

/** The actions of a cadence, which come and go with it. */
function actionsOf(module: Module, name: string, some: readonly Deed[]): readonly Pick<Draft, 'kind' | 'key' | 'first' | 'second'>[] {
  return some.flatMap((kind, index) => {
    const own = { name: nameOf(name, index), feature_type: 'cadences' };
    const mail = { template: modules[module][1], recipients: [{ type: 'owner' }], from: { type: 'owner' } };
    const more: JsonObject = kind === 'task' ? { field_mappings: [{ field: 'Subject', value: '折り返し' }] } : mail;
    const attributes = { ...own, ...more };
    return kind === 'call' ? [] : [{ kind, key: `${module}/${own.name}`, first: attributes, second: attributes }];
  });
}

/** The view whose records a cadence enrols. */
function viewOf(module: Module, name: string, wanted: boolean): readonly Pick<Draft, 'kind' | 'key' | 'first' | 'second'>[] {
  const attributes = { name: `${name} view`, fields: [modules[module][0]] };
  return wanted ? [{ kind: 'custom_view', key: `${module}/${attributes.name}`, first: attributes, second: attributes }] : [];
}

const delay = fc.record({ unit: fc.constantFrom(1, 99), period: fc.constantFrom('minutes', 'business_days', 'months') });
const subject = fc.constantFrom('Call back', '折り返し電話');

function followUps(module: Module, name: string, some: readonly Deed[]): fc.Arbitrary<readonly Json[]> {
  const timing = fc.tuple(delay, fc.constantFrom(['Completed'], ['Opened', 'Clicked']), fc.nat(), subject);
  return fc.array(timing, { minLength: some.length, maxLength: some.length }).map((times) =>
    some.map((kind, index): Json => {
      const [execute_after, triggers, before, text] = times[index] ?? [];
      const call = {
        layout: 'Calls/Standard',
        field_mappings: [
          { field: 'Call_Type', value: 'Outbound' },
          { field: 'Subject', value: text ?? '' },
        ],
      };
      const place =
        index === 0
          ? {}
          : { after: 1 + ((before ?? 0) % index), triggers: [...(triggers ?? [])], execute_after: { unit: 1, period: 'days', ...execute_after } };
      return { ...place, ...(kind === 'call' ? { call } : { [kind]: `${module}/${nameOf(name, index)}` }) };
    }),
  );
}

function ends(module: Module, most: number): fc.Arbitrary<readonly Json[]> {
  const criteria = (field: Json): JsonObject => ({ field, comparator: 'equal', value: '大阪' });
  const made = (more: JsonObject): JsonObject => ({
    type: 'followup_criteria',
    made: 'Tasks',
    made_criteria: criteria({ field: 'Tasks.Subject' }),
    ...more,
  });
  return fc.shuffledSubarray<Json>([
    { type: 'automatic_unenroll' },
    { type: 'end_date', date: '2027-02-28' },
    { type: 'criteria', criteria: criteria(modules[module][0]) },
    made({}),
    made({ follow_up: most }),
  ]);
}

/** A published cadence does not become a draft again. */
const statuses: fc.Arbitrary<readonly [string, string]> = fc.constantFrom<(readonly [string, string])[]>(
  ['active', 'active'],
  ['active', 'inactive'],
  ['inactive', 'active'],
  ['draft', 'draft'],
  ['draft', 'inactive'],
  ['draft', 'active'],
);

/** A cadence with its actions. The API takes no follow-up away, so that the second version has all of the first, and maybe more. */
const arbitraryCadence: fc.Arbitrary<readonly Draft[]> = fc
  .record({
    module: fc.constantFrom<Module[]>('Leads', 'Deals'),
    name: fc.constantFrom('New ones', '新規 の方'),
    some: deeds,
    more: fc.nat({ max: 3 }),
  })
  .chain(({ module, name, some, more }) => {
    const least = Math.max(1, some.length - more);
    const version = (index: 0 | 1, count: number) =>
      fc.record({
        description: maybe(fc.constantFrom('because', '理由')),
        unenroll: ends(module, least),
        follow_ups: followUps(module, name, some.slice(0, count)),
        index: fc.constant(index),
      });
    return fc
      .record({
        versions: fc.tuple(version(0, least), version(1, some.length)),
        names: renamed([name], [`${name} neu`]),
        status: statuses,
        every: versions(fc.constantFrom<JsonObject[]>({ period: 'immediately' }, { period: 'days', unit: 2 })),
        view: fc.boolean(),
        fate: arbitraryFate,
      })
      .map(({ versions: both, names, status, every, view, fate }): readonly Draft[] => {
        const [first, second] = both.map(({ index, description, unenroll, follow_ups }) =>
          said({
            name: names[index],
            description,
            status: status[index] === 'active' ? undefined : status[index],
            ...(view ? { type: 'custom_view', custom_view: `${module}/${name} view` } : { type: 'manual_enrollment' }),
            execute_every: every[0],
            unenroll: unenroll.length === 0 ? undefined : unenroll,
            follow_ups,
          }),
        );
        const cadence = { kind: 'cadence', key: `${module}/${name}`, first: first ?? {}, second: second ?? {} };
        return [cadence, ...viewOf(module, name, view), ...actionsOf(module, name, some)].map((draft): Draft => ({ ...draft, fate }));
      });
  });

/** What follows up on records. */
export const cadenceAreas: readonly Area[] = [{ kinds: ['cadence', 'custom_view', 'task', 'email_notification'], drafts: arbitraryCadence }];
