import type { Step } from '../../model/plan.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';
import { countRecords, describeRecords } from './records.ts';
import { findRemovedValues, heldAttribute } from './removal.ts';

/** Deleting what records hang on takes a consent in so many words, given where the reviewers see it. */
export const recordsConsent: Guard = {
  code: 'guard.records-consent',
  judge: (facts) =>
    facts.steps.flatMap((step) => {
      const holds = facts.input.kinds.get(step.kind)?.holdsRecords === true;
      if (!holds || step.mode !== 'api' || facts.input.consents.has(`delete ${step.ref}`)) return [];
      const values = findRemovedValues(step);
      if (step.action === 'delete') return [judgeDeletion(facts, step)];
      return values.length > 0 ? [judgeValues(facts, step, values)] : [];
    }),
};

function judgeDeletion({ input }: GuardFacts, step: Step): Verdict {
  return refuse(step, `Deleting ${step.ref} destroys what it holds of ${describeRecords(countRecords(input, step))}.`);
}

function judgeValues({ input }: GuardFacts, step: Step, values: readonly string[]): Verdict {
  const shown = values
    .slice(0, 5)
    .map((value) => JSON.stringify(value))
    .join(', ');
  const more = values.length > 5 ? ` and ${values.length - 5} more` : '';
  const message = `Taking ${shown}${more} away from ${step.ref} empties or strands it in up to ${describeRecords(countRecords(input, step))}.`;
  const path = step.changes.map(heldAttribute).find((attribute) => attribute !== undefined);
  return { ...refuse(step, message), ...(path === undefined ? {} : { path }) };
}

function refuse(step: Step, message: string): Verdict {
  const fix = `If that is meant, write the line "orgcast: delete ${step.ref}" into the pull request's description.`;
  return { severity: 'warning', element: step.ref, message, fix, blocks: [step.id] };
}
