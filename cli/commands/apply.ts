import { exitCodes, Failure } from '../model/failure.ts';
import { text } from '../model/json.ts';
import type { Receipt } from '../model/receipt.ts';
import { toReceiptJson } from '../report/json/receipt.ts';
import { formatReceipt } from '../report/text/receipt.ts';
import { applyRequest } from './apply-request.ts';
import { applySavedPlan } from './apply-saved.ts';
import type { CommandContext } from './context.ts';
import type { PushedCommits } from './direct-push.ts';
import { requireName } from './environment.ts';
import { readEvent } from './event.ts';

/** Options of `apply`. */
export interface ApplyOptions {
  readonly plan?: string;
  readonly commit?: string;
}

/**
 * `orgcast apply <org>`: applies the request that the event's commit merged, or with `--plan` a saved plan of an org's own changes. Run again after a failure, it
 * goes on with what is left.
 */
export async function runApply(context: CommandContext, org: string, options: ApplyOptions): Promise<number> {
  requireName(org);
  const receipt =
    options.plan === undefined ? await applyRequest(context, org, pushedOf(context, options)) : await applySavedPlan(context, org, options.plan);
  if (receipt === undefined) return exitCodes.done;
  if (context.json) context.printJson(toReceiptJson(receipt));
  else context.print(formatReceipt(receipt, context.text));
  return exitCodeOfReceipt(receipt);
}

/** A receipt with open steps ends as partial (run again, or do by hand); a refused one never gets here. */
function exitCodeOfReceipt(receipt: Receipt): number {
  if (receipt.status === 'refused') return exitCodes.refused;
  return receipt.summary.failed + receipt.summary.skipped > 0 ? exitCodes.partial : exitCodes.done;
}

/** The commit that the job runs for: of the push event, or `--commit`. Where the event is of that very commit, it tells where the branch was before. */
function pushedOf(context: CommandContext, options: ApplyOptions): PushedCommits {
  const event = readEvent(context);
  const after = text(event, 'after');
  const before = options.commit === undefined || options.commit === after ? text(event, 'before') : undefined;
  const commit = options.commit ?? after ?? context.variable('GITHUB_SHA');
  const isCommit = (one: string | undefined): one is string => one !== undefined && /^[0-9a-f]{40,64}$/.test(one) && /[^0]/.test(one);
  if (isCommit(commit)) return { commit, ...(isCommit(before) ? { before } : {}) };
  throw new Failure('There is no merge to apply', {
    code: 'apply.event',
    kind: 'usage',
    place: 'GITHUB_EVENT_PATH',
    fix: 'Run this in a workflow on push to the base branch, name the merge with --commit, or apply a saved plan with --plan.',
  });
}
