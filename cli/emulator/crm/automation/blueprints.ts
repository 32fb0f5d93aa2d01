import type { JsonObject } from '../../../model/json.ts';
import { bodyItems, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError } from '../route.ts';
import { activateBlueprint, deactivateBlueprint } from './blueprint-activation.ts';
import { deleteState, writeStates } from './blueprint-states.ts';
import { deleteTransition, listTransitions, writeTransitions } from './blueprint-transitions.ts';
import { showBlueprint } from './blueprint-view.ts';
import { createBlueprint, removeBlueprint, updateBlueprint } from './blueprint-write.ts';
import { listPage } from './listing.ts';
import { apiName } from './references.ts';
import { writeOne } from './refusal.ts';

const envelope = 'blueprints';

function listBlueprints({ store, org, query }: RouteContext): Reply {
  const name = query.get('module');
  const module = name === null ? undefined : findModule(store, org.name, name);
  if (name !== null && module === undefined)
    return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid', { param_name: 'module' });
  const docs = store.list(org.name, envelope, module === undefined ? undefined : apiName(module));
  return listPage(envelope, docs, query, (doc) => doc);
}

function readBlueprint({ store, org, params }: RouteContext): Reply {
  const doc = store.get(org.name, envelope, params['id'] ?? '');
  return listReply(envelope, doc === undefined ? [] : [showBlueprint(store, org.name, doc)]);
}

function createBlueprints(context: RouteContext): Reply {
  const items = bodyItems(context.body, envelope, 1);
  return isReply(items) ? items : writeOne(envelope, true, () => createBlueprint(context, items[0] ?? {}));
}

function updateBlueprints(context: RouteContext): Reply {
  const items = bodyItems(context.body, envelope, 1);
  if (isReply(items)) return items;
  return withBlueprint(context, (doc) => updateBlueprint(context, doc, items[0] ?? {}));
}

/** Runs a write on the blueprint that the path names. */
function withBlueprint(context: RouteContext, work: (blueprint: Doc) => JsonObject): Reply {
  const doc = context.store.get(context.org.name, envelope, context.params['id'] ?? '');
  return doc === undefined ? unknownResource() : writeOne(envelope, false, () => work(doc));
}

const path = '/settings/blueprints';
const transitions = '/settings/blueprints/transitions';
const activation = `${path}/{id}/actions/activate`;
const blueprint = (verb: string) => ({ scope: `ZohoCRM.settings.blueprint.${verb}`, minCredits: 1, maxCredits: 1 });
const transition = (verb: string) => ({ scope: `ZohoCRM.settings.transitions.${verb}`, minCredits: 1, maxCredits: 1 });

/** `/settings/blueprints`, their states and transitions. Documented by Zoho, in no OpenAPI file; the bodies are the project's reading of it. */
export const blueprintRoutes: readonly Route[] = [
  { method: 'GET', path, ...blueprint('READ'), handle: listBlueprints },
  { method: 'POST', path, ...blueprint('CREATE'), handle: createBlueprints },
  { method: 'GET', path: `${path}/{id}`, ...blueprint('READ'), handle: readBlueprint },
  { method: 'PUT', path: `${path}/{id}`, ...blueprint('UPDATE'), handle: updateBlueprints },
  {
    method: 'DELETE',
    path: `${path}/{id}`,
    ...blueprint('DELETE'),
    handle: (context) => withBlueprint(context, (doc) => removeBlueprint(context, doc)),
  },
  { method: 'POST', path: `${path}/{id}/states`, ...blueprint('CREATE'), handle: (context) => writeStates(context, true) },
  { method: 'PUT', path: `${path}/{id}/states`, ...blueprint('UPDATE'), handle: (context) => writeStates(context, false) },
  { method: 'DELETE', path: `${path}/{id}/states/{state}`, ...blueprint('DELETE'), handle: deleteState },
  { method: 'POST', path: activation, ...blueprint('UPDATE'), handle: (context) => withBlueprint(context, (doc) => activateBlueprint(context, doc)) },
  {
    method: 'DELETE',
    path: activation,
    ...blueprint('UPDATE'),
    handle: (context) => withBlueprint(context, (doc) => deactivateBlueprint(context, doc)),
  },
  { method: 'GET', path: transitions, ...transition('READ'), handle: listTransitions },
  { method: 'POST', path: transitions, ...transition('CREATE'), handle: (context) => writeTransitions(context, true) },
  { method: 'PUT', path: transitions, ...transition('UPDATE'), handle: (context) => writeTransitions(context, false) },
  { method: 'DELETE', path: `${transitions}/{transition}`, ...transition('DELETE'), handle: deleteTransition },
];
