import type { Kind } from '../../kinds/kind.ts';
import { goneOptions } from '../../kinds/options.ts';
import type { Ref } from '../../model/element.ts';
import { refOf } from '../../model/element.ts';
import type { Consent } from '../../model/identity.ts';
import { isList } from '../../model/json.ts';
import type { Change, Step } from '../../model/plan.ts';
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

/** Attributes that list values which records hold: those of a picklist, and the stages that deals of a pipeline are in. */
const heldValues: ReadonlySet<string> = new Set(['pick_list_values', 'stages']);

/** The attribute that says values which records hold, where the change is of one. */
export function heldAttribute({ path: [attribute = ''] }: Pick<Change, 'path'>): string | undefined {
  return heldValues.has(attribute) ? attribute : undefined;
}

/** Stored values that a step takes away from a picklist, or stages from a pipeline. */
export function findRemovedValues(step: Pick<Step, 'action' | 'changes'>): readonly string[] {
  if (step.action !== 'update') return [];
  return step.changes.flatMap((change) => {
    const { path, before, after } = change;
    const [, member] = path;
    if (heldAttribute(change) === undefined || path.length > 2) return [];
    if (member !== undefined) return after === undefined ? [member] : [];
    return goneOptions(isList(before) ? before : [], isList(after) ? after : []);
  });
}

/**
 * The consent without which a step must not be done, since it destroys what records hold: it deletes an element that records hang on, takes away values that they hold, or
 * narrows a field. Undefined when it destroys nothing. Recorded steps that were approved say by this what was consented to.
 */
export function findNeededConsent(step: StepCore, kind: Kind | undefined): Consent | undefined {
  if (kind?.holdsRecords !== true) return undefined;
  const narrows = step.changes.some((change) => findLoss(step, change)?.destroys === true);
  const ref: Ref = refOf(step.kind, step.key);
  return step.action === 'delete' || findRemovedValues(step).length > 0 || narrows ? `delete ${ref}` : undefined;
}
