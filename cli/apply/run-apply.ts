import type { Plan, Step } from '../model/plan.ts';
import type { StepReceipt } from '../model/receipt.ts';
import type { Outcome, Perform, Watch } from './run-pass.ts';
import { runPass } from './run-pass.ts';

/** What an apply needs of the outside. */
export interface ApplyPorts {
  /** reads the org again and plans afresh; throws when a step of the fresh plan was not approved */
  replan(): Promise<Plan>;
  readonly perform: Perform;
  /** told when a pass begins */
  startPass(pass: number, steps: readonly Step[]): void;
  readonly watch: Watch;
}

/** How an apply ended: every step of the first plan, and the plan that is left. */
export interface ApplyResult {
  readonly steps: readonly StepReceipt[];
  readonly left: Plan;
}

/** Enough for what exists only after a create has been read back (system fields, sections, permissions) and once more for what these make possible. */
const mostPasses = 8;

/**
 * Applies a plan: a pass over its steps, then the org is read again and what is left is the next plan, until nothing is left that the API can do or a pass
 * changes nothing. A step counts as done only when the org, read back, no longer differs.
 */
export async function runApply(first: Plan, ports: ApplyPorts): Promise<ApplyResult> {
  const tries = new Map<string, { attempts: number; outcome: Outcome }>();
  let plan = first;
  for (let pass = 1; pass <= mostPasses && plan.steps.some((step) => step.mode === 'api'); pass += 1) {
    ports.startPass(pass, plan.steps);
    const outcomes = await runPass(plan.steps, ports.perform, ports.watch);
    for (const step of plan.steps) noteOutcome(tries, step, outcomes.get(step.id));
    const before = plan.digest;
    plan = await ports.replan();
    if (plan.digest === before) break;
  }
  return { steps: settle(first, plan, tries), left: plan };
}

function noteOutcome(tries: Map<string, { attempts: number; outcome: Outcome }>, step: Step, outcome: Outcome | undefined): void {
  if (outcome === undefined || step.mode === 'manual') return;
  const earlier = tries.get(step.ref);
  const created = earlier?.outcome.status === 'done' ? earlier.outcome.created : undefined;
  const kept: Outcome = outcome.status === 'done' && created !== undefined ? { status: 'done', created } : outcome;
  tries.set(step.ref, { attempts: (earlier?.attempts ?? 0) + (outcome.status === 'skipped' ? 0 : 1), outcome: kept });
}

/** The receipt of every step of the first plan, judged by what is left: done is what no longer differs. */
function settle(first: Plan, left: Plan, tries: ReadonlyMap<string, { attempts: number; outcome: Outcome }>): readonly StepReceipt[] {
  const open = new Map<string, Step>();
  for (const step of left.steps) if (step.mode === 'api' || !open.has(step.ref)) open.set(step.ref, step);
  return first.steps.map((step) => {
    const remaining = step.mode === 'manual' ? left.steps.find((other) => other.ref === step.ref && other.mode === 'manual') : open.get(step.ref);
    const tried = tries.get(step.ref);
    const attempts = tried?.attempts ?? 0;
    if (remaining === undefined) {
      const created = tried?.outcome.status === 'done' ? tried.outcome.created : undefined;
      return { id: step.id, status: 'done', attempts, ...(created === undefined ? {} : { created }) };
    }
    if (remaining.mode === 'manual') return { id: step.id, status: 'manual', attempts, error: remaining.reason ?? 'by hand' };
    return { id: step.id, ...whyLeft(tried?.outcome, remaining), attempts };
  });
}

function whyLeft(outcome: Outcome | undefined, remaining: Step): { status: 'failed' | 'skipped'; error: string } {
  if (outcome?.status === 'failed' || outcome?.status === 'skipped') return { status: outcome.status, error: outcome.error };
  const places = remaining.changes.map((change) => change.path.join('.')).slice(0, 3);
  return { status: 'failed', error: `the CRM took the change, but reading back shows another value: ${places.join(', ')}` };
}
