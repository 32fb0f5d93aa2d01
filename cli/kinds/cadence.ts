import type { Json, JsonObject } from '../model/json.ts';
import { objects, property, text } from '../model/json.ts';
import type { Kind } from './kind.ts';

const path = '/settings/automation/cadences';

/**
 * Follow-ups after each other (OpenAPI cadences.json, which reads the list; the edition of 2026-09 also the follow-ups, in the detail). That edition describes writes too,
 * with drafts to publish and tasks, calls and mails that each cadence makes for itself: they are not done yet, so a person makes and changes cadences.
 */
export const cadenceKind: Kind = {
  name: 'cadence',
  title: { en: 'Cadence', ja: 'ケイデンス' },
  schema: 'cadence',
  scope: 'module',
  separator: '/',
  file: { pattern: 'automation/cadences/{module}/{name}.yaml', holds: 'one' },
  identity: 'name',
  envelope: 'cadences',
  list: { method: 'GET', path, per: 'org', paged: true },
  detail: { method: 'GET', path: `${path}/{id}` },
  unwritten: { en: 'orgcast does not make the writes that the API takes yet', ja: 'API で書き込めますが、orgcast はまだ対応していません' },
  frozen: [],
  deferred: [],
  holdsRecords: false,
  setupPage: '/settings/cadences',
  leaveOut: (document) => (document['parent_cadence'] === undefined || document['parent_cadence'] === null ? undefined : 'draft'),
  reshape: reshapeCadence,
};

function reshapeCadence(document: JsonObject): JsonObject {
  const execution = document['execution_details'];
  const followUps = objects(document, 'follow_ups');
  const places = new Map(followUps.map((followUp, index) => [text(followUp, 'id') ?? '', index + 1]));
  const ends = property(execution, 'unenroll_properties');
  return {
    ...document,
    execute_every: property(execution, 'execute_every') ?? null,
    unenroll: Array.isArray(ends) ? (ends as readonly JsonObject[]).map(reshapeEnd) : [],
    follow_ups: followUps.map((followUp) => reshapeFollowUp(followUp, places)),
  };
}

function reshapeEnd({ type, details }: JsonObject): JsonObject {
  return { type: type ?? null, details: details ?? null };
}

/** A follow-up names the one before it by its place in the list. */
function reshapeFollowUp(followUp: JsonObject, places: ReadonlyMap<string, number>): JsonObject {
  const action = followUp['action'];
  const own: Json = property(action, 'details') ?? { field_mappings: property(action, 'field_mappings') ?? null };
  return {
    after: places.get(text(followUp['parent_follow_up'], 'id') ?? '') ?? null,
    triggers: followUp['triggers'] ?? null,
    execute_after: followUp['execute_after'] ?? null,
    action: { type: text(action, 'type') ?? null, name: text(action, 'name') ?? null, details: own },
  };
}
