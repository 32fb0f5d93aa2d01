import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { bodyItems, invalidData, isReply, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { requestError, success, writeReply } from '../route.ts';
import { collections, findModule } from './lookups.ts';
import { createModule } from './module-create.ts';
import { renderModule, renderModuleDetail } from './module-render.ts';
import { updateModule } from './module-update.ts';
import { Refusal } from './refusal.ts';

function listModules(context: RouteContext): Reply {
  const { store, org } = context;
  const profiles = store.list(org.name, 'profiles');
  const statuses = context.query.get('status')?.split(',');
  const shown = store.list(org.name, collections.modules).map((module) => renderModule(module, profiles));
  const modules = shown.filter((module) => statuses === undefined || statuses.includes(`${module['status']}`));
  return modules.length === 0 ? { status: 204 } : { status: 200, body: { modules } };
}

function showModule(context: RouteContext, module: Doc): Reply {
  const { store, org } = context;
  return { status: 200, body: { modules: [renderModuleDetail(store, org.name, module, store.list(org.name, 'profiles'))] } };
}

function postModule(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'modules', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => moduleResult(createModule(context, item, '$.modules[0]'), 'module created successfully'));
  const limit = results.find((result) => result['code'] === 'LIMIT_EXCEEDED');
  return limit === undefined ? writeReply('modules', results, true) : { status: 400, body: limit };
}

function putModules(context: RouteContext): Reply {
  const items = bodyItems(context.body, 'modules', 100);
  if (isReply(items)) return items;
  const results = items.map((item, index) => {
    const path = `$.modules[${index}]`;
    const id = text(item, 'id');
    if (id === undefined) return mandatoryNotFound(path, 'id');
    const module = context.store.get(context.org.name, collections.modules, id);
    return module === undefined ? invalidData(path, 'id') : moduleResult(updateModule(context, module, item, path), 'module updated successfully');
  });
  return writeReply('modules', results, false);
}

function putModule(context: RouteContext, module: Doc): Reply {
  const items = bodyItems(context.body, 'modules', 1);
  if (isReply(items)) return items;
  const results = items.map((item) => moduleResult(updateModule(context, module, item, '$.modules[0]'), 'module updated successfully'));
  return writeReply('modules', results, false);
}

function moduleResult(result: Doc | Refusal, message: string): JsonObject {
  return result instanceof Refusal ? result.error : success(result.id, message);
}

function withModule(run: (context: RouteContext, module: Doc) => Reply): (context: RouteContext) => Reply {
  return (context) => {
    const module = findModule(context.store, context.org.name, context.params['module'] ?? '');
    return module === undefined ? requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid') : run(context, module);
  };
}

const scope = 'ZohoCRM.settings.modules';
const credits = { minCredits: 1, maxCredits: 1 };

/** Calls of the resource modules (modules.json). Making a module costs 500 credits. */
export const moduleRoutes: readonly Route[] = [
  { method: 'GET', path: '/settings/modules', scope: `${scope}.READ`, ...credits, handle: listModules },
  { method: 'POST', path: '/settings/modules', scope: `${scope}.CREATE`, minCredits: 500, maxCredits: 500, handle: postModule },
  { method: 'PUT', path: '/settings/modules', scope: `${scope}.UPDATE`, ...credits, handle: putModules },
  { method: 'GET', path: '/settings/modules/{module}', scope: `${scope}.READ`, ...credits, handle: withModule(showModule) },
  { method: 'PUT', path: '/settings/modules/{module}', scope: `${scope}.UPDATE`, ...credits, handle: withModule(putModule) },
];
