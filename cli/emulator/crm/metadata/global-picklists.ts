import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { bodyItems, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import { publicDoc } from '../store.ts';
import { createGlobalPicklist, fieldsUsing, updateGlobalPicklist } from './global-picklist-change.ts';
import { collections } from './lookups.ts';
import { Refusal } from './refusal.ts';

/** A global picklist as the API shows it: the options only where they are asked for. */
function render(context: RouteContext, list: Doc): JsonObject {
  const { pick_list_values, ...shown } = publicDoc(list);
  const used = fieldsUsing(context, list.id).length;
  const withValues = (context.query.get('include') ?? '').split(',').includes('pick_list_values');
  return { ...shown, associated_fields_count: used, ...(withValues ? { pick_list_values: pick_list_values ?? [] } : {}) };
}

function show(context: RouteContext, lists: readonly Doc[]): Reply {
  if (lists.length === 0) return { status: 204 };
  return { status: 200, body: { global_picklists: lists.map((list) => render(context, list)) } };
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'global_picklists', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => result(createGlobalPicklist(context, item, '$.global_picklists[0]'), 'global picklist created'));
  return writeReply('global_picklists', results, true);
}

function change(context: RouteContext, list: Doc): Reply {
  const items = bodyItems(context.body, 'global_picklists', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => result(updateGlobalPicklist(context, list, item, '$.global_picklists[0]'), 'global picklist updated'));
  return writeReply('global_picklists', results, false);
}

/** Deleting is a job of the server: 202 with its number. Refused while fields use the list. */
function remove(context: RouteContext, list: Doc): Reply {
  const [use] = fieldsUsing(context, list.id);
  if (use !== undefined)
    return requestError(400, 'NOT_ALLOWED', `the global picklist is used by the field ${text(use, 'api_name')}`, { resource_path_index: 2 });
  context.store.remove(context.org.name, collections.globalPicklists, list.id);
  const item = {
    code: 'SCHEDULED',
    message: 'global picklist deletion scheduled',
    details: { job_id: context.store.nextId(context.org.name) },
    status: 'success',
  };
  return { status: 202, body: { global_picklists: [item] } };
}

function result(made: Doc | Refusal, message: string): JsonObject {
  return made instanceof Refusal ? made.error : success(made.id, message);
}

function withList(run: (context: RouteContext, list: Doc) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const list = context.store.get(context.org.name, collections.globalPicklists, context.params['id'] ?? '');
    return list === undefined ? unknownResource() : run(context, list);
  };
}

const path = '/settings/global_picklists';
const scope = 'ZohoCRM.settings.global_picklist';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of the resource global picklists (global_picklists.json). */
export const globalPicklistRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    scope: `${scope}.READ`,
    ...credits,
    handle: (context) => show(context, context.store.list(context.org.name, collections.globalPicklists)),
  },
  { method: 'POST', path, scope: `${scope}.CREATE`, ...credits, handle: create },
  { method: 'GET', path: `${path}/{id}`, scope: `${scope}.READ`, ...credits, handle: withList((context, list) => show(context, [list])) },
  { method: 'PATCH', path: `${path}/{id}`, scope: `${scope}.UPDATE`, ...credits, handle: withList(change) },
  { method: 'DELETE', path: `${path}/{id}`, scope: `${scope}.DELETE`, ...credits, handle: withList(remove) },
];
