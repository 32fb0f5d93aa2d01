import { readPull } from '../github/pulls.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { countFindings } from '../model/finding.ts';
import type { Plan, RecordedPlan } from '../model/plan.ts';
import type { PullFacts } from '../model/request.ts';
import { comparePlans } from '../plan/record-difference.ts';
import { toReviewJson } from '../report/json/review.ts';
import { writePlanComment } from '../report/markdown/plan.ts';
import { writeRefusalComment } from '../report/markdown/refusal.ts';
import { writeReviewNote } from '../report/markdown/review.ts';
import { formatFindings } from '../report/text/findings.ts';
import { formatPlan } from '../report/text/plan.ts';
import { formatReview, formatSigned } from '../report/text/review.ts';
import type { ReviewView } from '../report/view.ts';
import type { CommandContext } from './context.ts';
import type { ForgeLink } from './forge.ts';
import { linkForge } from './forge.ts';
import { readRecordedPlan } from './plan-record.ts';
import { judgeRequest } from './request-plan.ts';
import type { RequestReading } from './request-reading.ts';
import { readMergedRequest, readOpenRequest, targetOfBranch } from './request-reading.ts';
import { requireSigner, signPlan } from './review-sign.ts';

/** Options of `review`. */
export interface ReviewOptions {
  readonly format?: string;
  readonly sign?: boolean;
  /** the plan that is to be signed, instead of being asked */
  readonly digest?: string;
}

/**
 * `orgcast review <number>`: the approver's own look. Judges the request and plans it on this machine with the approver's own credentials, and says whether the plan that
 * the check recorded is the same. With `--sign` the org's identity signs the plan's digest. Nothing is written anywhere without a signature.
 */
export async function runReview(context: CommandContext, number: string, options: ReviewOptions): Promise<number> {
  const asked = options.sign === true || options.digest !== undefined;
  requireAskable(context, options);
  const link = await linkForge(context);
  const pull = await readPull(link.forge, numberOf(number));
  const reading = await readRequest(context, link, pull);
  const seen = await look(context, link, reading, asked);
  const signable = asked && seen.accepted && seen.plan !== null;
  const signer = signable ? await requireSigner(context, link, reading) : undefined;
  const json = context.json || options.format === 'json';
  if (!json) show(context, seen, options.format ?? 'text');
  const signed = signer === undefined || seen.plan === null ? null : await signPlan(context, signer, seen.plan, options.digest);
  const view = { ...seen, signed };
  if (json) context.printJson(toReviewJson(view));
  else if (signed !== null) context.print(formatSigned(signed, context.text));
  return countFindings(view.findings).error > 0 || (asked && signed === null) ? exitCodes.refused : exitCodes.done;
}

/** Nobody can be asked without a terminal, nor where a document is printed: then the digest of the plan that was looked at says what is to be signed. */
function requireAskable(context: CommandContext, { sign, digest }: ReviewOptions): void {
  if (sign !== true || digest !== undefined || (context.world.stdin.isTTY === true && !context.json)) return;
  throw new Failure('Nobody can be asked here whether this is the plan to sign', {
    code: 'review.unasked',
    kind: 'usage',
    place: '--sign',
    fix: 'Look at the plan with "orgcast review", then name it: --sign --digest sha256:…',
  });
}

function numberOf(text: string): number {
  const number = Number(text.replace(/^#/, ''));
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Failure(`"${text.slice(0, 40)}" is no number of a pull request`, {
    code: 'usage.number',
    kind: 'usage',
    place: 'number',
    fix: 'Give the number that stands behind the # of the pull request.',
  });
}

/** An open request is read as the check reads it, a merged one as the apply does; of a closed one there is nothing to approve. */
async function readRequest(context: CommandContext, link: ForgeLink, pull: PullFacts): Promise<RequestReading> {
  const target = targetOfBranch(pull.headRef);
  const place = `request #${pull.number}`;
  if (target === undefined)
    throw new Failure(`Pull request #${pull.number} (${pull.headRef.slice(0, 100)}) is not a request with a copy key`, {
      code: 'review.no-request',
      kind: 'refused',
      place,
      fix: 'Review it as any change of files; "orgcast plan" says what it would do in an org.',
    });
  if (pull.merge !== undefined) return readMergedRequest(context, link, pull, target, pull.merge.sha);
  if (pull.state === 'open') return readOpenRequest(context, link, pull, target);
  throw new Failure(`Request #${pull.number} was closed without a merge, so there is nothing to approve`, {
    code: 'review.closed',
    kind: 'refused',
    place,
    fix: 'Reopen it, or send again with the same copy key while it is valid.',
  });
}

async function look(context: CommandContext, link: ForgeLink, reading: RequestReading, asked: boolean): Promise<ReviewView> {
  const { pull } = reading.facts;
  const view = await judgeRequest(context, link, reading);
  const base = { ...view, head: pull.headSha, signed: null };
  if (view.plan === null || view.kid === null) return { ...base, recorded: null };
  const recorded = await readRecorded(link, view.kid, pull);
  const findings = [...view.findings, ...recorded.findings, ...compare(view.plan, recorded.plan, pull, asked)];
  return { ...base, findings, recorded: recorded.plan === undefined ? null : { name: recorded.name ?? '', digest: recorded.plan.digest } };
}

interface Recorded {
  readonly name?: string;
  readonly plan?: RecordedPlan;
  readonly findings: readonly Finding[];
}

/** The plan that the check recorded; a record that does not fit its own digest is a finding here, not the end. */
async function readRecorded(link: ForgeLink, kid: string, pull: PullFacts): Promise<Recorded> {
  try {
    return { ...(await readRecordedPlan(link.forge, kid, pull.headSha)), findings: [] };
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'apply.plan-record') throw error;
    return {
      findings: [{ code: error.code, severity: 'error', message: `${error.message}.`, ...(error.fix === undefined ? {} : { fix: error.fix }) }],
    };
  }
}

/** What the recorded plan says otherwise: a forged record or one that the org has moved on from. Whoever signs the own plan settles it. */
function compare(plan: Plan, recorded: RecordedPlan | undefined, pull: PullFacts, asked: boolean): Finding[] {
  if (recorded === undefined) {
    const message = `No plan was recorded for request #${pull.number} at ${pull.headSha.slice(0, 12)}; nothing can be applied without one.`;
    return [{ code: 'review.no-record', severity: 'warning', message, fix: 'Let the check of the pull request run.' }];
  }
  return comparePlans(recorded, plan).map(({ id, what }) => ({
    code: 'review.differs',
    severity: asked ? 'warning' : 'error',
    message: `${id}: ${differenceWords[what]}.`,
    fix: 'Run the check of the pull request again; if the plan it records still differs from this one, somebody forges records.',
  }));
}

const differenceWords = {
  'only-recorded': 'the recorded plan does this, the plan made here does not',
  'only-fresh': 'the plan made here does this, the recorded one does not',
  otherwise: 'the recorded plan does this otherwise than the one made here',
  plan: 'the recorded plan has the same steps in another order or for another org',
} as const;

function show(context: CommandContext, view: ReviewView, format: string): void {
  const { plan } = view;
  if (format === 'markdown') {
    const body =
      plan === null
        ? writeRefusalComment(view.org, view.findings, context.text, 'summary')
        : writePlanComment(plan, context.text, { rest: 'summary' });
    context.print(`${body}\n${writeReviewNote(view, context.text)}`);
    return;
  }
  context.print(
    plan === null ? formatFindings(view.findings, context.text) : `${formatPlan(plan, context.text)}\n${formatReview(view, context.text)}`,
  );
}
