import type { JsonObject } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { SideEndpoint, SideFacts } from './kind.ts';

const actions = '/settings/automation/cadences/{id}/actions';

/** Attributes of which a change makes a draft, where the cadence was published. */
const drafted: readonly string[] = ['name', 'description', 'unenroll', 'follow_ups'];

/** The calls that a cadence needs to be published, and to run or not. One that cannot be started stays off; one that cannot be published stays a draft. */
export const cadenceCalls: readonly SideEndpoint[] = [
  { method: 'POST', path: `${actions}/activate`, sets: (step) => (becomes(step, 'active') ? ['status'] : []), instead: { status: 'inactive' } },
  { method: 'POST', path: `${actions}/publish`, sets: published, instead: { status: 'draft' } },
  { method: 'POST', path: `${actions}/deactivate`, sets: (step) => (stops(step) ? ['status'] : []) },
];

const statusOf = (attributes: JsonObject): string => text(attributes, 'status') ?? 'active';

function becomes({ before, after, changed }: SideFacts, status: string): boolean {
  return after !== undefined && changed.has('status') && statusOf(after) === status && (before === undefined || statusOf(before) !== status);
}

function stops(step: SideFacts): boolean {
  return step.before !== undefined && statusOf(step.before) === 'active' && becomes(step, 'inactive');
}

function published({ before, after, changed }: SideFacts): readonly string[] {
  if (after === undefined) return [];
  if (before !== undefined && statusOf(before) !== 'draft') return drafted.filter((name) => changed.has(name));
  return changed.has('status') && statusOf(after) !== 'draft' ? ['status'] : [];
}
