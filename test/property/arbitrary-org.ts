import fc from 'fast-check';
import type { Element, Ref } from '../../cli/model/element.ts';
import { moduleOfKey, refOf } from '../../cli/model/element.ts';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { arbitraryAccess } from './arbitrary-access.ts';
import {
  actionOf,
  arbitraryBlueprint,
  arbitraryFieldUpdate,
  arbitraryNotification,
  arbitraryRule,
  arbitraryTask,
  arbitraryWebhook,
} from './arbitrary-automation.ts';
import { arbitraryField, arbitraryOptions, arbitrarySystemField } from './arbitrary-fields.ts';
import { arbitraryModuleParts } from './arbitrary-module-parts.ts';
import { arbitraryOrganization } from './arbitrary-organization.ts';
import { arbitraryScoring } from './arbitrary-scoring.ts';
import { arbitraryViews } from './arbitrary-views.ts';
import type { Draft, Pair } from './draft.ts';
import { makePair } from './draft.ts';
import { arbitraryFate, renamed, versions } from './versions.ts';

const courses = ['Course', '講座', 'A+B'] as const;

const arbitraryModule: fc.Arbitrary<Draft> = fc
  .record({
    key: fc.constantFrom('Courses', 'Site_visits'),
    labels: versions(fc.constantFrom(...courses)),
    profiles: versions(fc.constantFrom(['Administrator'], ['Administrator', 'Standard'], ['Administrator', '@profile:Branch'])),
    fate: arbitraryFate,
  })
  .map(({ key, labels, profiles, fate }) => {
    const version = (index: 0 | 1): JsonObject => ({
      singular_label: `${labels[index]} ${key}`,
      plural_label: `${labels[index]} ${key}s`,
      profiles: profiles[index],
    });
    return { kind: 'module', key, fate, first: version(0), second: version(1) };
  });

const arbitraryPicklist: fc.Arbitrary<Draft> = fc
  .record({
    key: fc.constantFrom('Channels', 'Regions'),
    labels: versions(fc.constantFrom('', ' 一覧', '!')),
    description: versions(fc.constantFrom(undefined, 'what for', '説明')),
    options: arbitraryOptions,
    fate: arbitraryFate,
  })
  .map(({ key, labels, description, options, fate }) => {
    const version = (index: 0 | 1): JsonObject => ({
      display_label: `${key}${labels[index]}`,
      ...(description[index] === undefined ? {} : { description: description[index] }),
      pick_list_values: options[index],
    });
    return { kind: 'global_picklist', key, fate, first: version(0), second: version(1) };
  });

const roleNames: readonly string[] = ['Osaka', '大阪 支店', 'NO', 'a:b/c'];

const arbitraryRole: fc.Arbitrary<Draft> = fc
  .record({
    name: renamed(roleNames, ['Osaka 2', '神戸']),
    above: versions(fc.constantFrom('CEO', 'Manager', ...roleNames)),
    description: versions(fc.constantFrom(undefined, 'branch', '支店')),
    shares: versions(fc.boolean()),
    fate: arbitraryFate,
  })
  .map(({ name, above, description, shares, fate }) => {
    // A role reports to an earlier one only, so that none reports to itself.
    const superior = (wanted: string): string => {
      const at = roleNames.indexOf(wanted);
      return at === -1 ? wanted : at < roleNames.indexOf(name[0]) ? `@role:${wanted}` : 'CEO';
    };
    const version = (index: 0 | 1): JsonObject => ({
      reporting_to: superior(above[index]),
      ...(description[index] === undefined ? {} : { description: description[index] }),
      ...(shares[index] ? { share_with_peers: true } : {}),
    });
    const moved = name[0] === name[1] ? {} : { movedTo: name[1] };
    return { kind: 'role', key: name[0], ...moved, fate, first: version(0), second: version(1) };
  });

const permissions: fc.Arbitrary<JsonObject | undefined> = fc.constantFrom<(JsonObject | undefined)[]>(
  undefined,
  { Deals: { Crm_Implied_Delete_Deals: false } },
  { Deals: { Crm_Implied_Delete_Deals: true, Crm_Implied_Edit_Deals: true }, Leads: { Crm_Implied_Create_Leads: false } },
  { org: { Crm_Implied_Bulk_Export: false, Crm_Implied_Mass_Update: true } },
);

