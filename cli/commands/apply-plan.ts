import type { ApplyResult } from '../apply/run-apply.ts';
import { runApply } from '../apply/run-apply.ts';
import type { CrmClient } from '../crm/client.ts';
import type { Plan } from '../model/plan.ts';
import type { Receipt } from '../model/receipt.ts';
import type { LiveSnapshot, Snapshot } from '../model/snapshot.ts';
import { encodeLogLine } from '../report/encode/log-line.ts';
import type { CommandContext } from './context.ts';
import { makePerformer } from './perform-steps.ts';

/** What an apply works on, whatever allowed it. */
export interface ApplyJob {
  readonly client: CrmClient;
  readonly org: string;
  readonly zgid: string;
  /** number of the pull request, null without one */
  readonly request: number | null;
  readonly first: Plan;
  readonly live: LiveSnapshot;
  readonly desired: Snapshot;
  /** reads the org again */
  reread(): Promise<LiveSnapshot>;
  /** plans against a reading, and throws when a step was not approved */
  replan(live: LiveSnapshot): Plan;
  /** called before each group of writes, so that a lock can be kept */
  beat(): Promise<void>;
}

/** Applies a plan that may be applied and answers the receipt. */
export async function applyJob(context: CommandContext, job: ApplyJob): Promise<Receipt> {
  const startedAt = context.world.now().toISOString();
  const performer = makePerformer(job.client, job.desired.elements, (name) => context.variable(`ORGCAST_SECRET_${name}`));
  performer.renew(job.live.ids);
  let done = 0;
  const result = await runApply(job.first, {
    replan: async () => {
      const live = await job.reread();
      performer.renew(live.ids);
      return job.replan(live);
    },
    perform: async (steps) => {
      await job.beat();
      return performer.perform(steps);
    },
    startPass: (pass, steps) => {
      done = 0;
      context.progress(`Pass ${pass}: ${steps.filter((step) => step.mode === 'api').length} steps`);
    },
    watch: (step, outcome) => {
      if (step.mode === 'manual') return;
      done += 1;
      if (outcome.status !== 'done') context.progress(encodeLogLine(`  ${outcome.status}: ${step.id} – ${outcome.error}`));
      else if (context.verbose) context.progress(encodeLogLine(`  ${done} done: ${step.id}`));
    },
  });
  return makeReceipt(context, job, result, startedAt);
}

function makeReceipt(context: CommandContext, job: ApplyJob, result: ApplyResult, startedAt: string): Receipt {
  const count = (status: string): number => result.steps.filter((step) => step.status === status).length;
  const summary = { done: count('done'), failed: count('failed'), skipped: count('skipped'), manual: count('manual') };
  const open = summary.failed + summary.skipped;
  const { requests, credits } = job.client.stats();
  return {
    formatVersion: 1,
    org: job.org,
    zgid: job.zgid,
    status: open > 0 || summary.manual > 0 ? 'partial' : 'done',
    reason: open > 0 ? `${open} steps were not done` : summary.manual > 0 ? `${summary.manual} steps are left to do by hand` : null,
    request: job.request,
    planDigest: job.first.digest,
    // The receipt is published, and the CRM's words may repeat what it was sent.
    steps: result.steps.map((step) => (step.error === undefined ? step : { ...step, error: context.mask(step.error) })),
    summary,
    plan: job.first.summary,
    requests,
    credits,
    startedAt,
    finishedAt: context.world.now().toISOString(),
  };
}
