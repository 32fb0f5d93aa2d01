import type { Outcome, Perform } from '../../cli/apply/run-pass.ts';
import type { Plan, RecordedPlan, Step } from '../../cli/model/plan.ts';
import { digestPlan } from '../../cli/plan/make-plan.ts';
import { makeStep, recordStep } from '../../cli/plan/step.ts';

/** A step that makes a role, after others by name; `byHand` makes it one for a person. */
export function stepOf(name: string, needs: readonly string[] = [], byHand?: string): Step {
  const [kind = 'role', key = name] = name.includes(':') ? name.split(':') : [];
  return makeStep({
    action: 'create',
    ref: `${kind}:${key}`,
    element: { kind, key, attributes: {} },
    changes: [{ path: ['description'], after: name }],
    after: {},
    dependsOn: needs.map((need) => `create ${need.includes(':') ? need : `role:${need}`}`),
    ...(byHand === undefined ? {} : { manual: byHand }),
  });
}

/** A plan of steps in the order given. */
export function planWith(steps: readonly Step[]): Plan {
  const summary = { create: steps.length, update: 0, delete: 0, manual: 0, blocked: 0, unchanged: 0 };
  return { org: 'osaka', zgid: '7', digest: digestPlan('7', steps), summary, minutes: 0, credits: steps.length, steps, findings: [] };
}

/** The plan as it is recorded for approval. */
export function approve(plan: Plan): RecordedPlan {
  const { org, zgid, digest, summary, credits } = plan;
  return { formatVersion: 1, org, zgid, digest, summary, credits, steps: plan.steps.map(recordStep) };
}

/** How a scripted connection ends: at the step of that key, with that reason. */
export interface End {
  readonly at: string;
  readonly reason: string;
}

/** Performs steps as told by key: done unless an outcome is given; notes the groups it was called with. */
export function scriptedPerform(outcomes: Readonly<Record<string, Outcome>> = {}, end?: End) {
  const calls: string[][] = [];
  const perform: Perform = (steps, tell) => {
    calls.push(steps.map((step) => step.key));
    for (const step of steps) {
      if (step.key === end?.at) return Promise.resolve(end.reason);
      tell(step, outcomes[step.key] ?? { status: 'done' });
    }
    return Promise.resolve(undefined);
  };
  return { calls, perform };
}

/** A listener that does not care. */
export function ignore(): undefined {
  return undefined;
}
