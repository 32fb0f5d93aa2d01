import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { revParse } from '../git/history.ts';
import type { Repository } from '../git/repository.ts';
import { cloneBare } from '../git/repository.ts';
import { readTreeAt } from '../git/trees.ts';
import { readRepository, readViewer } from '../github/repository.ts';
import { readSpent } from '../github/spent.ts';
import { bundleDigest, bundleOf } from '../key/bundle.ts';
import type { CopyKey } from '../key/copy-key.ts';
import { parseCopyKey } from '../key/copy-key.ts';
import { verifyGrant } from '../key/grant.ts';
import { formatRequest, isEditionName, signRequest } from '../key/request.ts';
import { judgeTime, keyStatus } from '../key/validity.ts';
import type { RequestClaim } from '../model/copy-key.ts';
import { editionOf } from '../model/eligibility.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import type { OrgPolicy } from '../model/org.ts';
import { environmentFolder, requestBranch } from '../model/request.ts';
import { toSendJson } from '../report/json/request.ts';
import { formatSent } from '../report/text/send.ts';
import { composeRequest } from '../send/compose-request.ts';
import { mergeBundle } from './bundle-merge.ts';
import type { CommandContext } from './context.ts';
import { askEligibility, eligibilityFacts, requireEligible } from './eligibility.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge, linkNamed, linkUrl } from './forge.ts';
import { makeLedgerHistory } from './history-ledger.ts';
import { requireGrant } from './key.ts';
import { policyFile, readPolicyAt } from './org-policy.ts';
import { authorOf, commitSafely, publishBranch } from './publish-branch.ts';
import { refuseFindings } from './refuse.ts';
import type { RequestHead } from './request-head.ts';
import { findRequestHead } from './request-head.ts';
import { readSecretInput } from './secret-input.ts';
import type { Source } from './source.ts';
import { readSource } from './source.ts';
import type { Created } from './touched.ts';

/** Options of `send`. */
export interface SendOptions {
  readonly key?: string;
  readonly from: string;
  readonly to?: string;
  readonly only?: string;
  readonly live?: boolean;
}

/**
 * `orgcast send --key KEY --from <org>`: lays the source's configuration over the target's, signs it with the copy key and opens the pull request, or
 * updates the one that this key has open. Nothing is pushed unless key, files and policy are in order.
 */
