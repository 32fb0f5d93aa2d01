import type { Kind } from '../../kinds/kind.ts';
import { actualValue } from '../../kinds/options.ts';
import type { Ref } from '../../model/element.ts';
import { refOf } from '../../model/element.ts';
import type { Consent } from '../../model/identity.ts';
import { isList } from '../../model/json.ts';
import type { Step } from '../../model/plan.ts';
import { findLoss } from './field-loss.ts';
import type { GuardFacts } from './guard.ts';

/** What telling a removal needs of a step; a recorded step has it too. */
export type StepCore = Pick<Step, 'action' | 'kind' | 'key' | 'changes'>;

/** Steps that delete an element through the API. */
export function findDeletions({ steps }: GuardFacts): readonly Step[] {
  return steps.filter((step) => step.action === 'delete' && step.mode === 'api');
}

/** Deletions that are read from absence: not those of a rollback, whose elements are known one by one from receipts. */
export function findAbsences(facts: GuardFacts): readonly Step[] {
  return findDeletions(facts).filter((step) => !facts.input.exact.has(step.ref));
}

/** Stored values of a picklist that a step takes away. */
export function findRemovedValues(step: Pick<Step, 'action' | 'changes'>): readonly string[] {
  if (step.action !== 'update') return [];
  return step.changes.flatMap(({ path, before, after }) => {
    const [attribute, member] = path;
    if (attribute !== 'pick_list_values' || after !== undefined || path.length > 2) return [];
    if (member !== undefined) return [member];
    return isList(before) ? before.flatMap((option) => actualValue(option) ?? []) : [];
  });
}

/**
 * The consent without which a step must not be done, since it destroys what records hold: it deletes an element that records hang on, takes away values of a picklist, or
 * narrows a field. Undefined when it destroys nothing. Recorded steps that were approved say by this what was consented to.
 */
export function findNeededConsent(step: StepCore, kind: Kind | undefined): Consent | undefined {
  if (kind?.holdsRecords !== true) return undefined;
  const narrows = step.changes.some((change) => findLoss(step, change)?.destroys === true);
  const ref: Ref = refOf(step.kind, step.key);
  return step.action === 'delete' || findRemovedValues(step).length > 0 || narrows ? `delete ${ref}` : undefined;
}
