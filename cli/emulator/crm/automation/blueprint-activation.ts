import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import { notAllowed } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';
import { itemError, success } from '../route.ts';
import { stampChange } from '../security/author.ts';
import { demandMembers, refuse } from './refusal.ts';

const collection = 'blueprints';

/** Activates a blueprint that has a transition; a layout and field can have one active blueprint. */
export function activateBlueprint(context: RouteContext, doc: Doc): JsonObject {
  const { store, org } = context;
  const item = objects(context.body, 'blueprints')[0] ?? {};
  demandMembers(item, [{ name: 'move_records', type: 'boolean' }], '$.blueprints[0]');
  const rival = store.list(org.name, collection, text(doc['module'], 'api_name') ?? '').find((other) => isRival(doc, other));
  if (rival !== undefined) refuse(itemError('ALREADY_ACTIVATED', 'a blueprint of this layout and field is active', { id: rival.id }));
  if (store.count(org.name, 'blueprint_transitions', doc.id) === 0) {
    const expected = { expected_fields: [{ api_name: 'transitions', json_path: '$.blueprints[0].transitions' }] };
    refuse(itemError('EXPECTED_FIELD_MISSING', 'Specify atleast one field', expected));
  }
  return setStatus(context, doc, 'active');
}

function isRival(doc: Doc, other: Doc): boolean {
  const samePlace = text(other['layout'], 'id') === text(doc['layout'], 'id') && text(other['field'], 'id') === text(doc['field'], 'id');
  return other['status'] === 'active' && samePlace;
}

/** Takes an active blueprint out of service. */
export function deactivateBlueprint(context: RouteContext, doc: Doc): JsonObject {
  if (doc['status'] !== 'active') refuse(notAllowed('the blueprint is not active', { id: doc.id }));
  return setStatus(context, doc, 'inactive');
}

function setStatus(context: RouteContext, doc: Doc, status: 'active' | 'inactive'): JsonObject {
  context.store.put(context.org.name, collection, { ...doc, status, ...stampChange(context.user, context.now()) });
  return success(doc.id, status === 'active' ? 'blueprint activated' : 'blueprint deactivated');
}
