import type { JsonObject } from '../../../model/json.ts';
import { isList, text } from '../../../model/json.ts';
import { usesOfId } from '../automation/usage.ts';
import { bodyItems, isReply, notAllowed, requiredParameter, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, requestError, success, writeReply } from '../route.ts';
import { surroundings } from './field-render.ts';
import { parameterModule } from './fields.ts';
import { renderLayout } from './layout-render.ts';
import { updateLayout } from './layout-update.ts';
import { collections, fieldsOf, layoutsOf } from './lookups.ts';
import { checkProfiles } from './module-create.ts';
import { Refusal } from './refusal.ts';
import { authorOf } from './writing.ts';

function show(context: RouteContext, module: Doc, layouts: readonly Doc[]): Reply {
  if (layouts.length === 0) return { status: 204 };
  const name = text(module, 'api_name') ?? '';
  const fields = new Map(fieldsOf(context.store, context.org.name, name).map((field) => [field.id, field]));
  const around = surroundings(context.store, context.org.name, name);
  return { status: 200, body: { layouts: layouts.map((layout) => renderLayout(layout, fields, around)) } };
}

function change(context: RouteContext, module: Doc, layout: Doc): Reply {
  const items = bodyItems(context.body, 'layouts', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => {
    const result = updateLayout(context, module, layout, item, '$.layouts[0]');
    return result instanceof Refusal ? result.error : success(layout.id, 'layout updated successfully');
  });
  return writeReply('layouts', results, false);
}

/**
 * Deletes a layout that a user made. Its records go to `transfer_to`, another active layout of the module, which only a layout out of use without records can do
 * without; those of a module with pipelines need a pipeline and a stage as well (layouts.json, parameters of DELETE).
 */
function remove(context: RouteContext, module: Doc, layout: Doc): Reply {
  if (layout['generated_type'] === 'system') return refuse(notAllowed('the standard layout cannot be deleted', { resource_path_index: 0 }));
  const name = text(module, 'api_name') ?? '';
  const records = context.org.records[name] ?? 0;
  const target = context.query.get('transfer_to');
  if (target === null && (records > 0 || layout['status'] === 'active'))
    return requestError(400, 'REQUIRED_PARAM_MISSING', 'records use the layout', { param_name: 'transfer_to' });
  if (target !== null && findHeir(context, module, layout, target) === undefined) return refuseHeir();
  if (usesOfId(context.store, context.org.name, layout.id).length > 0)
    return refuse(notAllowed('the layout is used by automation', { id: layout.id }));
  const lacking = name === 'Deals' ? ['pipeline', 'stage'].find((parameter) => context.query.get(parameter) === null) : undefined;
  if (lacking !== undefined)
    return requestError(400, 'DEPENDENT_PARAM_MISSING', 'the layout has a pipeline', {
      param_name: lacking,
      dependee: { param_name: 'transfer_to' },
    });
  context.store.remove(context.org.name, collections.layouts, layout.id);
  return writeReply('layouts', [success(layout.id, 'layout deleted successfully')], false);
}

function activate(context: RouteContext, _module: Doc, layout: Doc): Reply {
  const items = bodyItems(context.body, 'layouts', 1);
  if (isReply(items)) return items;
  if (layout['status'] === 'active') return refuse(itemError('ALREADY_ACTIVATED', 'the layout is active already', { resource_path_index: 0 }));
  const error = items.map((item) => checkProfiles(context, item, '$.layouts[0]')).find((found) => found !== undefined);
  return error === undefined ? setStatus(context, layout, 'active') : refuse(error);
}

