import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, objects, text } from '../../../model/json.ts';
import { bodyItems, isReply } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, pagedReply, requestError, writeReply } from '../route.ts';
import { publishCadence, removeCadence, switchCadence } from './cadence-life.ts';
import { cadences, whyNoRoom } from './cadence-limits.ts';
import { createCadence, moduleOfItem, updateCadence } from './cadence-write.ts';
import { attempt } from './refusal.ts';

/** What only the detail of a cadence tells. */
const detailOnly = ['follow_ups', 'draft_cadence', 'parent_cadence', 'execution_details'];

function list({ store, org, query }: RouteContext): Reply {
  const module = query.get('module');
  if (module !== null && findModule(store, org.name, module) === undefined)
    return requestError(400, 'INVALID_DATA', "the given module doesn't exist", { param_name: 'module' });
  const [name, active] = [query.get('name'), query.get('active')];
  const found = store
    .list(org.name, cadences)
    .filter((doc) => module === null || text(doc['module'], 'api_name') === module)
    .filter((doc) => name === null || doc['name'] === name)
    .filter((doc) => active === null || String(doc['active'] === true) === active);
  const shown = found.map(
    (doc): Doc => ({ ...Object.fromEntries(Object.entries(doc).filter(([member]) => !detailOnly.includes(member))), id: doc.id }),
  );
  return pagedReply(cadences, shown, query);
}

function read(context: RouteContext): Reply {
  const found = find(context);
  return listReply(
    cadences,
    found === undefined ? [] : [{ ...found, follow_ups: objects(found, 'follow_ups').map((one) => showFollowUp(context, one)) }],
  );
}

/** A follow-up with its whole action: that of a task or mail is the one that lists of these have. */
function showFollowUp({ store, org }: RouteContext, followUp: JsonObject): Json {
  const { action } = followUp;
  const type = text(action, 'type') ?? '';
  const found = store.get(org.name, type, text(action, 'id') ?? '');
  return found === undefined || !isObject(action) ? followUp : { ...followUp, action: { ...found, associated: true, type } };
}

function find({ store, org, params }: RouteContext): Doc | undefined {
  return store.get(org.name, cadences, params['id'] ?? '');
}

/** An edition without cadences lacks the permission; which code it answers with no source tells [?]. */
function whyLacking({ org }: RouteContext): Reply | undefined {
  return org.edition === 'free' ? requestError(403, 'NO_PERMISSION', 'No permission', { permissions: ['Crm_Implied_Manage_Cadences'] }) : undefined;
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, cadences, 1);
  if (isReply(items)) return items;
  const lacking = whyLacking(context);
  if (lacking !== undefined) return lacking;
  const item = items[0] ?? {};
  let full: JsonObject | undefined;
  const result = attempt(() => {
    const module = moduleOfItem(context, item);
    full = whyNoRoom(context, module.id);
    return full ?? createCadence(context, module, item);
  });
  return full === undefined ? writeReply(cadences, [result], true) : { status: 400, body: full };
}

/** What is done with the cadence that the address names. */
function withCadence(context: RouteContext, work: (cadence: Doc) => Reply): Reply {
  const found = whyLacking(context) ?? find(context);
  if (found === undefined) return requestError(400, 'INVALID_DATA', 'the given id seems to be invalid', { resource_path_index: 3 });
  return 'id' in found ? work(found) : found;
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, cadences, 1);
  if (isReply(items)) return items;
  return withCadence(context, (cadence) => writeReply(cadences, [attempt(() => updateCadence(context, cadence, items[0] ?? {}))], false));
}

/** The same with the id in the body (putUpdateCadences). */
function updateListed(context: RouteContext): Reply {
  const id = text(objects(context.body, cadences)[0], 'id') ?? '';
  return update({ ...context, params: { ...context.params, id } });
}

const scope = (verb: string): string => `ZohoCRM.settings.cadences.${verb}`;
const cost = { minCredits: 1, maxCredits: 1 };
const path = '/settings/automation/cadences';
const one = `${path}/{id}`;
const acting = { ...cost, method: 'POST', scope: scope('CREATE') } as const;

/** `/settings/automation/cadences` (cadences.json; the detail and the writes by the file's edition of 2026-09). */
export const cadenceRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'PUT', path, scope: scope('UPDATE'), handle: updateListed },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  {
    ...cost,
    method: 'DELETE',
    path: one,
    scope: scope('DELETE'),
    handle: (context) => withCadence(context, (cadence) => removeCadence(context, cadence)),
  },
  { ...acting, path: `${one}/actions/publish`, handle: (context) => withCadence(context, (cadence) => publishCadence(context, cadence)) },
  { ...acting, path: `${one}/actions/activate`, handle: (context) => withCadence(context, (cadence) => switchCadence(context, cadence, true)) },
  { ...acting, path: `${one}/actions/deactivate`, handle: (context) => withCadence(context, (cadence) => switchCadence(context, cadence, false)) },
];
