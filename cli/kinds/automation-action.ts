import type { Write } from '../model/crm-call.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind, StepFacts } from './kind.ts';
import { leaveOutForeign } from './origin.ts';

/** What the four kinds of actions differ in. */
type Particulars = Pick<Kind, 'name' | 'title' | 'schema' | 'envelope' | 'setupPage' | 'reshape'> & {
  readonly folder: string;
  /** the body of a create or update from the attributes in the CRM's form; default these themselves */
  readonly wireBody?: (wire: JsonObject, step: StepFacts) => JsonObject;
  readonly given?: readonly string[];
  readonly kept?: readonly string[];
  /** what a body says of an attribute that is to be nothing; null when it says nothing else */
  readonly cleared?: JsonObject;
};

/**
 * Descriptor of an action that automation refers to. Field updates, tasks, webhooks (OpenAPI field_updates.json, workflow_tasks.json, webhooks.json) and email
 * notifications (Zoho "Create Email Notification") share list, detail and one-per-call writes; names are unique per module.
 */
export function defineAction(particulars: Particulars): Kind {
  const { folder, wireBody, given, cleared, ...rest } = particulars;
  const path = `/settings/automation/${particulars.envelope}`;
  return {
    ...rest,
    scope: 'module',
    separator: '/',
    file: { pattern: `automation/actions/${folder}/{module}/{name}.yaml`, holds: 'one' },
    identity: 'name',
    list: { method: 'GET', path, per: 'org', paged: true },
    detail: { method: 'GET', path: `${path}/{id}` },
    create: { method: 'POST', path, batch: 1, credits: 1 },
    update: { method: 'PUT', path: `${path}/{id}`, batch: 1, credits: 1 },
    remove: { method: 'DELETE', path: `${path}/{id}`, batch: 1, credits: 1 },
    frozen: [],
    given: given ?? [],
    deferred: [],
    holdsRecords: false,
    leaveOut: leaveOutForeign,
    writes: (step) =>
      writeAction(step, path, particulars.envelope, { ...clearedBody(step, cleared ?? {}), ...(wireBody?.(step.wire, step) ?? step.wire) }),
  };
}

function clearedBody(step: StepFacts, cleared: JsonObject): JsonObject {
  const gone = Object.keys(step.before ?? {}).filter((name) => !(name in step.after));
  return Object.fromEntries(gone.map((name) => [name, cleared[name] ?? null]));
}

function writeAction(step: StepFacts, path: string, envelope: string, wire: JsonObject): readonly Write[] {
  const body: JsonObject = { ...wire, module: { api_name: step.module }, feature_type: step.after['feature_type'] ?? 'workflow' };
  if (step.before === undefined) return [{ method: 'POST', path, envelope, batch: 1, items: [{ body, captures: step.ref }] }];
  return [{ method: 'PUT', path: `${path}/{id}`, target: step.ref, envelope, batch: 1, items: [{ body }], idempotent: true }];
}
