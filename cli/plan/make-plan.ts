import { digestValue } from '../model/canonical.ts';
import type { Plan, PlanSummary, Step } from '../model/plan.ts';
import { waitingPrefix } from './by-hand.ts';
import { estimateCredits, estimateMinutes } from './estimate.ts';
import { judgeGuards } from './guards/judge.ts';
import { blockSteps, holdBackWaiting } from './hold-back.ts';
import { applyMoves } from './moves.ts';
import { findIdle, findNeverTold, findSideEffects, findStaying, findUnreadable } from './plan-findings.ts';
import type { PlanInput, Proposal, ProposeInput } from './proposal.ts';
import { proposeAll } from './propose.ts';
import { readSelectors } from './selectors.ts';
import { findSetupPage } from './setup-page.ts';
import { makeSteps } from './steps-of.ts';
import { completeTold } from './told.ts';
import { findIdleLayout, findUnread } from './unread.ts';

/**
 * The plan that turns the live org into the desired one: pure, so equal input gives equal steps and digest. What the files do not name goes only where rules and
 * authority say so. What the API cannot do becomes a step by hand with the reason, what nobody may do yet a blocked one; what waits for such a step says so.
 */
export function makePlan(given: PlanInput): Plan {
  const moved = applyMoves({ ...given, live: completeTold(given.live, given.base, given.kinds) });
  const input: ProposeInput = {
    ...moved.input,
    byHand: new Set(),
    selected: readSelectors(given.rules),
    oldNames: moved.oldNames,
    renamedInOrg: moved.renamedInOrg,
    compared: new WeakMap(),
  };
  const proposed = proposeAll(input);
  const made = makeSteps(input, proposed.proposals);
  const held = holdBackWaiting(made.steps);
  const judged = judgeGuards({ input, steps: held, credits: estimateCredits(held, input), minutes: estimateMinutes(held, input) });
  const steps = holdBackWaiting(blockSteps(held, judged.blocked)).map((step) => withSetup(input, step));
  return {
    org: input.org,
    zgid: input.live.facts.zgid,
    digest: digestPlan(input.live.facts.zgid, steps),
    summary: summarize(steps, countUnchanged(input, proposed.proposals)),
    credits: estimateCredits(steps, input),
    minutes: estimateMinutes(steps, input),
    steps,
    findings: [
      ...moved.findings,
      ...made.findings,
      ...proposed.findings,
      ...findUnreadable(input),
      ...findIdle(input),
      ...findStaying(input),
      ...findNeverTold(input),
      ...findSideEffects(input, proposed.proposals),
      ...judged.findings,
    ],
  };
}

/** Digest of a plan: of the org and the steps' digests in order. */
export function digestPlan(zgid: string, steps: readonly Pick<Step, 'digest'>[]): string {
  return digestValue({ zgid, steps: steps.map((step) => step.digest) });
}

/** A step by hand with the page where it is done. */
function withSetup({ kinds, live }: PlanInput, step: Step): Step {
  const kind = kinds.get(step.kind);
  // Nobody is sent to make what may be there already.
  if (!isByHand(step) || kind === undefined || live.setup === undefined || findUnread(live, step) !== undefined) return step;
  return { ...step, setup: findSetupPage(kind, step.key, live.setup) };
}

/** True for a step that a person can do now: not for one that merely waits for such a step. */
function isByHand(step: Step): boolean {
  return step.mode === 'manual' && step.reason?.startsWith(waitingPrefix) !== true;
}

function summarize(steps: readonly Step[], unchanged: number): PlanSummary {
  const count = (test: (step: Step) => boolean): number => steps.filter(test).length;
  return {
    create: count((step) => step.mode === 'api' && step.action === 'create'),
    update: count((step) => step.mode === 'api' && step.action === 'update'),
    delete: count((step) => step.mode === 'api' && step.action === 'delete'),
    manual: count(isByHand),
    blocked: count((step) => step.mode === 'blocked' || (step.mode === 'manual' && !isByHand(step))),
    unchanged,
  };
}

/** Wanted elements of which nothing differs. */
function countUnchanged(input: PlanInput, proposals: readonly Proposal[]): number {
  const touched = new Set(proposals.map((proposal) => proposal.ref));
  return [...input.desired.elements].filter(([ref, element]) => {
    const kind = input.kinds.get(element.kind);
    return kind?.factsOnly !== true && !touched.has(ref) && findIdleLayout(input.live, kind, element) === undefined;
  }).length;
}
