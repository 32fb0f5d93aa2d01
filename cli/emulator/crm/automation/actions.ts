import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { bodyItems, duplicateData, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import type { ActionKind } from './action-kind.ts';
import { emailNotifications } from './email-notifications.ts';
import { fieldUpdates } from './field-updates.ts';
import { listPage, queryIds } from './listing.ts';
import { apiName, createReferences } from './references.ts';
import { attempt, demandMembers, demandObject, dependentMismatch, refuse, writeOne } from './refusal.ts';
import { tasks } from './tasks.ts';
import { idsInUse } from './usage.ts';
import { webhooks } from './webhooks.ts';

const kinds: readonly ActionKind[] = [fieldUpdates, tasks, webhooks, emailNotifications];

function listActions(kind: ActionKind, context: RouteContext): Reply {
  const { store, org, query } = context;
  const name = query.get('module');
  const module = name === null ? undefined : findModule(store, org.name, name);
  if (name !== null && module === undefined)
    return requestError(400, 'INVALID_MODULE', 'The value provided to the param is Invalid', { param_name: 'module' });
  const feature = query.get('feature_type');
  const docs = store.list(org.name, kind.collection, module === undefined ? undefined : apiName(module));
  const used = idsInUse(store, org.name);
  const shown = docs.filter((doc) => feature === null || doc['feature_type'] === feature);
  return listPage(kind.collection, shown, query, (doc) => showAction(doc, used, kind.detailOnly));
}

function readAction(kind: ActionKind, { store, org, params }: RouteContext): Reply {
  const doc = store.get(org.name, kind.collection, params['id'] ?? '');
  return listReply(kind.collection, doc === undefined ? [] : [showAction(doc, idsInUse(store, org.name), [])]);
}

function showAction(doc: Doc, used: ReadonlySet<string>, hidden: readonly string[]): Doc {
  const shown = Object.fromEntries(Object.entries(doc).filter(([name]) => !hidden.includes(name)));
  return { ...shown, id: doc.id, associated: used.has(doc.id) };
}

function createActions(kind: ActionKind, context: RouteContext): Reply {
  const items = bodyItems(context.body, kind.collection, 1);
  return isReply(items) ? items : writeOne(kind.collection, true, () => createAction(kind, context, items[0] ?? {}));
}

function createAction(kind: ActionKind, context: RouteContext, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  const path = `$.${kind.collection}[0]`;
  const refs = createReferences(context);
  demandMembers(item, [{ name: 'name', type: 'string', required: true, maxLength: 255 }], path);
  const module = refs.module(demandObject(item, 'module', path), `${path}.module`);
  refuseTakenName(kind, context, item, module, path);
  const own = kind.read({ context, refs, module, item, path });
  const id = store.nextId(org.name);
  const nature = { editable: true, deletable: true, source: 'crm', lock_status: { locked: false } };
  const doc = {
    id,
    name: item['name'] ?? '',
    module: kind.showModule(module),
    related_module: null,
    ...own,
    ...nature,
    ...stampNew(user, context.now()),
  };
  store.put(org.name, kind.collection, doc, apiName(module));
  return success(id, `${kind.word} created successfully`);
}

function updateActions(kind: ActionKind, context: RouteContext): Reply {
  const items = bodyItems(context.body, kind.collection, 1);
  if (isReply(items)) return items;
  const doc = context.store.get(context.org.name, kind.collection, context.params['id'] ?? '');
  return doc === undefined ? unknownResource() : writeOne(kind.collection, false, () => updateAction(kind, context, doc, items[0] ?? {}));
}

function updateAction(kind: ActionKind, context: RouteContext, doc: Doc, item: JsonObject): JsonObject {
  const { store, org, user } = context;
  const path = `$.${kind.collection}[0]`;
  const refs = createReferences(context);
  const module = refs.module({ id: text(doc['module'], 'id') ?? '' }, `${path}.module`);
  if (isObject(item['module']) && refs.module(item['module'], `${path}.module`).id !== module.id)
    dependentMismatch(path, 'module', { name: 'id', path: `${path}.id` }, `the module of a ${kind.word} cannot change`);
  const merged = { ...doc, ...item };
  demandMembers(merged, [{ name: 'name', type: 'string', required: true, maxLength: 255 }], path);
  refuseTakenName(kind, context, merged, module, path, doc.id);
  const own = kind.read({ context, refs, module, item: merged, path });
  const kept = Object.fromEntries(Object.entries(doc).filter(([name]) => !kind.detailOnly.includes(name)));
  store.put(org.name, kind.collection, { ...kept, id: doc.id, name: merged['name'] ?? '', ...own, ...stampChange(user, context.now()) });
  return success(doc.id, `${kind.word} updated successfully`);
}

/** Names are unique per module and kind of action (zoho-studio-cli's documentation). */
function refuseTakenName(kind: ActionKind, { store, org }: RouteContext, item: JsonObject, module: Doc, path: string, self?: string): void {
  const others = store.list(org.name, kind.collection, apiName(module)).filter((other) => other.id !== self);
  if (others.some((other) => other['name'] === item['name'])) refuse(duplicateData(path, 'name'));
}

function deleteAction(kind: ActionKind, context: RouteContext): Reply {
  const { store, org, params } = context;
  const doc = store.get(org.name, kind.collection, params['id'] ?? '');
  if (doc === undefined) return kind.collection === 'webhooks' ? unknownWebhook() : unknownResource();
  if (idsInUse(store, org.name).has(doc.id)) return requestError(400, 'NOT_ALLOWED', associated(kind), { resource_path_index: 0 });
  return writeReply(kind.collection, [removeAction(kind, context, doc.id)], false);
}

/** A webhook that is not there is answered as an item, unlike other actions (webhooks.json). */
function unknownWebhook(): Reply {
  const details = { api_name: 'id', json_path: '$.webhooks[0].id' };
  return writeReply('webhooks', [itemError('INVALID_DATA', 'The ID given is invalid', details)], false);
}

function deleteActions(kind: ActionKind, context: RouteContext): Reply {
  const ids = queryIds(context.query);
  if (!Array.isArray(ids)) return ids;
  const results = ids.map((id) => attempt(() => removeAction(kind, context, id)));
  return writeReply(kind.collection, results, false);
}

function removeAction(kind: ActionKind, { store, org }: RouteContext, id: string): JsonObject {
  if (store.get(org.name, kind.collection, id) === undefined) return itemError('INVALID_DATA', 'the id given seems to be invalid', { id });
  if (idsInUse(store, org.name).has(id)) return itemError('NOT_ALLOWED', associated(kind), { id });
  store.remove(org.name, kind.collection, id);
  return success(id, `${kind.word} deleted successfully`);
}

function associated(kind: ActionKind): string {
  return `${kind.collection === 'tasks' ? 'Task' : `This ${kind.word}`} is associated with at least one of Approval Process/Workflow Rules/Blueprint`;
}

const scope = (verb: string) => `ZohoCRM.settings.automation_actions.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };

function routesOf(kind: ActionKind): Route[] {
  const path = `/settings/automation/${kind.collection}`;
  const one = `${path}/{id}`;
  const handle = (work: (kind: ActionKind, context: RouteContext) => Reply) => (context: RouteContext) => work(kind, context);
  return [
    { method: 'GET', path, scope: scope('READ'), ...cost, handle: handle(listActions) },
    { method: 'POST', path, scope: scope('CREATE'), ...cost, handle: handle(createActions) },
    { method: 'DELETE', path, scope: scope('DELETE'), ...cost, handle: handle(deleteActions) },
    { method: 'GET', path: one, scope: scope('READ'), ...cost, handle: handle(readAction) },
    { method: 'PUT', path: one, scope: scope('UPDATE'), ...cost, handle: handle(updateActions) },
    { method: 'DELETE', path: one, scope: scope('DELETE'), ...cost, handle: handle(deleteAction) },
  ];
}

/** `/settings/automation/{field_updates,tasks,webhooks,email_notifications}` (field_updates.json, workflow_tasks.json, webhooks.json). */
export const actionRoutes: readonly Route[] = kinds.flatMap(routesOf);
