import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt } from '../automation/refusal.ts';
import { bodyItems, isReply, requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import { systemViews } from './system-views.ts';
import { makeView, showView } from './view-make.ts';

const envelope = 'custom_views';

/** Most views that one call makes (createCustomView). */
const mostMade = 200;
/** Most views that one call deletes (deleteCustomView). */
const mostDeleted = 100;

/** Standard modules with views (page "Custom Views Metadata", v8); besides those that people made. */
const supported: ReadonlySet<string> = new Set([
  ...['Leads', 'Accounts', 'Contacts', 'Deals', 'Campaigns', 'Tasks', 'Cases', 'Events', 'Calls', 'Solutions', 'Products', 'Vendors', 'Price_Books'],
  ...['Quotes', 'Sales_Orders', 'Purchase_Orders', 'Invoices', 'Appointments__s', 'Services__s'],
]);

/** The module that a call is about, or the answer that refuses it. */
function moduleOfCall({ store, org, query }: RouteContext): Doc | Reply {
  const name = requiredParameter(query, 'module');
  if (typeof name !== 'string') return name;
  const module = findModule(store, org.name, name);
  const has = module !== undefined && (module['generated_type'] === 'custom' || supported.has(text(module, 'api_name') ?? ''));
  if (has) return module;
  return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');
}

function isRefused(found: Doc | Reply): found is Reply {
  return 'status' in found && typeof found['status'] === 'number';
}

function viewsOf({ store, org }: RouteContext, module: Doc): readonly Doc[] {
  return store.list(org.name, envelope, text(module, 'api_name') ?? '');
}

function infoOf(module: Doc, count: number): JsonObject {
  const translation = {
    public_views: 'Public Views',
    other_users_views: "Other User's Views",
    shared_with_me: 'Shared With Me',
    created_by_me: 'Created By Me',
  };
  return { per_page: 200, count, page: 1, more_records: false, default: systemViews(module)[0]?.id ?? '', translation };
}

/** Of whose making a view is, as the user of the call sees it. */
function withCategory({ user }: RouteContext, view: Doc): Doc {
  if (view['system_defined'] === true) return view;
  const own = text(view['created_by'], 'id') === user.id;
  return { ...view, category: own ? 'created_by_me' : view['access_type'] === 'shared' ? 'shared_with_me' : 'public_views' };
}

/** What the list leaves to the view's own address (example of getCustomViews). */
const onlyInDetail: ReadonlySet<string> = new Set(['criteria', 'cross_filters', 'shared_to', 'fields', 'sort_by', 'sort_order', 'wrap_text']);

function list(context: RouteContext): Reply {
  const module = moduleOfCall(context);
  if (isRefused(module)) return module;
  const views = [...systemViews(module), ...viewsOf(context, module)];
  const lines = views.map((view) => {
    const line = Object.fromEntries(Object.entries(withCategory(context, view)).filter(([name]) => !onlyInDetail.has(name)));
    return { ...line, id: view.id };
  });
  return listReply(envelope, lines, infoOf(module, lines.length));
}

function read(context: RouteContext): Reply {
  const module = moduleOfCall(context);
  if (isRefused(module)) return module;
  const id = context.params['id'] ?? '';
  const shipped = systemViews(module).find((view) => view.id === id);
  const own = viewsOf(context, module).find((view) => view.id === id);
  const found = shipped ?? (own === undefined ? undefined : withCategory(context, showView(context, module, own)));
  return listReply(envelope, found === undefined ? [] : [found], infoOf(module, 1));
}

function namesIn(context: RouteContext, module: Doc, except?: string): readonly string[] {
  const views = [...systemViews(module), ...viewsOf(context, module)];
  return views.flatMap((view) => (view.id === except ? [] : (text(view, 'name') ?? [])));
}

function create(context: RouteContext): Reply {
  const module = moduleOfCall(context);
  if (isRefused(module)) return module;
  const items = bodyItems(context.body, envelope, mostMade);
  if (isReply(items)) return items;
  const { store, org, user } = context;
  const results = items.map((item, index) =>
    attempt(() => {
      const made = makeView(context, module, item, `$.${envelope}[${index}]`, namesIn(context, module));
      const id = store.nextId(org.name);
      const facts = { system_name: null, system_defined: false, default: false, favorite: null, last_accessed_time: context.now() };
      const view = { id, ...made, display_value: made['name'] ?? '', ...facts, ...stampNew(user, context.now()) };
      store.put(org.name, envelope, view, text(module, 'api_name') ?? '');
      return success(id, 'custom view created');
    }),
  );
  return writeReply(envelope, results, true);
}

function update(context: RouteContext): Reply {
  const module = moduleOfCall(context);
  if (isRefused(module)) return module;
  const items = bodyItems(context.body, envelope, 1);
  if (isReply(items)) return items;
  const id = context.params['id'] ?? '';
  const before = viewsOf(context, module).find((view) => view.id === id);
  if (before === undefined) return requestError(400, 'INVALID_DATA', 'the id given seems to be invalid', { resource_path_index: 2 });
  if (before['locked'] === true)
    return requestError(403, 'NO_PERMISSION', 'Permission denied. Locked custom views cannot be customized.', { resource_path_index: 2 });
  const result = attempt(() => {
    const made = makeView(context, module, items[0] ?? {}, `$.${envelope}[0]`, namesIn(context, module, id), before);
    const view = { ...before, ...made, id, display_value: made['name'] ?? '', ...stampChange(context.user, context.now()) };
    context.store.put(context.org.name, envelope, view);
    return success(id, 'custom view updated');
  });
  return writeReply(envelope, [result], false);
}

function remove(context: RouteContext): Reply {
  const module = moduleOfCall(context);
  if (isRefused(module)) return module;
  const given = requiredParameter(context.query, 'ids');
  if (typeof given !== 'string') return given;
  const ids = given.split(',').map((id) => id.trim());
  if (ids.length > mostDeleted) return requestError(400, 'INVALID_DATA', 'too many ids', { param_name: 'ids', maximum_length: mostDeleted });
  return writeReply(
    envelope,
    ids.map((id) => removeView(context, module, id)),
    false,
  );
}

function removeView(context: RouteContext, module: Doc, id: string): JsonObject {
  const found = viewsOf(context, module).find((view) => view.id === id);
  if (found === undefined) return itemError('INVALID_DATA', 'The provided CustomView is either invalid or already Deleted', { id });
  context.store.remove(context.org.name, envelope, id);
  return success(id, 'deleted successfully');
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/custom_views', '/settings/custom_views/{id}'];
const scope = (verb: string): string => `ZohoCRM.settings.custom_views.${verb}`;

/** `/settings/custom_views` (custom_views.json; writes by createCustomView, updateCustomView, deleteCustomView). Views of the product are shown and never changed. */
export const customViewRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'DELETE', path, scope: scope('DELETE'), handle: remove },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
];