export async function runSend(context: CommandContext, options: SendOptions): Promise<number> {
  const key = parseCopyKey(await readSecretInput(context, options.key));
  const link = await linkTarget(context, key, options.to);
  const folder = mkdtempSync(join(tmpdir(), 'orgcast-send-'));
  try {
    const clone = await cloneBare(link.address.cloneUrl, folder, { env: context.world.env, credential: link.credential });
    return await sendFrom(context, options, key, link, clone);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function linkTarget(context: CommandContext, key: CopyKey, to: string | undefined): Promise<ForgeLink> {
  if (to !== undefined) return linkUrl(context, to);
  return key.repository === undefined ? linkForge(context) : linkNamed(context, key.repository);
}

async function sendFrom(context: CommandContext, options: SendOptions, key: CopyKey, link: ForgeLink, clone: Repository): Promise<number> {
  const { grant } = await requireGrant(link.forge, key.kid);
  const folder = environmentFolder(grant.target);
  const base = await revParse(clone, grant.base);
  const tree = await readTreeAt(clone, base, folder);
  const policy = await requireUsable(link, key, await readPolicyAt(clone, base, grant.target));
  const source = await readSource(context, options);
  const { stated, findings } = await requireSender(context, source, policy);
  const existing = bundleOf(grant.target, tree);
  const own = { rules: policy.rules, created: await readCreated(link, policy) };
  const texts = mergeBundle(context, grant.target, existing, source, own);
  const viewer = await readViewer(link.forge);
  const head = await findRequestHead(context, link, clone, { policy, viewer });
  const digest = bundleDigest(texts);
  const branch = requestBranch(grant.target, key.kid);
  const claim = { kid: key.kid, bundle: digest, branch, baseCommit: base, sender: viewer.id, source: source.zgid, ...boundTo(head), ...stated };
  const content = composeRequest({
    target: grant.target,
    sourceName: source.name,
    claim,
    requestText: formatRequest(signRequest(claim, key)),
    texts,
    existing,
  });
  const date = Math.floor(context.world.now().getTime() / 1000);
  const commit = await commitSafely(context, clone, {
    base,
    files: content.files,
    removals: content.removals,
    message: content.message,
    author: authorOf(viewer),
    date,
  });
  const pull = await publishBranch(link, head, { ...content, base: grant.base }, commit);
  const view = { url: pull.url, number: pull.number, branch, kid: key.kid, digest, plan: null, findings };
  if (context.json) context.printJson(toSendJson(view));
  else context.print(formatSent(view, { org: grant.target, files: content.files.size - 1, expires: grant.exp }, context.text));
  return exitCodes.done;
}

/** What a claim says of a fork, so that the request holds from there alone. */
function boundTo({ fork }: RequestHead): Pick<RequestClaim, 'headRepository'> {
  return fork === undefined ? {} : { headRepository: fork.id };
}

/** Refuses a key that main would not honour: bad signature, another repository, expired, revoked or spent. */
async function requireUsable(link: ForgeLink, key: CopyKey, policy: OrgPolicy | undefined): Promise<OrgPolicy> {
  const signed = await requireGrant(link.forge, key.kid);
  const { grant } = signed;
  const place = `${environmentFolder(grant.target)}/${policyFile}`;
  if (policy === undefined)
    throw new Failure(`${place} is not on ${grant.base}`, {
      code: 'key.unpublished',
      kind: 'refused',
      place,
      fix: 'Ask the administrator of the target to push the environment.',
    });
  const repository = await readRepository(link.forge);
  const status = keyStatus(grant, await readSpent(link.forge, key.kid), repository.now);
  const findings = [verifyGrant(signed, policy.identityKeys), judgeTime({ grant, mergedAt: undefined, now: repository.now })].filter(
    (finding) => finding !== undefined,
  );
  if (grant.pub !== key.publicKey) throw refuse('key.mistyped', 'The copy key does not fit the grant in the ledger', key.kid);
  if (grant.repo !== repository.id) throw refuse('request.other-repository', `Copy key ${key.kid} is for another repository`, key.kid);
  if (status === 'revoked') throw refuse('request.revoked', `Copy key ${key.kid} was revoked`, key.kid);
  if (status === 'spent') throw refuse('request.spent', `Copy key ${key.kid} is spent already`, key.kid);
  if (findings.length > 0)
    throw refuseFindings(findings, 'The copy key cannot be used', { code: findings[0]?.code ?? 'request.grant', kind: 'refused', place: key.kid });
  return policy;
}

/** Refuses a source that may not send, and answers what the sender signs of it: its edition and data centre, as the org itself and its org.yaml say. */
async function requireSender(
  context: CommandContext,
  { policy, standing }: Source,
  target: OrgPolicy,
): Promise<{ stated: Pick<RequestClaim, 'sourceEdition' | 'sourceDataCenter'>; findings: readonly Finding[] }> {
  const beside = { other: { dataCenter: target.dataCenter } };
  const facts =
    standing === undefined
      ? await askEligibility(context, policy, 'source', target.approval, beside)
      : eligibilityFacts(context, policy, standing, beside);
  const findings = requireEligible(context, facts, 'source', target.approval);
  const { name = '' } = editionOf(facts.license, facts.now);
  return { stated: { ...(isEditionName(name) ? { sourceEdition: name } : {}), sourceDataCenter: policy.dataCenter }, findings };
}

/** What applies created in the target; asked only where the policy makes a difference by it. */
async function readCreated(link: ForgeLink, { name, rules: { authority } }: OrgPolicy): Promise<Created> {
  const asks = [authority.usual, ...authority.kinds.values()].includes('managed');
  const past = asks ? await makeLedgerHistory(link.forge).newest(name) : undefined;
  return past?.created ?? new Map();
}

function refuse(code: string, message: string, place: string): Failure {
  return new Failure(message, { code, kind: 'refused', place, fix: 'Ask the administrator of the target for a new copy key.' });
}
