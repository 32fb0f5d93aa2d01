import type { Ref } from '../model/element.ts';
import type { Plan, RecordedPlan, Step } from '../model/plan.ts';
import type { StepReceipt } from '../model/receipt.ts';
import type { Outcome, Perform, Watch } from './run-pass.ts';
import { runPass } from './run-pass.ts';
import { settleSteps } from './settle.ts';
import type { Tried, Tries } from './tries.ts';
import { noteOutcome } from './tries.ts';

/** The org as it is after a pass: what is left, or why that cannot be told. */
export type Reading = { readonly plan: Plan } | { readonly unread: string };

/** What an apply needs of the outside. */
export interface ApplyPorts {
  /** reads the org again and plans afresh; throws when a step of the fresh plan was not approved, which ends the run */
  replan(): Promise<Reading>;
  readonly perform: Perform;
  /** told when a pass begins */
  startPass(pass: number, steps: readonly Step[]): void;
  /** told when a pass ended, before the org is read again */
  endPass(pass: number): Promise<void>;
  readonly watch: Watch;
  /** lets the CRM come to itself, the longer the more turns in a row brought nothing (from 1) */
  pause(turn: number): Promise<void>;
  /** id of an element, as read last or as answered since */
  idOf(ref: Ref): string | undefined;
}

/** How an apply ended: every step of the approved plan, and why it ended before its time. */
export interface ApplyResult {
  readonly steps: readonly StepReceipt[];
  readonly ended?: string;
  /** the org could not be read after the last writes */
  readonly unread?: true;
}

/** Enough for what exists only after a create has been read back (system fields, sections, permissions) and once more for what these make possible. */
const mostPasses = 8;

/** Turns in a row that may bring nothing while nobody knows what became of a write. */
const mostIdleTurns = 3;

/**
 * Applies a plan: a pass over its steps, then the org is read again and what is left is the next plan, until nothing is left that the API can do or a pass
 * changes nothing. A step counts as done only when the org, read back, no longer differs; what nobody knows the end of is never sent again before that. `earlier`:
 * attempts of a run that was interrupted before its receipt.
 */
export async function runApply(approved: RecordedPlan, first: Plan, ports: ApplyPorts, earlier: Tries = new Map()): Promise<ApplyResult> {
  const tries = new Map<Ref, Tried>(earlier);
  let plan = first;
  let idle = 0;
  for (let pass = 1; pass <= mostPasses && plan.steps.some((step) => step.mode === 'api'); pass += 1) {
    ports.startPass(pass, plan.steps);
    const { outcomes, ended } = await runPass(plan.steps, ports.perform, ports.watch);
    for (const step of plan.steps) noteOutcome(tries, step, outcomes.get(step.id));
    await ports.endPass(pass);
    const unclear = [...outcomes.values()].some(isUnclear);
    if (unclear && ended === undefined) await ports.pause(idle + 1);
    const reading = await ports.replan();
    if ('unread' in reading) return finish(approved, plan, { tries, ports, unread: reading.unread, ended: ended ?? reading.unread });
    const changed = reading.plan.digest !== plan.digest;
    plan = reading.plan;
    if (ended !== undefined) return finish(approved, plan, { tries, ports, ended });
    idle = changed ? 0 : idle + 1;
    if (!changed && (!unclear || idle > mostIdleTurns)) break;
  }
  return finish(approved, plan, { tries, ports });
}

function isUnclear(outcome: Outcome): boolean {
  return outcome.status === 'failed' && outcome.unclear === true;
}

interface Finish {
  readonly tries: Tries;
  readonly ports: ApplyPorts;
  readonly unread?: string;
  readonly ended?: string;
}

function finish(approved: RecordedPlan, left: Plan, { tries, ports, unread, ended }: Finish): ApplyResult {
  const ending = { left: left.steps, tries, idOf: ports.idOf, ...(unread === undefined ? {} : { unread }) };
  return { steps: settleSteps(approved, ending), ...(ended === undefined ? {} : { ended }), ...(unread === undefined ? {} : { unread: true }) };
}
