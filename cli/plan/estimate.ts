import type { FieldFact, ReadableKind, WriteEndpoint } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import { findOperation } from '../model/capability.ts';
import { moduleOfKey, nameOfKey } from '../model/element.ts';
import { text } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import type { PlanInput } from './proposal.ts';

/** Seconds that one call takes as a rule, calls at once that every edition but the free one permits (Zoho "API limits"), and readings of the org in a usual apply. */
const [usualLatency, usualConcurrency, usualReadings] = [0.4, 10, 2];

/** Seconds that a job of the server takes as a rule, and what is one: a new module, and what is taken from global picklists (OpenAPI global_picklists.json, 202). */
const usualJob = 30;

function isJob(step: Step): boolean {
  return step.kind === 'module' ? step.action === 'create' : step.kind === 'global_picklist' && step.action === 'delete';
}

/** The write that does most of a step; undefined for what arrives by itself or nobody may do. */
function endpointOf(step: Step, input: PlanInput): WriteEndpoint | undefined {
  const kind = input.kinds.get(step.kind);
  if (kind === undefined || step.mode !== 'api') return undefined;
  if (step.action === 'create') return kind.arrives?.(step.key, step.after ?? {}) === true ? undefined : kind.create;
  return step.action === 'update' ? kind.update : kind.remove;
}

/** API credits that the steps cost, reads not counted: as the org tells, else as documented. */
export function estimateCredits(steps: readonly Step[], input: PlanInput): number {
  return steps.reduce((sum, step) => {
    const endpoint = endpointOf(step, input);
    if (endpoint === undefined) return sum;
    return sum + (findOperation(input.live.capabilities, endpoint.method, endpoint.path)?.maxCredits ?? endpoint.credits);
  }, 0);
}

/** Minutes that applying takes at a usual latency, to a tenth: the writes, as many in a call as fit, jobs of the server, and reading the org before and after. */
export function estimateMinutes(steps: readonly Step[], input: PlanInput): number {
  const calls = new Map<WriteEndpoint, number>();
  for (const step of steps) {
    const endpoint = endpointOf(step, input);
    if (endpoint !== undefined) calls.set(endpoint, (calls.get(endpoint) ?? 0) + 1);
  }
  if (calls.size === 0) return 0;
  const writes = [...calls].reduce((sum, [endpoint, count]) => sum + Math.ceil(count / endpoint.batch), 0);
  const reads = countReads(input) * usualReadings;
  const jobs = steps.filter((step) => step.mode === 'api' && isJob(step)).length;
  const seconds = ((writes + reads) * usualLatency) / usualConcurrency + jobs * usualJob;
  return Math.ceil(seconds / 6) / 10;
}

/** Calls that read the org once: a list a kind, or a module or layout that can have any, and one a document where lists leave attributes out. */
function countReads(input: PlanInput): number {
  const byKind = Map.groupBy(input.live.elements.values(), (element) => element.kind);
  const keys = (kind: string): readonly string[] => (byKind.get(kind) ?? []).map((element) => element.key);
  const fields = new Map<string, FieldFact[]>();
  for (const { key, attributes } of byKind.get('field') ?? []) {
    const own = fields.get(moduleOfKey(key)) ?? [];
    own.push({ name: nameOfKey(key), type: text(attributes, 'data_type') ?? '' });
    fields.set(moduleOfKey(key), own);
  }
  const canHave = (kind: ReadableKind, module: string): boolean => kind.list.among?.(module, fields.get(module) ?? []) !== false;
  const lists = (kind: ReadableKind): number => {
    if (kind.list.per === 'org') return 1;
    if (kind.list.per === 'portal') return keys('portal').length;
    const modules = kind.list.per === 'module' ? keys('module') : keys('layout').map(moduleOfKey);
    return modules.filter((module) => canHave(kind, module)).length;
  };
  return [...input.kinds.values()]
    .filter(isReadable)
    .reduce((sum, kind) => sum + lists(kind) + (kind.detail === undefined ? 0 : keys(kind.name).length), 0);
}
