import type { Step } from '../model/plan.ts';

/** What became of one step in one pass. */
export type Outcome =
  | { readonly status: 'done'; readonly created?: string }
  | { readonly status: 'failed'; readonly error: string }
  | { readonly status: 'skipped'; readonly error: string }
  | { readonly status: 'manual'; readonly error: string };

/** Carries out steps of one kind and action that wait for nothing more; gives an outcome for every one of them. */
export type Perform = (steps: readonly Step[]) => Promise<ReadonlyMap<string, Outcome>>;

/** Told of every outcome as it is known. */
export type Watch = (step: Step, outcome: Outcome) => void;

/**
 * One pass over the steps of a plan: those that wait for nothing are done in groups of one kind and action, so that they can share requests. What depends
 * on a step that was not done is skipped with the reason; everything else goes on. Steps by hand are passed over.
 */
export async function runPass(steps: readonly Step[], perform: Perform, watch: Watch): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const record = (step: Step, outcome: Outcome): void => {
    outcomes.set(step.id, outcome);
    watch(step, outcome);
  };
  for (const step of steps.filter((one) => one.mode === 'manual')) record(step, { status: 'manual', error: step.reason ?? 'by hand' });
  let open = steps.filter((step) => step.mode === 'api');
  while (open.length > 0) {
    const ready = open.filter((step) => step.dependsOn.every((id) => outcomes.has(id) || !open.some((other) => other.id === id)));
    if (ready.length === 0) break;
    const runnable = ready.filter((step) => skipBlocked(step, outcomes, record));
    for (const group of groupSteps(runnable)) {
      const results = await perform(group);
      for (const step of group) record(step, results.get(step.id) ?? { status: 'failed', error: 'no result for this step' });
    }
    open = open.filter((step) => !outcomes.has(step.id));
  }
  for (const step of open) record(step, { status: 'skipped', error: 'waits for a step that waits for it' });
  return outcomes;
}

/** Records a step whose dependency was not done as skipped; true when the step may run. */
function skipBlocked(step: Step, outcomes: ReadonlyMap<string, Outcome>, record: (step: Step, outcome: Outcome) => void): boolean {
  const blocker = step.dependsOn.find((id) => outcomes.has(id) && outcomes.get(id)?.status !== 'done');
  if (blocker !== undefined) record(step, { status: 'skipped', error: `needs "${blocker}", which was not done` });
  return blocker === undefined;
}

function groupSteps(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const name = `${step.action} ${step.kind}`;
    groups.set(name, [...(groups.get(name) ?? []), step]);
  }
  return [...groups.values()];
}
