import type { Json, JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, refuse } from '../automation/refusal.ts';
import { bodyItems, duplicateData, invalidData, isReply, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import { publicDoc } from '../store.ts';
import { parameterModule } from './fields.ts';
import { findField } from './lookups.ts';

import { authorOf } from './writing.ts';

const name = 'tags';

/** Longest name (Zoho "Create Tags", possible errors; tags.json says 26). */
const longest = 25;

/** Colours of tags (Zoho "Create Tags"). */
const colours = [
  ...['#F17574', '#F48435', '#E7A826', '#A8C026', '#63C57E', '#1DB9B4', '#57B1FD'],
  ...['#879BFC', '#D297EE', '#FD87BD', '#969696', '#658BA8', '#B88562'],
];

/** Makes a tag in a module. */
export function makeTag({ store, org, user, now }: RouteContext, module: string, tag: JsonObject): Doc {
  const author = authorOf(user);
  const made = { created_time: now(), modified_time: now(), created_by: author, modified_by: author };
  const doc = { ...made, id: store.nextId(org.name), name: tag['name'] ?? '', color_code: tag['color_code'] ?? null };
  store.put(org.name, name, doc, module);
  return doc;
}

/** Runs a call with the module of its parameter, which has to be one with tags. */
function withModule(run: (context: RouteContext, module: string) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const found = parameterModule(context);
    if ('reply' in found) return found.reply;
    const module = text(found.module, 'api_name') ?? '';
    const tagged = findField(context.store, context.org.name, module, 'Tag') !== undefined;
    return tagged ? run(context, module) : requestError(400, 'INVALID_MODULE', 'the given module is not supported for this api');
  };
}

function list({ store, org }: RouteContext, module: string): Reply {
  const tags = store.list(org.name, name, module);
  if (tags.length === 0) return { status: 204 };
  return { status: 200, body: { [name]: tags.map(publicDoc), info: { count: tags.length, allowed_count: 500 } } };
}

function create(context: RouteContext, module: string): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const results = items.map((item, index) =>
    attempt(() => {
      checkTag(context, module, item, `$.${name}[${index}]`);
      return tell(makeTag(context, module, item), 'tags created successfully');
    }),
  );
  return writeReply(name, results, true);
}

function update(context: RouteContext, module: string): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const results = items.map((item, index) =>
    attempt(() => {
      const path = `$.${name}[${index}]`;
      const id = text(item, 'id');
      if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
      const before = context.store.get(context.org.name, name, id, module) ?? refuse(invalidData(path, 'id'));
      return change(context, module, before, item, path);
    }),
  );
  return writeReply(name, results, false);
}

/** `PUT /settings/tags/{id}`: the tag of the path, in the module of the parameter. */
function updateOne(context: RouteContext, module: string): Reply {
  const items = bodyItems(context.body, name, 1);
  if (isReply(items)) return items;
  const before = context.store.get(context.org.name, name, context.params['id'] ?? '', module);
  if (before === undefined) return notFound(context);
  return writeReply(
    name,
    items.map((item, index) => attempt(() => change(context, module, before, item, `$.${name}[${index}]`))),
    false,
  );
}

function change(context: RouteContext, module: string, before: Doc, item: JsonObject, path: string): JsonObject {
  checkTag(context, module, item, path, before);
  const color: Json = item['color_code'] === undefined ? (before['color_code'] ?? null) : item['color_code'];
  const changed = { modified_time: context.now(), modified_by: authorOf(context.user) };
  const doc = { ...before, ...changed, id: before.id, name: item['name'] ?? '', color_code: color };
  context.store.put(context.org.name, name, doc, module);
  return tell(doc, 'tags updated successfully');
}

function checkTag({ store, org }: RouteContext, module: string, item: JsonObject, path: string, before?: Doc): void {
  const rules = [
    { name: 'name', type: 'string', required: true, maxLength: longest },
    { name: 'color_code', type: 'string', nullable: true },
  ] as const;
  demandMembers(item, rules, path);
  if (/[<>,]|\p{Extended_Pictographic}/u.test(String(item['name']))) refuse(invalidData(path, 'name'));
  const colour = item['color_code'] ?? null;
  if (colour !== null && !colours.includes(String(colour))) refuse(invalidData(path, 'color_code'));
  const twin = store.list(org.name, name, module).find((doc) => doc['name'] === item['name'] && doc.id !== before?.id);
  if (twin !== undefined) refuse(duplicateData(path, 'name', { id: twin.id }));
}

function remove(context: RouteContext): Reply {
  const { store, org, params } = context;
  const found = store.get(org.name, name, params['id'] ?? '');
  if (found === undefined) return notFound(context);
  store.remove(org.name, name, found.id);
  return writeReply(name, [tell(found, 'tags deleted successfully')], false);
}

function notFound({ params }: RouteContext): Reply {
  return requestError(400, 'INVALID_DATA', 'tags not found', { id: params['id'] ?? '' });
}

/** What answers to writes say of a tag. */
function tell({ id, ...tag }: Doc, message: string): JsonObject {
  const { created_time = null, modified_time = null, created_by = null, modified_by = null, color_code = null } = tag;
  return success(id, message, { name: tag['name'] ?? '', created_time, modified_time, created_by, modified_by, color_code });
}

const path = '/settings/tags';
const scope = 'ZohoCRM.settings.tags';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of the tags of modules (tags.json). Merging tags and tagging records are none of ours. */
export const tagRoutes: readonly Route[] = [
  { ...credits, method: 'GET', path, scope: `${scope}.READ`, handle: withModule(list) },
  { ...credits, method: 'POST', path, scope: `${scope}.CREATE`, handle: withModule(create) },
  { ...credits, method: 'PUT', path, scope: `${scope}.UPDATE`, handle: withModule(update) },
  { ...credits, method: 'PUT', path: `${path}/{id}`, scope: `${scope}.UPDATE`, handle: withModule(updateOne) },
  { ...credits, method: 'DELETE', path: `${path}/{id}`, scope: `${scope}.DELETE`, handle: remove },
];
