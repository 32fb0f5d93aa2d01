import type { Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import { reshapeAction, tagsToAdd } from './actions.ts';
import { blueprintCalls } from './blueprint-calls.ts';
import { removeBlueprint, writeBlueprint } from './blueprint-writes.ts';
import type { Kind, PartIds } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/**
 * A blueprint with its states and transitions (Zoho "Create Blueprint", "Create Blueprint States", "Create Blueprint Transitions", v8; in no OpenAPI
 * file, so bodies are partly our reading). Made as a draft, activated last, without moving records.
 */
export const blueprintKind: Kind = {
  name: 'blueprint',
  title: { en: 'Blueprint', ja: 'ブループリント' },
  schema: 'blueprint',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/blueprints/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'blueprints',
  list: { method: 'GET', path: '/settings/blueprints', per: 'org', paged: true },
  detail: { method: 'GET', path: '/settings/blueprints/{id}' },
  create: { method: 'POST', path: '/settings/blueprints', batch: 1, credits: 1 },
  update: { method: 'PUT', path: '/settings/blueprints/{id}', batch: 1, credits: 1 },
  remove: { method: 'DELETE', path: '/settings/blueprints/{id}', batch: 1, credits: 1 },
  besides: blueprintCalls,
  frozen: ['layout', 'field'],
  deferred: [],
  holdsRecords: true,
  setupPage: '/settings/blueprint',
  leaveOut: leaveOutForeign,
  reshape: reshapeBlueprint,
  partIds: blueprintPartIds,
  manualUpdate: (_key, before, path, after) =>
    path[0] === 'status' && after === 'draft' && before['status'] !== 'draft' ? 'a blueprint that ran is never a draft again' : undefined,
  needs: tagsToAdd,
  writes: writeBlueprint,
  removeWrites: removeBlueprint,
};

function stateValue(state: JsonObject): string {
  return text(property(state, 'pick_list_value'), 'actual_value') ?? '';
}

function blueprintPartIds(document: JsonObject, key: string): PartIds {
  const states = objects(document, 'states').map((state): readonly [Ref, string] => [
    refOf('state', `${key}#${stateValue(state)}`),
    text(state, 'id') ?? '',
  ]);
  const transitions = objects(document, 'transitions').map((one): readonly [Ref, string] => [
    refOf('transition', `${key}#${text(one, 'name') ?? ''}`),
    text(one, 'id') ?? '',
  ]);
  return [...states, ...transitions];
}

function reshapeBlueprint(document: JsonObject): JsonObject {
  const values = new Map(objects(document, 'states').map((state) => [text(state, 'id') ?? '', stateValue(state)]));
  const transitions = objects(document, 'transitions').map((one) => [text(one, 'name') ?? '', reshapeTransition(one, values)] as const);
  return { ...document, states: [...values.values()], transitions: Object.fromEntries(transitions) };
}

function reshapeTransition(transition: JsonObject, values: ReadonlyMap<string, string>): JsonObject {
  const nameState = (state: Json | undefined): string => values.get(text(state, 'id') ?? '') ?? '';
  return {
    ...transition,
    from: objects(transition, 'from_states').map(nameState),
    to: nameState(transition['to_state']),
    during: objects(transition, 'during'),
    after: objects(property(transition, 'after'), 'actions').map(reshapeAction),
  };
}
