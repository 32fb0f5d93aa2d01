import type { JsonObject } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { usesOfId } from '../automation/usage.ts';
import { bodyItems, duplicateData, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { pagedReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from './author.ts';
import { countSources, mergeSources, showSources, sourceTypes } from './group-sources.ts';

const name = 'user_groups';

const members = [
  { name: 'name', type: 'string', required: true, maxLength: 250 },
  { name: 'description', type: 'string', nullable: true, maxLength: 250 },
] as const;

function list(context: RouteContext): Reply {
  const wanted = context.query.get('name');
  const docs = context.store.list(context.org.name, name).filter((doc) => wanted === null || doc['name'] === wanted);
  return pagedReply(
    name,
    docs.map((doc) => show(context, doc)),
    context.query,
  );
}

function read(context: RouteContext): Reply {
  const found = find(context);
  return found === undefined ? unknownResource() : pagedReply(name, [show(context, found)], context.query);
}

function find({ store, org, params }: RouteContext): Doc | undefined {
  return store.get(org.name, name, params['group'] ?? '');
}

/** A group, with what `include` asks for. */
function show({ store, org, query }: RouteContext, group: Doc): Doc {
  const wanted = (query.get('include') ?? '').split(',');
  return {
    ...group,
    ...(wanted.includes('sources_count') ? { sources_count: countSources(store, org.name, group) } : {}),
    ...(wanted.includes('sources') ? { sources: [...showSources(store, org.name, group)] } : {}),
  };
}

function readSources(context: RouteContext): Reply {
  const { store, org, query } = context;
  const group = find(context);
  if (group === undefined) return unknownResource();
  const type = query.get('type');
  if (type !== null && !sourceTypes.some((one) => one === type))
    return requestError(400, 'PATTERN_NOT_MATCHED', 'the value does not match the pattern', { regex: sourceTypes.join('|'), param_name: 'type' });
  const sources = showSources(store, org.name, group).filter((source) => type === null || source['type'] === type);
  // Paged by an id that no answer shows.
  const paged = pagedReply(
    'sources',
    sources.map((source, index): Doc => ({ ...source, id: String(index) })),
    query,
  );
  return withoutIds(paged);
}

function withoutIds(reply: Reply): Reply {
  const body = reply.body as { readonly sources: readonly JsonObject[]; readonly info: JsonObject } | undefined;
  return body === undefined ? reply : { ...reply, body: { sources: body.sources.map(({ id: _id, ...source }) => source), info: body.info } };
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  return writeReply(name, [attempt(() => writeGroup(context, items[0] ?? {}))], true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = find(context);
  if (before === undefined) return unknownResource();
  return writeReply(name, [attempt(() => writeGroup(context, items[0] ?? {}, before))], false);
}

function writeGroup(context: RouteContext, item: JsonObject, before?: Doc): JsonObject {
  const { store, org, user } = context;
  const path = `$.${name}[0]`;
  demandMembers(item, members, path);
  if (store.list(org.name, name).some((doc) => doc['name'] === item['name'] && doc.id !== before?.id)) refuse(duplicateData(path, 'name'));
  const sources = mergeSources(store, org.name, before, item, path);
  const id = before?.id ?? store.nextId(org.name);
  const own = { name: item['name'] ?? '', description: ('description' in item ? item['description'] : before?.['description']) ?? null };
  const stamps =
    before === undefined ? { ...stampNew(user, context.now()), modified_by: null, modified_time: null } : stampChange(user, context.now());
  store.put(org.name, name, { ...before, id, ...own, ...stamps, _sources: [...sources] });
  return success(id, before === undefined ? 'User group created' : 'User group updated');
}

/** A group that automation names stays; the emulator deletes others at once instead of giving a job. */
function remove(context: RouteContext): Reply {
  const { store, org } = context;
  const group = find(context);
  if (group === undefined || usesOfId(store, org.name, group.id).length > 0) return unknownResource();
  store.remove(org.name, name, group.id);
  return writeReply(name, [success(group.id, 'User group deleted')], false);
}

/** What a group's sources are named in; only what the emulator has. */
function countOfSources(context: RouteContext): Reply {
  const group = find(context);
  if (group === undefined) return unknownResource();
  return { status: 200, body: { sources_count: [countSources(context.store, context.org.name, group)] } };
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/user_groups', '/settings/user_groups/{group}'];
const scope = (verb: string): string => `ZohoCRM.settings.user_groups.${verb}`;

/** `/settings/user_groups` (user_groups.json). */
export const userGroupRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
  { ...cost, method: 'GET', path: `${one}/sources`, scope: scope('READ'), handle: readSources },
  { ...cost, method: 'GET', path: `${one}/actions/sources_count`, scope: scope('READ'), handle: countOfSources },
];
