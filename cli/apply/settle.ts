import type { Ref } from '../model/element.ts';
import type { RecordedPlan, RecordedStep, Step } from '../model/plan.ts';
import type { StepReceipt } from '../model/receipt.ts';
import type { Tries } from './tries.ts';

/** What a receipt is judged by. */
export interface Ending {
  /** steps that are left, as far as anybody knows */
  readonly left: readonly Step[];
  readonly tries: Tries;
  /** id of an element of the org as read last */
  idOf(ref: Ref): string | undefined;
  /** why the org could not be read after the last writes; absent when it was */
  readonly unread?: string;
}

/**
 * The receipt of every step of the approved plan, judged by what is left: done is what no longer differs, whoever did it and when. What was created is named by
 * its id once, in the receipt of the run that created it.
 */
export function settleSteps(approved: RecordedPlan, ending: Ending): readonly StepReceipt[] {
  const known = new Set(approved.steps.map((step) => step.id));
  const byId = new Map(ending.left.map((step) => [step.id, step]));
  const others = new Map<Ref, Step>();
  for (const step of ending.left) if (!known.has(step.id) && (step.mode === 'api' || !others.has(step.ref))) others.set(step.ref, step);
  return approved.steps.map((step) => {
    const ref: Ref = `${step.kind}:${step.key}`;
    const remaining = byId.get(step.id) ?? (step.mode === 'manual' ? undefined : others.get(ref));
    const attempts = step.mode === 'manual' ? 0 : (ending.tries.get(ref)?.attempts ?? 0);
    const created = step.action === 'create' && step.mode === 'api' ? createdBy(ref, remaining, ending) : undefined;
    return { id: step.id, ...judgeLeft(step, remaining, ending), attempts, ...(created === undefined ? {} : { created }) };
  });
}

/** The id that a create answered, or that the org shows where its answer was lost. */
function createdBy(ref: Ref, remaining: Step | undefined, ending: Ending): string | undefined {
  const tried = ending.tries.get(ref);
  if (tried?.created !== undefined) return tried.created;
  return tried?.unclear === true && remaining?.action !== 'create' ? ending.idOf(ref) : undefined;
}

function judgeLeft(step: RecordedStep, remaining: Step | undefined, ending: Ending): Pick<StepReceipt, 'status' | 'error'> {
  if (remaining === undefined) return { status: 'done' };
  if (remaining.mode === 'manual') {
    // What was approved for the API and has become a create by hand could not be judged this time (a list that cannot be read): no work for a person.
    const unjudged = step.mode === 'api' && remaining.action === 'create';
    return { status: unjudged ? 'skipped' : 'manual', error: remaining.reason ?? 'by hand' };
  }
  if (remaining.mode === 'blocked') return { status: 'skipped', error: remaining.reason ?? 'blocked' };
  const outcome = ending.tries.get(remaining.ref)?.outcome;
  if (outcome?.status === 'failed' || outcome?.status === 'skipped') return { status: outcome.status, error: outcome.error };
  if (ending.unread !== undefined && outcome?.status === 'done')
    return { status: 'failed', error: `the CRM took the change, but it could not be read back: ${ending.unread}` };
  if (ending.unread !== undefined) return { status: 'skipped', error: ending.unread };
  const places = remaining.changes.map((change) => change.path.join('.')).slice(0, 3);
  return { status: 'failed', error: `the CRM took the change, but reading back shows another value: ${places.join(', ')}` };
}
