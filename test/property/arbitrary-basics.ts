import fc from 'fast-check';
import type { Json, JsonObject } from '../../cli/model/json.ts';
import { arbitraryOptions } from './arbitrary-fields.ts';
import type { Area } from './area.ts';
import { areaOf } from './area.ts';
import type { Draft } from './draft.ts';
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

/** Modules, global picklists, layouts, roles and profiles. */
export const basicAreas: readonly Area[] = [
  areaOf('module', arbitraryModule, 3),
  areaOf('global_picklist', arbitraryPicklist, 3),
  areaOf('role', arbitraryRole, 3),
  areaOf('profile', arbitraryProfile, 3),
  areaOf('layout', arbitraryLayout, 3),
];
