import type { WriteEndpoint } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import { findOperation } from '../model/capability.ts';
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

/** Calls that read the org once: a list a kind, or a module, and one a document where lists leave attributes out. */
function countReads(input: PlanInput): number {
  const count = (kind: string): number => [...input.live.elements.values()].filter((element) => element.kind === kind).length;
  const modules = count('module');
  return [...input.kinds.values()]
    .filter(isReadable)
    .reduce((sum, kind) => sum + (kind.list.per === 'module' ? modules : 1) + (kind.detail === undefined ? 0 : count(kind.name)), 0);
}
