import { moduleOfKey } from '../../model/element.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInput } from '../proposal.ts';

/**
 * Number of records that a step's element holds values of: those of its module, or of all modules with a field that uses the global picklist. Undefined when
 * one of them was not counted.
 */
export function countRecords(input: PlanInput, step: Pick<Step, 'kind' | 'key' | 'records'>): number | undefined {
  if (step.records !== undefined) return step.records;
  const counts = [...findModules(input, step)].map((module) => input.records.get(module));
  return counts.includes(undefined) ? undefined : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

function findModules(input: PlanInput, step: Pick<Step, 'kind' | 'key'>): ReadonlySet<string> {
  if (step.kind !== 'global_picklist') return new Set([moduleOfKey(step.key)]);
  const fields = [...input.live.elements.values()].filter(({ kind, attributes }) => kind === 'field' && attributes['global_picklist'] === step.key);
  return new Set(fields.map((field) => moduleOfKey(field.key)));
}

/** A number of records in words. */
export function describeRecords(records: number | undefined): string {
  if (records === undefined) return 'an uncounted number of records';
  return records === 1 ? '1 record' : `${records.toLocaleString('en-US')} records`;
}
