import type { Json, JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import { demandMembers, demandObject, demandObjects, refuse } from '../automation/refusal.ts';
import { invalidData, limitExceeded, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { DocStore } from '../store.ts';

/** Most members that one call names (user_groups.json). */
const mostSources = 200;

/** Types of members (user_groups.json; groups by Zoho "Create a User Group"), with the collection of what they are and the flag that some have. */
const types = {
  users: { collection: 'users', flag: undefined },
  roles: { collection: 'roles', flag: 'subordinates' },
  territories: { collection: 'territories', flag: 'sub_territories' },
  groups: { collection: 'user_groups', flag: undefined },
} as const;
type SourceType = keyof typeof types;

/** Names of the types of members. */
export const sourceTypes = Object.keys(types) as readonly SourceType[];

const rules = [
  { name: 'type', type: 'string', required: true, oneOf: sourceTypes },
  { name: 'subordinates', type: 'boolean', nullable: true },
  { name: 'sub_territories', type: 'boolean', nullable: true },
  { name: '_delete', type: 'boolean', nullable: true },
] as const;

/**
 * The members of a group once a call has named some: those of the group before that it does not name stay, those marked `_delete` go (Zoho "Update a User Group").
 * Refused: types, ids and members that there are not, and a group within itself.
 */
export function mergeSources(store: DocStore, org: string, before: Doc | undefined, item: JsonObject, path: string): readonly JsonObject[] {
  if (item['sources'] === undefined) refuse(mandatoryNotFound(path, 'sources'));
  const given = demandObjects(item, 'sources', path);
  if (given.length > mostSources) refuse(limitExceeded(mostSources, 'too many sources', { limit_due_to: [locate(path, 'sources')] }));
  const members = new Map(objects(before, '_sources').map((source) => [nameOf(source), source]));
  for (const [index, source] of given.entries()) {
    const read = readSource(store, org, before, source, `${path}.sources[${index}]`);
    if (source['_delete'] === true) members.delete(nameOf(read));
    else members.set(nameOf(read), read);
  }
  return [...members.values()];
}

function nameOf(source: JsonObject): string {
  return `${text(source, 'type')} ${text(source, 'id')}`;
}

function readSource(store: DocStore, org: string, group: Doc | undefined, source: JsonObject, path: string): JsonObject {
  demandMembers(source, rules, path);
  const type = sourceTypes.find((one) => one === source['type']) ?? 'users';
  const id = text(demandObject(source, 'source', path), 'id');
  if (id === undefined) refuse(mandatoryNotFound(`${path}.source`, 'id'));
  if (store.get(org, types[type].collection, id) === undefined || id === group?.id) refuse(invalidData(`${path}.source`, 'id'));
  const { flag } = types[type];
  // Zoho's page says `subordinates` of territories too.
  return { type, id, ...(flag === undefined ? {} : { [flag]: (source[flag] ?? source['subordinates'] ?? false) === true }) };
}

/** The members of a group as answers have them; whoever is gone from the org is gone from its groups. */
export function showSources(store: DocStore, org: string, group: Doc): readonly JsonObject[] {
  return objects(group, '_sources').flatMap(({ type, id, ...flag }): JsonObject[] => {
    const kind = sourceTypes.find((one) => one === type) ?? 'users';
    const found = store.get(org, types[kind].collection, String(id));
    const name: Json = found?.['name'] ?? found?.['full_name'] ?? '';
    return found === undefined ? [] : [{ source: { name, id: found.id }, type: kind, ...flag }];
  });
}

/** How many members of each type a group has. */
export function countSources(store: DocStore, org: string, group: Doc): JsonObject {
  const sources = showSources(store, org, group);
  const count = (type: SourceType): number => sources.filter((source) => source['type'] === type).length;
  return {
    territories: count('territories'),
    roles: count('roles'),
    groups: count('groups'),
    users: { inactive: 0, deleted: 0, active: count('users') },
  };
}