const arbitraryProfile: fc.Arbitrary<Draft> = fc
  .record({
    key: fc.constantFrom('Branch', '閲覧のみ'),
    names: fc.integer({ min: 0, max: 3 }).map((chance) => (chance === 0 ? ' 2' : '')),
    description: versions(fc.constantFrom('people', '人')),
    permissions: versions(permissions),
    fate: arbitraryFate,
  })
  .map(({ key, names, description, permissions: may, fate }) => {
    const version = (index: 0 | 1): JsonObject => ({
      name: index === 0 ? key : `${key}${names}`,
      description: description[index],
      ...(may[index] === undefined ? {} : { permissions: may[index] }),
    });
    return { kind: 'profile', key, fate, first: version(0), second: version(1) };
  });

const placed: fc.Arbitrary<Json> = fc.constantFrom<Json[]>('Channel', 'Seats', { field: 'Kanji', required: true }, 'Kanji', 'X9', 'Description');

/** The layout that a module comes with, with a section of its own for some fields. */
const arbitraryLayout: fc.Arbitrary<Draft> = fc
  .record({
    module: fc.constantFrom('Leads', 'Deals'),
    names: versions(fc.constantFrom('Course', '講座', 'More "here"')),
    columns: versions(fc.constantFrom(1, 2)),
    fields: versions(fc.uniqueArray(placed, { minLength: 0, maxLength: 4, selector: (one) => (typeof one === 'string' ? one : 'Kanji') })),
    fate: fc.constantFrom('changes', 'stays', 'comes'),
  })
  .map(({ module, names, columns, fields, fate }): Draft => {
    const version = (index: 0 | 1): JsonObject => ({
      name: 'Standard',
      sections: [
        {
          name: names[index],
          ...(columns[index] === 1 ? { column_count: 1 } : {}),
          ...(fields[index].length === 0 ? {} : { fields: fields[index] }),
        },
      ],
    });
    return { kind: 'layout', key: `${module}/Standard`, fate: fate as Draft['fate'], first: version(0), second: version(1) };
  });

/** A rule with an action that it sets off. */
const arbitraryRuleWithAction: fc.Arbitrary<readonly Draft[]> = arbitraryRule.map((rule) => [rule, actionOf(moduleOfKey(rule.key))]);

const one = (drafts: fc.Arbitrary<Draft>): fc.Arbitrary<readonly Draft[]> => drafts.map((draft) => [draft]);

const drafts: fc.Arbitrary<readonly Draft[]> = fc.oneof(
  { weight: 4, arbitrary: one(arbitraryField) },
  { weight: 1, arbitrary: one(arbitrarySystemField) },
  { weight: 2, arbitrary: one(arbitraryModule) },
  { weight: 2, arbitrary: one(arbitraryPicklist) },
  { weight: 2, arbitrary: one(arbitraryRole) },
  { weight: 2, arbitrary: one(arbitraryProfile) },
  { weight: 2, arbitrary: one(arbitraryLayout) },
  { weight: 2, arbitrary: one(arbitraryFieldUpdate) },
  { weight: 1, arbitrary: one(arbitraryTask) },
  { weight: 1, arbitrary: one(arbitraryWebhook) },
  { weight: 1, arbitrary: one(arbitraryNotification) },
  { weight: 2, arbitrary: arbitraryRuleWithAction },
  { weight: 1, arbitrary: one(arbitraryBlueprint) },
  { weight: 4, arbitrary: arbitraryOrganization },
  { weight: 2, arbitrary: arbitraryAccess },
  { weight: 2, arbitrary: arbitraryModuleParts },
  { weight: 2, arbitrary: arbitraryViews },
  { weight: 2, arbitrary: arbitraryScoring },
);

/**
 * An org as it is and as it is wanted: elements of all kinds that are added, changed, removed or renamed. Both sides are valid; `standard` is what an org has to
 * begin with.
 */
export function arbitraryPair(standard: ReadonlyMap<Ref, Element>, most = 12): fc.Arbitrary<Pair> {
  return fc.array(drafts, { minLength: 1, maxLength: most }).map((lists) => makePair(distinct(lists.flat()), standard));
}

/** What there is one of: an element of a key, a blueprint of a module's layout and field. */
function placeOf({ kind, key }: Draft): string {
  return kind === 'blueprint' ? `${kind} ${moduleOfKey(key)}` : refOf(kind, key);
}

/** Drafts of which no two stand in the same place, nor have the same key after a rename. */
function distinct(all: readonly Draft[]): readonly Draft[] {
  const own = [...new Map(all.toReversed().map((draft) => [placeOf(draft), draft])).values()].reverse();
  const taken = new Set(own.map(({ kind, key }) => refOf(kind, key)));
  return own.map((one) => {
    const to = refOf(one.kind, one.movedTo ?? one.key);
    const { movedTo: _movedTo, ...rest } = one;
    if (one.movedTo === undefined || taken.has(to)) return rest;
    taken.add(to);
    return one;
  });
}
