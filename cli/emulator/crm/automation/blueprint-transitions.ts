import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { bodyItems, duplicateData, invalidData, isReply, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, RouteContext } from '../route.ts';
import { success, writeReply } from '../route.ts';
import { stampChange, stampNew } from '../security/author.ts';
import { showTransition, statesOf } from './blueprint-view.ts';
import { touchBlueprint } from './blueprint-write.ts';
import { listPage } from './listing.ts';
import { createReferences } from './references.ts';
import { attempt, demandMembers, demandObject, refuse, writeOne } from './refusal.ts';
import { readTransition } from './transition-parts.ts';
import { notingIds } from './usage.ts';

const collection = 'blueprint_transitions';

/** Most transitions in one call (Zoho's page "create blueprint transitions"). */
const transitionBatch = 50;

/** GET of transitions, of one blueprint with `?blueprint_id=`. */
export function listTransitions({ store, org, query }: RouteContext): Reply {
  const blueprint = query.get('blueprint_id');
  const docs = store.list(org.name, collection, blueprint ?? undefined);
  const states = store.list(org.name, 'blueprint_states');
  return listPage('transitions', docs, query, (doc) => showTransition(store, org.name, doc, states));
}

/** POST (`created`) or PUT of transitions, of one blueprint or several. */
export function writeTransitions(context: RouteContext, created: boolean): Reply {
  const items = bodyItems(context.body, 'transitions', transitionBatch);
  if (isReply(items)) return items;
  const write = created ? createTransition : updateTransition;
  const results = items.map((item, index) => attempt(() => write(context, item, `$.transitions[${index}]`)));
  return writeReply('transitions', results, created);
}

const nameRule = { name: 'name', type: 'string', required: true, maxLength: 100 } as const;

function createTransition(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, [nameRule], path);
  const refs = createReferences(context);
  const blueprint = refs.element('blueprints', demandObject(item, 'blueprint', path), `${path}.blueprint`);
  refuseTakenName(context, blueprint, item, path);
  const parts = readTransition({ context, refs, blueprint, states: statesOf(store, org.name, blueprint) }, item, path);
  const id = store.nextId(org.name);
  const doc = { id, blueprint: { id: blueprint.id }, name: item['name'] ?? '', ...parts, ...stampNew(user, context.now()) };
  store.put(org.name, collection, notingIds(doc), blueprint.id);
  touchBlueprint(context, blueprint.id);
  return success(id, 'transition created');
}

function updateTransition(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  demandMembers(item, [{ name: 'id', type: 'id', required: true }], path);
  const doc = store.get(org.name, collection, text(item, 'id') ?? '') ?? refuse(invalidData(path, 'id'));
  const refs = createReferences(context);
  const blueprint = refs.element('blueprints', doc['blueprint'], `${path}.blueprint`);
  if ('blueprint' in item && text(item['blueprint'], 'id') !== blueprint.id) refuse(invalidData(`${path}.blueprint`, 'id'));
  const merged = { ...doc, ...item };
  demandMembers(merged, [nameRule], path);
  refuseTakenName(context, blueprint, merged, path, doc.id);
  const parts = readTransition({ context, refs, blueprint, states: statesOf(store, org.name, blueprint) }, merged, path);
  store.put(org.name, collection, notingIds({ ...doc, name: merged['name'] ?? '', ...parts, ...stampChange(user, context.now()) }));
  touchBlueprint(context, blueprint.id);
  return success(doc.id, 'transition updated');
}

function refuseTakenName({ store, org }: RouteContext, blueprint: Doc, item: JsonObject, path: string, self?: string): void {
  const others = store.list(org.name, collection, blueprint.id).filter((other) => other.id !== self);
  if (others.some((other) => other['name'] === item['name'])) refuse(duplicateData(path, 'name'));
}

/** DELETE of one transition. */
export function deleteTransition(context: RouteContext): Reply {
  const { store, org, params } = context;
  const doc = store.get(org.name, collection, params['transition'] ?? '');
  if (doc === undefined) return unknownResource();
  return writeOne('transitions', false, () => {
    store.remove(org.name, collection, doc.id);
    touchBlueprint(context, text(doc['blueprint'], 'id') ?? '');
    return success(doc.id, 'transition deleted');
  });
}
