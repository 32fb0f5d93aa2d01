import type { KeyObject } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Forge } from '../github/forge.ts';
import { appendRecord, listRecords, readRecord } from '../github/records.ts';
import { readViewer } from '../github/repository.ts';
import { publicHalfOf } from '../key/key-pair.ts';
import type { ReviewClaim } from '../key/review.ts';
import { signReview } from '../key/review.ts';
import { Failure } from '../model/failure.ts';
import { property, text } from '../model/json.ts';
import type { Plan } from '../model/plan.ts';
import { say } from '../report/language.ts';
import { reviewMessages } from '../report/messages/review.ts';
import type { ReviewView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';
import { findIdentity } from './identity-store.ts';
import { recordPlan } from './plan-record.ts';
import type { RequestReading } from './request-reading.ts';

/** Who signs, and what the signature will be about besides the plan. */
export interface Signer {
  readonly forge: Forge;
  readonly identity: KeyObject;
  readonly kid: string;
  readonly claim: Omit<ReviewClaim, 'planDigest'>;
}

/**
 * Whoever may sign: somebody with one of the org's identities on this machine who did not send the request. Failures `identity.none` and `review.own`. Asked before
 * the plan is shown, so that nobody reads it in vain.
 */
export async function requireSigner(context: CommandContext, link: ForgeLink, { policy, facts }: RequestReading): Promise<Signer> {
  const { pull, request, grant } = facts;
  const identity = findIdentity(context, policy);
  const viewer = await readViewer(link.forge);
  if (viewer.id === request?.claim.sender || viewer.id === pull.author)
    throw new Failure(`Request #${pull.number} is your own, and nobody approves what they sent themselves`, {
      code: 'review.own',
      kind: 'refused',
      place: `request #${pull.number}`,
      fix: 'Let another administrator of the target sign it.',
    });
  const claim = { org: grant?.grant.org ?? '', request: pull.number, headSha: pull.headSha };
  return { forge: link.forge, identity, kid: request?.claim.kid ?? '', claim };
}

/**
 * Signs a plan that somebody looked at: the one whose digest was named, or the one shown a moment ago, after a question. Records the plan too where the ledger has
 * another one or none. Null when the answer was no. Failure `review.other-digest` when another plan was named.
 */
export async function signPlan(context: CommandContext, signer: Signer, plan: Plan, named: string | undefined): Promise<ReviewView['signed']> {
  if (named !== undefined && named !== plan.digest)
    throw new Failure(`The plan that was made here is ${plan.digest}, and ${named.slice(0, 80)} was to be signed`, {
      code: 'review.other-digest',
      kind: 'refused',
      place: '--digest',
      fix: 'Look at the plan again: the org or the request has changed since.',
    });
  if (named === undefined && !(await askWhether(context, plan, signer))) return null;
  await recordPlan(signer.forge, signer.kid, signer.claim.headSha, plan);
  const { claim, signature } = signReview({ ...signer.claim, planDigest: plan.digest }, signer.identity);
  const folder = `review/${signer.kid}/${claim.headSha}/`;
  const record = (await findSame(signer.forge, folder, signature)) ?? (await appendRecord(signer.forge, folder, { claim: { ...claim }, signature }));
  return { name: record, key: publicHalfOf(signer.identity) };
}

async function askWhether(context: CommandContext, { digest, org }: Plan, { claim }: Signer): Promise<boolean> {
  const { stdin, stderr } = context.world;
  stderr.write(`${say(reviewMessages.question, context.text.lang, { org, digest, number: claim.request })} `);
  const questions = createInterface({ input: stdin });
  try {
    for await (const line of questions) return line.trim() === 'yes';
    return false;
  } finally {
    questions.close();
  }
}

/** The record of the same signature, which an identity gives a claim always alike. */
async function findSame(forge: Forge, folder: string, signature: string): Promise<string | undefined> {
  for (const name of await listRecords(forge, folder)) {
    const header = (await readRecord(forge, name))?.header;
    if (text(header, 'signature') === signature && property(header, 'claim') !== undefined) return name;
  }
  return undefined;
}
