import type { Ref } from '../model/element.ts';
import type { Step } from '../model/plan.ts';
import type { Outcome } from './run-pass.ts';

/** What is known of the attempts at one element. */
export interface Tried {
  readonly attempts: number;
  /** how the last attempt ended; absent when the run was interrupted before anybody knew */
  readonly outcome?: Outcome;
  /** id of what an attempt created */
  readonly created?: string;
  /** a create was sent and nobody was told what became of it */
  readonly unclear?: true;
}

/** Attempts by element. */
export type Tries = ReadonlyMap<Ref, Tried>;

/** Adds the outcome of a pass for a step to what was known of its element. */
export function noteOutcome(tries: Map<Ref, Tried>, step: Step, outcome: Outcome | undefined): void {
  if (outcome === undefined || step.mode !== 'api') return;
  const earlier = tries.get(step.ref);
  const created = (outcome.status === 'done' || outcome.status === 'failed' ? outcome.created : undefined) ?? earlier?.created;
  const unclear = earlier?.unclear === true || (step.action === 'create' && outcome.status === 'failed' && outcome.unclear === true);
  tries.set(step.ref, {
    attempts: (earlier?.attempts ?? 0) + (outcome.status === 'skipped' ? 0 : 1),
    outcome,
    ...(created === undefined ? {} : { created }),
    ...(unclear ? { unclear } : {}),
  });
}
