import type { Json, JsonObject } from '../../../model/json.ts';
import { isList, isObject, objects, property, text } from '../../../model/json.ts';
import { invalidData } from '../checks.ts';
import { layoutsOf } from '../metadata/lookups.ts';
import type { RouteContext } from '../route.ts';
import { readCriteria } from './criteria.ts';
import type { References } from './references.ts';
import { apiName, refer } from './references.ts';
import { demandMembers, demandObject, dependentMissing, refuse } from './refusal.ts';

/** What the `details` of a trigger may and must have beside `trigger_module`. */
interface TriggerShape {
  readonly types: readonly string[];
  readonly members: readonly string[];
  readonly required?: readonly string[];
}

const wait = ['unit', 'period'];

/** Triggers by what their `details` carry (workflow_rules.json, `execute_when`). */
const shapes: readonly TriggerShape[] = [
  { types: ['create', 'delete', 'missed_call'], members: [] },
  { types: ['edit', 'create_or_edit', ...calls('edit'), ...calls('createedit')], members: ['repeat'] },
  { types: ['date_or_datetime'], members: [...wait, 'field', 'recur_cycle', 'repeat', 'execute_at'], required: ['field'] },
  { types: ['score_increase', 'score_update', 'score_decrease'], members: ['type', 'rules'] },
  { types: ['rollup_summary_update'], members: ['criteria'] },
  { types: ['reschedule', 'cancel', 'overdue', 'reassign', 'marked_as_complete', 'anyaction'], members: wait },
  { types: mails(), members: [...wait, 'field'] },
  { types: ['section_update', ...calls('section_update')], members: ['repeat', 'section_ids'], required: ['section_ids'] },
  { types: ['recommendation', 'recommendation_rebuy'], members: wait },
  { types: ['field_update', ...calls('field_update')], members: ['criteria', 'repeat', 'match_all'] },
];

function calls(what: string): string[] {
  return ['incoming', 'outgoing', 'scheduled'].map((direction) => `${direction}_call_${what}`);
}

function mails(): string[] {
  const received = ['', '_notreplied', '_opened_notreplied'].map((what) => `email_received${what}`);
  const sent = ['', '_replied_within', '_clicked', '_bounced', '_opened', '_notopened', '_notreplied', '_opened_notreplied', '_replied'];
  return [...received, ...sent.map((what) => `mail_sent${what}`)];
}

const memberRules = [
  { name: 'repeat', type: 'boolean' },
  { name: 'match_all', type: 'boolean' },
  { name: 'unit', type: 'integer' },
  { name: 'period', type: 'string', oneOf: ['b_days', 'days', 'hours', 'weeks', 'months', 'years'] },
  { name: 'recur_cycle', type: 'string', oneOf: ['once', 'monthly', 'yearly'] },
  { name: 'execute_at', type: 'string' },
  { name: 'type', type: 'string', oneOf: ['All_Rules', 'Selective_Rules'] },
  { name: 'rules', type: 'list' },
  { name: 'section_ids', type: 'list' },
] as const;

/**
 * The `execute_when` of a rule of `module`, completed: `trigger_module` and fields as `{api_name, id}`. Refuses an unknown trigger, a member that the trigger does not have,
 * a field or section that the module does not have.
 */
export function readTrigger(context: RouteContext, refs: References, module: string, value: JsonObject, path: string): JsonObject {
  const type = text(value, 'type');
  const shape = shapes.find((candidate) => candidate.types.includes(type ?? ''));
  if (type === undefined || shape === undefined) return refuse(invalidData(path, 'type', { supported_values: shapes.flatMap((each) => each.types) }));
  const details = demandObject(value, 'details', path);
  const at = `${path}.details`;
  const strange = Object.keys(details).find((name) => name !== 'trigger_module' && !shape.members.includes(name));
  if (strange !== undefined) refuse(invalidData(at, strange));
  const missing = shape.required?.find((name) => details[name] === undefined || details[name] === null);
  if (missing !== undefined) dependentMissing(at, missing, 'type');
  demandMembers(details, memberRules, at);
  return { type, details: readDetails(context, refs, module, details, at) };
}

function readDetails(context: RouteContext, refs: References, module: string, details: JsonObject, path: string): JsonObject {
  const given = details['trigger_module'] ?? { api_name: module };
  const trigger = refs.module(given, `${path}.trigger_module`);
  checkSections(context, apiName(trigger), details['section_ids'], path);
  const field = details['field'];
  return {
    ...details,
    trigger_module: refer(trigger),
    ...(isObject(field) ? { field: refs.field(apiName(trigger), field, `${path}.field`) } : {}),
    ...('criteria' in details ? { criteria: readCriteria({ refs, module: apiName(trigger), typed: false }, details['criteria'], path) } : {}),
  };
}

function checkSections({ store, org }: RouteContext, module: string, ids: Json | undefined, path: string): void {
  if (!isList(ids)) return;
  const sections = layoutsOf(store, org.name, module).flatMap((layout) => objects(layout, 'sections').map((section) => property(section, 'id')));
  const bad = ids.findIndex((id) => !sections.includes(id));
  if (bad >= 0) refuse(invalidData(path, `section_ids[${bad}]`));
}
