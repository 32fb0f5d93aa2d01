import { putComment, readComments } from '../github/comments.ts';
import { setDeploymentStatus, startDeployment } from '../github/deployments.ts';
import { findMergedPull } from '../github/pulls.ts';
import { readViewer } from '../github/repository.ts';
import { checkRequest } from '../key/check-request.ts';
import type { Ref } from '../model/element.ts';
import { Failure } from '../model/failure.ts';
import type { Plan, RecordedPlan } from '../model/plan.ts';
import type { Receipt } from '../model/receipt.ts';
import type { PullFacts } from '../model/request.ts';
import type { LiveSnapshot } from '../model/snapshot.ts';
import type { Uncovered } from '../plan/cover.ts';
import { findNewlyBlocked, findUncovered } from '../plan/cover.ts';
import { writeReceiptComment } from '../report/markdown/receipt.ts';
import { writeRefusalComment } from '../report/markdown/refusal.ts';
import { readTicks } from '../report/markdown/ticks.ts';
import { recallCreated } from './apply-journal.ts';
import { applyJob } from './apply-plan.ts';
import type { ApprovedPlan } from './approved-plan.ts';
import { requireApproved } from './approved-plan.ts';
import { deriveConsents } from './consents.ts';
import type { CommandContext } from './context.ts';
import type { PushedCommits } from './direct-push.ts';
import { requireNoDirectPush } from './direct-push.ts';
import { requireEligible, targetFacts } from './eligibility.ts';
import { decodeElements } from './environment.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge } from './forge.ts';
import { makeLedgerHistory } from './history-ledger.ts';
import { keySources } from './identities.ts';
import { planInverse } from './inverse.ts';
import { connectOrg, readLive } from './live-org.ts';
import type { OrgLock } from './org-lock.ts';
import { lockOrg } from './org-lock.ts';
import { readRequestBasis } from './plan-basis.ts';
import { completeReading, planCounted, planEnvironment } from './plan-environment.ts';
import { readSettled } from './read-settled.ts';
import { redeemKey } from './redeem-key.ts';
import { FindingsFailure, refuseFindings, requireSound } from './refuse.ts';
import type { RequestReading } from './request-reading.ts';
import { readMergedRequest, targetOfBranch } from './request-reading.ts';
import { nonce, runOf } from './run-identity.ts';

/**
 * Applies the request that a commit merged; undefined when the commit merged no request for the org. A request that is not in order is refused before any
 * write, in the comment and the deployment too; so is a push of the org's files that came with no pull request.
 */
export async function applyRequest(context: CommandContext, org: string, pushed: PushedCommits): Promise<Receipt | undefined> {
  const link = await linkForge(context);
  const { commit } = pushed;
  const pull = await findMergedPull(link.forge, commit);
  if (pull === undefined) await requireNoDirectPush(context, org, pushed);
  const target = pull === undefined ? undefined : targetOfBranch(pull.headRef);
  if (pull === undefined || target !== org) {
    context.progress(`Commit ${commit.slice(0, 12)} merged no request for "${org}"; there is nothing to apply.`);
    return undefined;
  }
  const deployment = await startDeployment(link.forge, commit, org, `orgcast request #${pull.number}`);
  try {
    const receipt = await applyMerged(context, link, pull, target, commit);
    await publishReceipt(context, link, pull, receipt);
    const failed = receipt.summary.failed + receipt.summary.skipped > 0;
    await setDeploymentStatus(link.forge, deployment, failed ? 'failure' : 'success', receipt.reason ?? 'all steps done');
    return receipt;
  } catch (error) {
    await publishFailure(context, link, pull, org, deployment, error);
    throw error;
  }
}

async function applyMerged(context: CommandContext, link: ForgeLink, pull: PullFacts, target: string, commit: string): Promise<Receipt> {
  const reading = await readMergedRequest(context, link, pull, target, commit);
  const refusals = checkRequest(reading.facts);
  if (refusals.length > 0)
    throw refuseFindings(refusals, `Request #${pull.number} is refused`, {
      code: refusals[0]?.code ?? 'request.refused',
      kind: 'refused',
      place: `request #${pull.number}`,
    });
  const approved = await requireApproved(context, link, reading);
  const lock = await lockOrg(link.forge, { org: target, run: runOf(context), nonce: nonce(context) }, context.world.now);
  try {
    return await applyLocked(context, link, reading, approved, lock);
  } finally {
    await lock.release();
  }
}