/** Takes a layout out of use; its profiles go to `transfer_to`, another active layout of the module (layouts_activate_deactivate.json). */
function deactivate(context: RouteContext, module: Doc, layout: Doc): Reply {
  if (layout['generated_type'] === 'system')
    return requestError(400, 'NOT_ALLOWED', 'the standard layout cannot be deactivated', { param_name: 'id' });
  if (layout['status'] !== 'active') return requestError(400, 'ALREADY_DEACTIVATED', 'the layout is inactive already', { resource_path_index: 2 });
  const target = requiredParameter(context.query, 'transfer_to');
  if (typeof target !== 'string') return target;
  const heir = findHeir(context, module, layout, target);
  if (heir === undefined) return refuseHeir();
  if (usesOfId(context.store, context.org.name, layout.id).length > 0)
    return refuse(itemError('ASSOCIATIONS_EXIST', 'the layout is used by automation', { id: layout.id }));
  inheritProfiles(context, layout, heir);
  return setStatus(context, layout, 'inactive');
}

/** The layout that takes over: another one of the module, and in use. */
function findHeir(context: RouteContext, module: Doc, layout: Doc, id: string): Doc | undefined {
  const layouts = layoutsOf(context.store, context.org.name, text(module, 'api_name') ?? '');
  return layouts.find((other) => other.id === id && other.id !== layout.id && other['status'] === 'active');
}

function refuseHeir(): Reply {
  return requestError(400, 'INVALID_DATA', 'the layout to transfer to is not possible', { param_name: 'transfer_to' });
}

/** Without a list of its own the heir is for all profiles already. */
function inheritProfiles(context: RouteContext, layout: Doc, heir: Doc): void {
  const [own, others] = [heir['_profiles'], layout['_profiles']];
  if (!isList(own)) return;
  const { _profiles: _all, ...rest } = heir;
  const profiles = isList(others) ? { _profiles: [...new Set([...own, ...others])] } : {};
  context.store.put(context.org.name, collections.layouts, { ...rest, ...profiles, id: heir.id });
}

function setStatus(context: RouteContext, layout: Doc, status: 'active' | 'inactive'): Reply {
  context.store.put(context.org.name, collections.layouts, {
    ...layout,
    status,
    modified_time: context.now(),
    modified_by: authorOf(context.user),
  });
  return writeReply('layouts', [success(layout.id, `layout is ${status} now`)], false);
}

function refuse(error: JsonObject): Reply {
  return { status: 400, body: { layouts: [error] } };
}

function withModule(run: (context: RouteContext, module: Doc) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const found = parameterModule(context);
    return 'reply' in found ? found.reply : run(context, found.module);
  };
}

function withLayout(run: (context: RouteContext, module: Doc, layout: Doc) => Reply): (context: RouteContext) => Reply {
  return withModule((context, module) => {
    const layouts = layoutsOf(context.store, context.org.name, text(module, 'api_name') ?? '');
    const layout = layouts.find((candidate) => candidate.id === context.params['id']);
    return layout === undefined ? unknownResource() : run(context, module, layout);
  });
}

const path = '/settings/layouts';
const scope = 'ZohoCRM.settings.layouts';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of the resource layouts (layouts.json, layouts_activate_deactivate.json). There is none that makes a layout. */
export const layoutRoutes: readonly Route[] = [
  {
    method: 'GET',
    path,
    scope: `${scope}.READ`,
    ...credits,
    handle: withModule((context, module) => show(context, module, layoutsOf(context.store, context.org.name, text(module, 'api_name') ?? ''))),
  },
  {
    method: 'GET',
    path: `${path}/{id}`,
    scope: `${scope}.READ`,
    ...credits,
    handle: withLayout((context, module, layout) => show(context, module, [layout])),
  },
  { method: 'PATCH', path: `${path}/{id}`, scope: `${scope}.UPDATE`, ...credits, handle: withLayout(change) },
  { method: 'DELETE', path: `${path}/{id}`, scope: `${scope}.DELETE`, ...credits, handle: withLayout(remove) },
  { method: 'POST', path: `${path}/{id}/actions/activate`, scope: `${scope}.CREATE`, ...credits, handle: withLayout(activate) },
  { method: 'DELETE', path: `${path}/{id}/actions/activate`, scope: `${scope}.DELETE`, ...credits, handle: withLayout(deactivate) },
];
