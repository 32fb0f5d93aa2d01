import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { listOf } from './options.ts';

const path = '/settings/user_groups';

/**
 * People who share records (OpenAPI user_groups.json): users, roles, territories and other groups. Who is in it is a list of its own, one request a group: the list of groups takes
 * `include=sources`, but no published answer shows them there. A change adds who it names and takes out who it marks (Zoho "Update a User Group").
 */
export const userGroupKind: Kind = {
  name: 'user_group',
  title: { en: 'User group', ja: 'ユーザーグループ' },
  schema: 'user-group',
  scope: 'org',
  separator: '/',
  file: { pattern: 'security/groups.yaml', holds: 'map' },
  identity: 'name',
  envelope: 'user_groups',
  list: { method: 'GET', path, per: 'org', paged: true },
  detail: { method: 'GET', path: `${path}/{id}/sources`, list: 'sources' },
  create: { method: 'POST', path, batch: 1, credits: 1 },
  update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
  frozen: [],
  deferred: [],
  whole: true,
  once: true,
  holdsRecords: false,
  setupPage: '/settings/groups',
  removeEffect: () => 'its members see no longer what is shared with it, and groups that it is in lose it',
  reshape: reshapeGroup,
  body: sayGroup,
};

/** Members that stand for themselves alone. */
const plain = [
  { attribute: 'users', kind: 'user' },
  { attribute: 'groups', kind: 'user_group' },
] as const;

/** Members that those below can belong to as well: the flag that says so in the CRM, and the word for it in files. */
const trees = [
  { attribute: 'roles', kind: 'role', flag: 'subordinates', below: 'with_subordinates' },
  { attribute: 'territories', kind: 'territory', flag: 'sub_territories', below: 'with_sub_territories' },
] as const;

function reshapeGroup({ sources, ...group }: JsonObject): JsonObject {
  const members = objects({ sources: sources ?? null }, 'sources');
  const of = (type: string): readonly JsonObject[] => members.filter((one) => one['type'] === type);
  const lists = plain.map(({ attribute }): [string, Json] => [attribute, of(attribute).map((one) => one['source'] ?? null)]);
  const maps = trees.map(({ attribute, flag, below }): [string, Json] => [
    attribute,
    Object.fromEntries(of(attribute).map((one) => [text(one['source'], 'id') ?? '', one[flag] === true ? below : 'alone'])),
  ]);
  return { ...group, ...Object.fromEntries([...lists, ...maps]) };
}

/**
 * A group as requests have it: members that are new or belong to it in another way, and those who left, marked so. The CRM keeps those that are not named, so that one who
 * cannot be named any more hinders no change; but it wants some member in every call (Zoho "Update a User Group").
 */
function sayGroup(said: JsonObject, { before, after }: StepFacts): JsonObject {
  const wanted = sourcesOf(after);
  const had = sourcesOf(before ?? {});
  const come = Object.entries(wanted).flatMap(([member, source]) => (isSame(source, had[member]) ? [] : [source]));
  const gone = Object.entries(had).flatMap(([member, source]) => (member in wanted ? [] : [{ ...source, _delete: true }]));
  const differ = [...come, ...gone];
  // People come first and are the ones that may be unknown by now.
  const sources = differ.length > 0 ? differ : Object.values(wanted).slice(-1);
  return { name: said['name'] ?? '', description: said['description'] ?? null, sources };
}

/** True for members that belong to the group in the same way. */
function isSame(source: JsonObject, other: JsonObject | undefined): boolean {
  return other !== undefined && trees.every(({ flag }) => source[flag] === other[flag]);
}

/** Members as the CRM takes them, by what they are. */
function sourcesOf(group: JsonObject): Readonly<Record<string, JsonObject>> {
  const alone = plain.flatMap(({ attribute, kind }) => listOf(group, attribute).map((key) => sourceOf(attribute, kind, String(key), {})));
  const below = trees.flatMap(({ attribute, kind, flag, below }) => {
    const members = property(group, attribute);
    return Object.entries(isObject(members) ? members : {}).map(([key, how]) => sourceOf(attribute, kind, key, { [flag]: how === below }));
  });
  return Object.fromEntries([...alone, ...below]);
}

function sourceOf(type: string, kind: string, key: string, flag: JsonObject): readonly [string, JsonObject] {
  const ref = refOf(kind, key);
  return [ref, { type, source: { id: { $id: ref } }, ...flag }];
}
