import type { Outcome } from '../../cli/apply/run-pass.ts';
import type { Plan, Step } from '../../cli/model/plan.ts';
import { digestPlan } from '../../cli/plan/make-plan.ts';
import { makeStep } from '../../cli/plan/step.ts';

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

/** Performs steps as told by key: done unless an outcome is given; notes the groups it was called with. */
export function scriptedPerform(outcomes: Readonly<Record<string, Outcome>> = {}) {
  const calls: string[][] = [];
  const perform = (steps: readonly Step[]): Promise<ReadonlyMap<string, Outcome>> => {
    calls.push(steps.map((step) => step.key));
    return Promise.resolve(new Map(steps.map((step) => [step.id, outcomes[step.key] ?? { status: 'done' }])));
  };
  return { calls, perform };
}

/** A listener that does not care. */
export function ignore(): undefined {
  return undefined;
}
