import { property } from '../../model/json.ts';
import type { Change, Step } from '../../model/plan.ts';
import type { PlanInput } from '../proposal.ts';
import type { Loss } from './field-loss.ts';
import { findLoss } from './field-loss.ts';
import type { Guard, Verdict } from './guard.ts';
import { countRecords, describeRecords } from './records.ts';

/**
 * Changes after which records no longer hold, or can no longer take, what they held: another type, less room, a list from elsewhere, uniqueness, a value that is required.
 * Those that destroy values are not done without a consent.
 */
export const dataLoss: Guard = {
  code: 'guard.data-loss',
  judge: ({ input, steps }) =>
    steps.flatMap((step) =>
      step.action !== 'update'
        ? []
        : step.changes.flatMap((change) => {
            const loss = findLoss(step, change) ?? findRequirement(step, change);
            return loss === undefined ? [] : judgeLoss(input, step, change, loss);
          }),
    ),
};

function judgeLoss(input: PlanInput, step: Step, change: Change, loss: Loss): readonly Verdict[] {
  const records = countRecords(input, step);
  const byHand = step.mode === 'manual';
  if ((records === 0 && !byHand) || (loss.destroys && input.consents.has(`delete ${step.ref}`))) return [];
  const blocks = loss.destroys && step.mode === 'api';
  const consent = blocks ? ` If the loss is meant, write the line "orgcast: delete ${step.ref}" into the pull request's description.` : '';
  return [
    {
      severity: 'warning',
      element: step.ref,
      path: change.path.join('.'),
      message: `${step.ref} ${loss.what}: ${describeRecords(records)} concerned.`,
      fix: `${loss.fix}${consent}`,
      ...(blocks ? { blocks: [step.id] } : {}),
    },
  ];
}

/** A field that becomes required in a layout: records without a value cannot be saved there until they have one. */
function findRequirement(step: Step, { path, before, after }: Change): Loss | undefined {
  const [sections, , fields, member] = path;
  if (step.kind !== 'layout' || sections !== 'sections' || fields !== 'fields' || member === undefined || path.length > 4) return undefined;
  if (property(after, 'required') !== true || property(before, 'required') === true) return undefined;
  return {
    what: `requires ${member} from now on, so that a record without it cannot be saved there`,
    fix: 'Fill the field in first, or give it a default value.',
    destroys: false,
  };
}