async function applyLocked(
  context: CommandContext,
  link: ForgeLink,
  reading: RequestReading,
  { plan: approved, reviewers, requireRisks }: ApprovedPlan,
  lock: OrgLock,
): Promise<Receipt> {
  const { target, policy, facts } = reading;
  const { pull, request } = facts;
  const kid = request?.claim.kid ?? '';
  const client = connectOrg(context, policy);
  const desired = decodeElements(target, reading.files);
  const history = makeLedgerHistory(link.forge);
  const basis = await readRequestBasis(history, reading, desired, deriveConsents(approved));
  const earlier = recallCreated(context.repo, { org: target, planDigest: approved.digest });
  const read = async (created: ReadonlyMap<Ref, string>, who?: 'caller'): Promise<LiveSnapshot> => {
    const live = await readLive(context, client, policy, {
      keys: keySources(reading.files.get('identities.yaml'), desired.elements.values(), new Map([...basis.created, ...earlier, ...created])),
      ...(who === 'caller' ? { caller: true } : {}),
    });
    return completeReading(context, basis, live);
  };
  context.progress(`Reading ${target} …`);
  const live = await readSettled(context, () => read(new Map(), 'caller'));
  if (live.facts.zgid !== facts.grant?.grant.org)
    throw new Failure(`The credentials belong to the org ${live.facts.zgid}, and the copy key was made for ${facts.grant?.grant.org ?? 'another'}`, {
      code: 'request.other-org',
      kind: 'refused',
      place: target,
      fix: 'Give the job the credentials of the target org.',
    });
  requireEligible(context, await targetFacts(context, { client, forge: link.forge, policy, claim: request?.claim }, live), 'target', policy.approval);
  const { plan, records } = await planCounted(context, client, basis, live);
  // The record says what its steps risk, and whoever may write could have recorded less than there is.
  const requireAllowed = (fresh: Plan): Plan => {
    requireRisks(fresh.steps);
    return fresh;
  };
  const first = requireAllowed(requireSound(requireCovered(approved, plan, desired)));
  if (facts.spent === undefined) refuseStale(approved, findNewlyBlocked(approved, first.steps));
  await redeemKey(context, link.forge, facts, reviewers);
  return applyJob(context, {
    client,
    run: { org: target, zgid: live.facts.zgid, planDigest: approved.digest, kid },
    request: pull.number,
    approved,
    first,
    live,
    desired,
    ...(basis.base === undefined ? {} : { base: basis.base }),
    budget: policy.rules.budget,
    history,
    reread: read,
    replan: (fresh) => requireAllowed(requireCovered(approved, planEnvironment(context, basis, fresh, records), desired)),
    inverse: (before, after) => planInverse(context, { basis, approved, live }, before, after),
    beat: lock.beat,
  });
}

/** Every step that is about to be done must be one that was approved. */
function requireCovered(approved: RecordedPlan, fresh: Plan, desired: ReturnType<typeof decodeElements>): Plan {
  refuseStale(approved, findUncovered(approved, fresh.steps, desired));
  return fresh;
}

function refuseStale(approved: RecordedPlan, uncovered: readonly Uncovered[]): void {
  if (uncovered.length === 0) return;
  const findings = uncovered.map(({ id, reason }) => ({
    code: 'apply.stale-plan',
    severity: 'error' as const,
    message: `${id}: ${reason}.`,
    fix: 'Send again with a new copy key, so that what has changed is reviewed.',
  }));
  throw refuseFindings(findings, `The org has moved since plan ${approved.digest.slice(0, 19)} was approved`, {
    code: 'apply.stale-plan',
    kind: 'refused',
    place: approved.org,
  });
}

async function publishReceipt(context: CommandContext, link: ForgeLink, pull: PullFacts, receipt: Receipt): Promise<void> {
  const author = (await readViewer(link.forge)).id;
  const name = `receipt ${receipt.org}`;
  // Whoever ticked while the job ran has not ticked in vain.
  const ticked = receipt.summary.manual === 0 ? [] : await readComments(link.forge, pull.number, name);
  const options = { rest: 'summary' as const, ticked: new Set(ticked.flatMap((text) => [...readTicks(text)])) };
  await putComment(link.forge, pull.number, { name, author, body: context.mask(writeReceiptComment(receipt, context.text, options)) });
}

/** A refusal is told where people look; when even that fails, the refusal itself is what counts. */
async function publishFailure(
  context: CommandContext,
  link: ForgeLink,
  pull: PullFacts,
  org: string,
  deployment: number,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Failure)) return;
  const findings =
    error instanceof FindingsFailure
      ? error.findings
      : [{ code: error.code, severity: 'error' as const, message: `${error.message}.`, ...(error.fix === undefined ? {} : { fix: error.fix }) }];
  try {
    if (error.code !== 'apply.locked') {
      const author = (await readViewer(link.forge)).id;
      await putComment(link.forge, pull.number, {
        name: `receipt ${org}`,
        author,
        body: context.mask(writeRefusalComment(org, findings, context.text, 'summary')),
      });
    }
    await setDeploymentStatus(link.forge, deployment, 'failure', context.mask(`${error.code}: ${error.message}`));
  } catch (second) {
    context.progress(`The refusal could not be posted: ${second instanceof Failure ? second.message : String(second)}`);
  }
}
