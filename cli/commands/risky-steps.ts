import type { RiskyStep } from '../key/approval.ts';
import type { RecordedStep } from '../model/plan.ts';
import { graveRisks, risksOf } from '../model/plan.ts';
import { findNeededConsent } from '../plan/guards/removal.ts';
import { kindsByName } from './context.ts';

/**
 * The steps that a policy has to allow or a second person to approve: what the API would do and has a risk. A deletion is one only where it destroys what records
 * hold, which is what needs a consent too.
 */
export function findRiskySteps(steps: readonly RecordedStep[]): readonly RiskyStep[] {
  return steps.flatMap((step) => {
    if (step.mode !== 'api') return [];
    const destroys = findNeededConsent(step, kindsByName.get(step.kind)) !== undefined;
    const told = risksOf(step);
    const risks = graveRisks.filter((risk) => (risk === 'deletes' ? destroys : told.includes(risk)));
    return risks.length === 0 ? [] : [{ id: step.id, risks }];
  });
}
