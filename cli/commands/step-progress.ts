import type { Outcome, Watch } from '../apply/run-pass.ts';
import { adviseRefused } from '../crm/refused-item.ts';
import type { WriteResult } from '../crm/write.ts';
import type { OwnedWrite } from '../live/resolve-write.ts';
import type { Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import type { Step } from '../model/plan.ts';

/** A step under way: its writes, and how it stands. */
export interface StepProgress {
  readonly step: Step;
  /** what is sent in its turn, and what is sent when everything else was */
  readonly writes: readonly Write[];
  readonly last: readonly Write[];
  /** items that have an answer */
  answered: number;
  created: string | undefined;
  failure: { readonly error: string; readonly unclear: boolean } | undefined;
  told: boolean;
}

/** A step of which nothing has been sent. */
export function startStep(step: Step, writes: readonly Write[]): StepProgress {
  const [now, last] = [writes.filter((write) => write.last !== true), writes.filter((write) => write.last === true)];
  return { step, writes: now, last, answered: 0, created: undefined, failure: undefined, told: false };
}

/** The writes that are that far down the lists of steps that did not fail. */
export function writesOfTurn(all: readonly StepProgress[], turn: number): readonly OwnedWrite[] {
  return all.flatMap(({ step, writes, failure }): readonly OwnedWrite[] => {
    const write = failure === undefined ? writes[turn] : undefined;
    return write === undefined ? [] : [{ write, owners: write.items.map(() => step.id) }];
  });
}

/** Takes up the answer to one item; the id of the element itself is what the step created. */
export function noteResult(one: StepProgress, result: WriteResult, captures: Ref | undefined): void {
  one.answered += 1;
  if (result.status === 'done') {
    if (captures === one.step.ref && one.step.action === 'create') one.created ??= result.id;
    return;
  }
  one.failure ??=
    result.status === 'failed'
      ? {
          error: `${result.code}: ${withoutStop(result.message)}${describeDetails(result.details)}. ${adviseRefused(result.code, one.step.ref)}`,
          unclear: false,
        }
      : { error: `unclear whether it was done: ${result.message}`, unclear: true };
}

/** True when nothing of the step is to be sent any more, but for what is left for last. */
export function isSettled({ failure, writes, answered }: StepProgress): boolean {
  return failure !== undefined || answered >= writes.reduce((sum, write) => sum + write.items.length, 0);
}

/** Tells the outcome of a step once; of one that goes well and has more to send at last, that it waits. */
export function tellOnce(one: StepProgress, outcome: Outcome, tell: Watch): void {
  if (one.told) return;
  if (outcome.status === 'done' && one.last.length > 0) {
    tell(one.step, { ...outcome, waits: true });
    return;
  }
  one.told = true;
  tell(one.step, outcome);
}

/** The outcome of a settled step. */
export function outcomeOf({ created, failure }: StepProgress): Outcome {
  const made = created === undefined ? {} : { created };
  if (failure === undefined) return { status: 'done', ...made };
  return { status: 'failed', error: failure.error, ...(failure.unclear ? { unclear: true } : {}), ...made };
}

/** The CRM's words with their last full stop taken off, since details follow. */
function withoutStop(message: string): string {
  return message.replace(/\.+$/, '');
}

function describeDetails(details: Readonly<Record<string, unknown>>): string {
  const named = ['api_name', 'json_path', 'limit', 'expected_data_type', 'maximum_length', 'dependee'].flatMap((name) =>
    details[name] === undefined ? [] : [`${name} ${JSON.stringify(details[name])}`],
  );
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}
