import type { ApplyResult, Reading } from '../apply/run-apply.ts';
import { runApply } from '../apply/run-apply.ts';
import type { CrmClient } from '../crm/client.ts';
import type { Element, Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { HistoryStore, RunKey } from '../model/history.ts';
import type { OrgRules } from '../model/org.ts';
import type { Plan, RecordedPlan } from '../model/plan.ts';
import type { Receipt, StepReceipt } from '../model/receipt.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { deedOf, findTold } from '../plan/deed.ts';
import { nextBase } from '../plan/last-applied.ts';
import type { ApplyJournal } from './apply-journal.ts';
import { openApplyJournal } from './apply-journal.ts';
import { makeProgress } from './apply-progress.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import type { Performer } from './perform-steps.ts';
import { makePerformer } from './perform-steps.ts';
import { findPassingGaps, readSettled } from './read-settled.ts';
import { openDesk } from './write-desk.ts';

/** What an apply works on, whatever allowed it. */
export interface ApplyJob {
  readonly client: CrmClient;
  readonly run: RunKey;
  /** number of the pull request, null without one */
  readonly request: number | null;
  /** the plan that was approved or saved: the receipt tells of its steps */
  readonly approved: RecordedPlan;
  /** the plan against `live`: what is left of the approved one */
  readonly first: Plan;
  readonly live: LiveSnapshot;
  readonly desired: Snapshot;
  /** what was applied last before; absent for the first apply */
  readonly base?: Snapshot;
  readonly budget: OrgRules['budget'];
  readonly history: HistoryStore;
  /** reads the org again; `created` are ids of what this apply made */
  reread(created: ReadonlyMap<Ref, string>): Promise<LiveSnapshot>;
  /** plans against a reading, and throws when a step was not approved */
  replan(live: LiveSnapshot): Plan;
  /** the plan from the org as it is at the end back to what it was */
  inverse(before: Snapshot, after: Snapshot): RecordedPlan;
  /** called before writes, so that a lock can be kept */
  beat(): Promise<void>;
}

/**
 * Applies a plan that may be applied, and answers the receipt, which is kept in the history by then. Whatever ends the run before its time (the connection, the
 * budget, a lost lock, the user) ends it with a receipt of what was done. Run again, it goes on with what is left.
 */
export async function applyJob(context: CommandContext, job: ApplyJob): Promise<Receipt> {
  const startedAt = context.world.now().toISOString();
  const journal = await openApplyJournal(context.repo, job.run, startedAt, (at) => isKept(job, at));
  try {
    const before = await job.history.begin(job.run, job.live);
    const { result, after } = await performPlan(context, job, journal);
    const receipt = makeReceipt(context, job, result, journal.startedAt ?? startedAt);
    await journal.seal(receipt.startedAt);
    const base = baseAfter(job, before, after, result);
    await job.history.finish(job.run, {
      receipt,
      before,
      after,
      base,
      inverse: job.inverse(before, after),
      told: findTold(job.approved, receipt.steps, job.desired, kindsByName),
    });
    await journal.remove();
    return receipt;
  } finally {
    await journal.close();
  }
}

/** What counts as applied last from now on. */
function baseAfter({ base, desired, approved }: ApplyJob, before: Snapshot, after: Snapshot, { steps }: ApplyResult): Snapshot {
  return nextBase({ ...(base === undefined ? {} : { previous: base }), before, after, desired, approved, steps });
}

/** True when the receipt of the run that began then is in the history: it was interrupted after that and before its journal was removed. */
async function isKept({ history, run }: ApplyJob, startedAt: string): Promise<boolean> {
  const receipt = (await history.newest(run.org))?.newest.receipt;
  return receipt?.planDigest === run.planDigest && receipt.startedAt === startedAt;
}

interface Performed {
  readonly result: ApplyResult;
  /** the org as read back, or as it must be taken to be where it could not be */
  readonly after: Snapshot;
}

async function performPlan(context: CommandContext, job: ApplyJob, journal: ApplyJournal): Promise<Performed> {
  const secrets = (name: string): string | undefined => context.variable(`ORGCAST_SECRET_${name}`);
  const desk = openDesk({ client: job.client, journal, secrets, beat: oneAtATime(() => job.beat()) });
  context.world.onStop(() => desk.end('the run was stopped'));
  job.client.setBudget(job.budget);
  const performer = makePerformer(job.client, job.desired.elements, desk);
  performer.renew(job.live.ids);
  const progress = makeProgress(context);
  let live = job.live;
  const replan = async (): Promise<Reading> => {
    const read = await readSettled(context, () => job.reread(createdBy(job.approved, performer)), job.live.unreadable);
    const [gap] = findPassingGaps(read, job.live.unreadable);
    if (gap !== undefined) return { unread: `${gap.kind} could not be read: ${gap.reason}` };
    live = read;
    performer.renew(read.ids);
    return { plan: job.replan(read) };
  };
  const ports = {
    replan: () => replan().catch(endUnread),
    perform: performer.perform,
    idOf: performer.idOf,
    startPass: progress.startPass,
    watch: progress.watch,
    endPass: async (pass: number) => {
      progress.endPass();
      await journal.endPass(pass);
    },
    pause: (turn: number) => context.world.sleep(2000 * 2 ** turn),
  };
  const result = await runApply(job.approved, job.first, ports, journal.earlier);
  return { result, after: result.unread === true ? believeDone(live, job, result) : live };
}

/** Ids of what the approved plan creates, as far as they were told. */
function createdBy({ steps }: RecordedPlan, { idOf }: Pick<Performer, 'idOf'>): ReadonlyMap<Ref, string> {
  const refs = steps.flatMap((step): readonly Ref[] => (step.action === 'create' ? [`${step.kind}:${step.key}`] : []));
  return new Map(
    refs.flatMap((ref) => {
      const id = idOf(ref);
      return id === undefined ? [] : [[ref, id] as const];
    }),
  );
}

/** A failure to read or to plan anew, once something may have been written, is the end of the run and no crash. */
function endUnread(error: unknown): Reading {
  if (!(error instanceof Failure)) throw error;
  return { unread: error.message };
}

/** One call at a time: who comes while one is under way waits for that one. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let underway: Promise<void> | undefined;
  return () => {
    underway ??= work().finally(() => {
      underway = undefined;
    });
    return underway;
  };
}

/** The org where nobody could read it back: as read before, with what was tried taken for done. Whoever plans next compares with it and reads for himself. */
function believeDone(live: Snapshot, job: ApplyJob, result: ApplyResult): Snapshot {
  const elements = new Map<Ref, Element>(live.elements);
  const tried = new Set(result.steps.filter((step) => step.attempts > 0).map((step) => step.id));
  for (const step of job.approved.steps) {
    const ref: Ref = `${step.kind}:${step.key}`;
    const wanted = job.desired.elements.get(ref);
    if (!tried.has(step.id)) continue;
    if (step.action === 'delete') elements.delete(ref);
    else if (wanted !== undefined) elements.set(ref, wanted);
  }
  return { elements };
}

function makeReceipt(context: CommandContext, job: ApplyJob, result: ApplyResult, startedAt: string): Receipt {
  const count = (status: string): number => result.steps.filter((step) => step.status === status).length;
  const summary = { done: count('done'), failed: count('failed'), skipped: count('skipped'), manual: count('manual') };
  const { requests, credits } = job.client.stats();
  const reason = whyOpen(result, summary);
  return {
    formatVersion: 1,
    org: job.run.org,
    zgid: job.run.zgid,
    status: summary.failed + summary.skipped + summary.manual > 0 ? 'partial' : 'done',
    // The receipt is published, and the CRM's words may repeat what it was sent.
    reason: reason === null ? null : context.mask(reason),
    request: job.request,
    planDigest: job.approved.digest,
    steps: result.steps.map((step) => ({ ...withDeed(job, step), ...(step.error === undefined ? {} : { error: context.mask(step.error) }) })),
    summary,
    plan: job.approved.summary,
    requests,
    credits,
    startedAt,
    finishedAt: context.world.now().toISOString(),
  };
}

/** A step that is left to a person, with what that person does. What merely waits for such a step has nothing for people to do. */
function withDeed({ first, desired }: ApplyJob, step: StepReceipt): StepReceipt {
  const planned = step.status === 'manual' ? first.steps.find((one) => one.id === step.id) : undefined;
  return planned?.setup === undefined ? step : { ...step, deed: deedOf(planned, desired, kindsByName) };
}

/** Most steps by hand that a reason names. */
const mostNamed = 3;

function whyOpen({ steps, ended }: ApplyResult, { failed, skipped, manual }: Receipt['summary']): string | null {
  if (failed + skipped > 0) return `${failed + skipped} steps were not done${ended === undefined ? '' : `: ${ended}`}`;
  if (manual === 0) return null;
  const names = steps.filter((step) => step.status === 'manual').map((step) => step.id);
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `${manual} ${manual === 1 ? 'step is' : 'steps are'} left to do by hand: ${names.slice(0, mostNamed).join(', ')}${more}`;
}
