import type { Json, JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { invalidData, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { readCriteria } from './criteria.ts';
import type { References } from './references.ts';
import { demandMembers, demandObject, demandObjects, dependentMismatch, refuse } from './refusal.ts';
import { findAction } from './rule-actions.ts';

/** What a transition is read against. */
export interface TransitionSetting {
  readonly context: RouteContext;
  readonly refs: References;
  readonly blueprint: Doc;
  /** the blueprint's states */
  readonly states: readonly Doc[];
}

const members = [
  { name: 'description', type: 'string', nullable: true, maxLength: 1000 },
  { name: 'trigger_type', type: 'string', required: true, oneOf: ['manual', 'automatic'] },
  { name: 'transition_type', type: 'string', required: true },
] as const;

/** Collections of those who may carry out a transition. Other types of owner name nobody of the org's documents. */
const ownerCollections: Readonly<Record<string, string>> = {
  user: 'users',
  users: 'users',
  role: 'roles',
  roles: 'roles',
  profile: 'profiles',
  profiles: 'profiles',
};

/** A transition's own members as stored: states of its blueprint, owners, what is asked for during it, actions after it. */
export function readTransition(setting: TransitionSetting, item: JsonObject, path: string): JsonObject {
  demandMembers(item, members, path);
  const from = demandObjects(item, 'from_states', path);
  if (from.length === 0) refuse(mandatoryNotFound(path, 'from_states'));
  const module = text(setting.blueprint['module'], 'api_name') ?? '';
  return {
    description: item['description'] ?? null,
    trigger_type: item['trigger_type'] ?? 'manual',
    transition_type: item['transition_type'] ?? '',
    from_states: from.map((state, index) => readState(setting, state, `${path}.from_states[${index}]`)),
    to_state: readState(setting, demandObject(item, 'to_state', path), `${path}.to_state`),
    criteria: readCriteria({ refs: setting.refs, module, typed: true }, item['criteria'], path),
    owners: demandObjects(item, 'owners', path).map((owner, index) => readOwner(setting, owner, `${path}.owners[${index}]`)),
    during: demandObjects(item, 'during', path).map((step, index) => readDuring(setting, module, step, `${path}.during[${index}]`)),
    after: { actions: readAfter(setting, item, module, path) },
  };
}

function readState({ states }: TransitionSetting, state: JsonObject, path: string): JsonObject {
  const id = text(state, 'id');
  if (id === undefined) refuse(mandatoryNotFound(path, 'id'));
  return states.some((candidate) => candidate.id === id) ? { id } : refuse(invalidData(path, 'id'));
}

function readOwner({ refs }: TransitionSetting, owner: JsonObject, path: string): JsonObject {
  demandMembers(owner, [{ name: 'type', type: 'string', required: true }], path);
  const type = text(owner, 'type') ?? '';
  const collection = ownerCollections[type];
  const resources = demandObjects(owner, 'resources', path).map((resource, index): Json => {
    if (collection === undefined) return resource;
    const found = refs.element(collection, resource, `${path}.resources[${index}]`);
    return { id: found.id, name: found['full_name'] ?? found['name'] ?? '' };
  });
  if (collection !== undefined && resources.length === 0) refuse(mandatoryNotFound(path, 'resources'));
  return { type, resources };
}

function readDuring({ refs }: TransitionSetting, module: string, step: JsonObject, path: string): JsonObject {
  demandMembers(
    step,
    [
      { name: 'type', type: 'string', required: true, oneOf: ['field', 'message'] },
      { name: 'required', type: 'boolean' },
    ],
    path,
  );
  if (step['type'] === 'field')
    return { type: 'field', field: refs.field(module, demandObject(step, 'field', path), `${path}.field`), required: step['required'] ?? false };
  demandMembers(step, [{ name: 'text', type: 'string', required: true }], path);
  return { type: 'message', text: step['text'] ?? '' };
}

function readAfter({ context, refs }: TransitionSetting, item: JsonObject, module: string, path: string): JsonObject[] {
  if (item['after'] === undefined || item['after'] === null) return [];
  const actions = demandObjects(demandObject(item, 'after', path), 'actions', `${path}.after`);
  return actions.map((action, index) => {
    const at = `${path}.after.actions[${index}]`;
    const found = findAction(context.store, context.org.name, action, at);
    if (refs.module({ id: text(found['module'], 'id') ?? '' }, at)['api_name'] !== module)
      dependentMismatch(at, 'id', { name: 'blueprint', path: `${path}.blueprint` }, 'the action belongs to another module');
    return { type: action['type'] ?? '', id: found.id, name: found['name'] ?? '' };
  });
}
