import type { Step } from '../model/plan.ts';

/** What became of one step in one pass. */
export type Outcome =
  /** `waits`: done but for what is sent when everything else is, so that what depends on it can go on */
  | { readonly status: 'done'; readonly created?: string; readonly waits?: true }
  /** `unclear`: nobody knows whether the org did it; reading back tells, and trying again may help. `created`: of a create that was begun */
  | { readonly status: 'failed'; readonly error: string; readonly unclear?: true; readonly created?: string }
  | { readonly status: 'skipped'; readonly error: string }
  | { readonly status: 'manual'; readonly error: string };

/** Told of every outcome as it is known. */
export type Watch = (step: Step, outcome: Outcome) => void;

/**
 * Carries out steps of one kind and action that wait for nothing more, and tells the outcome of every one of them that was tried. Answers why nothing more can be
 * tried in this run; undefined when more can.
 */
export interface Perform {
  (steps: readonly Step[], tell: Watch): Promise<string | undefined>;
  /** carries out what the steps so far left for last, in the order given, and tells their outcomes again; answers as above */
  last?(order: readonly Step[], tell: Watch): Promise<string | undefined>;
}

/** What became of every step, and why the pass ended before its time. */
export interface PassResult {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly ended?: string;
}

/**
 * One pass over the steps of a plan: those that wait for nothing are done in groups of one kind and action, so that they can share requests. What depends
 * on a step that was not done is skipped with the reason; everything else goes on. Steps by hand and blocked ones are passed over. What lets automation run is
 * sent when all else was, in the order of the plan.
 */
export async function runPass(steps: readonly Step[], perform: Perform, watch: Watch): Promise<PassResult> {
  const outcomes = new Map<string, Outcome>();
  const record: Watch = (step, outcome) => {
    outcomes.set(step.id, outcome);
    if (!isWaiting(outcome)) watch(step, outcome);
  };
  const end = (ended: string): PassResult => {
    for (const step of steps) if (isWaiting(outcomes.get(step.id))) record(step, interrupted(outcomes.get(step.id), ended));
    return { outcomes, ended };
  };
  for (const step of steps) if (step.mode !== 'api') record(step, passedOver(step));
  const skip = (left: readonly Step[], error: string): void => {
    for (const step of left) if (!outcomes.has(step.id)) record(step, { status: 'skipped', error });
  };
  let open = new Map(steps.filter((step) => step.mode === 'api').map((step) => [step.id, step]));
  while (open.size > 0) {
    const ready = [...open.values()].filter((step) => !step.dependsOn.some((id) => open.has(id)));
    if (ready.length === 0) break;
    const runnable = ready.filter((step) => skipWaiting(step, outcomes, record));
    for (const group of groupSteps(runnable)) {
      const ended = await perform(group, record);
      if (ended !== undefined) {
        skip(steps, ended);
        return end(ended);
      }
      for (const step of group) if (!outcomes.has(step.id)) record(step, { status: 'failed', error: 'no result for this step' });
    }
    open = new Map([...open].filter(([id]) => !outcomes.has(id)));
  }
  skip(steps, 'waits for a step that waits for it');
  const ended = await perform.last?.(steps, record);
  return ended === undefined ? { outcomes } : end(ended);
}

function isWaiting(outcome: Outcome | undefined): boolean {
  return outcome?.status === 'done' && outcome.waits === true;
}

/** A step of which the last part was not sent keeps what it created. */
function interrupted(outcome: Outcome | undefined, error: string): Outcome {
  const created = outcome?.status === 'done' ? outcome.created : undefined;
  return { status: 'failed', error, ...(created === undefined ? {} : { created }) };
}

function passedOver(step: Step): Outcome {
  return step.mode === 'manual' ? { status: 'manual', error: step.reason ?? 'by hand' } : { status: 'skipped', error: step.reason ?? 'blocked' };
}

/** Records a step whose dependency was not done as skipped; true when the step may run. */
function skipWaiting(step: Step, outcomes: ReadonlyMap<string, Outcome>, record: Watch): boolean {
  const blocker = step.dependsOn.find((id) => outcomes.has(id) && outcomes.get(id)?.status !== 'done');
  if (blocker !== undefined) record(step, { status: 'skipped', error: `needs "${blocker}", which was not done` });
  return blocker === undefined;
}

function groupSteps(steps: readonly Step[]): readonly (readonly Step[])[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const name = `${step.action} ${step.kind}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [step]);
    else group.push(step);
  }
  return [...groups.values()];
}
