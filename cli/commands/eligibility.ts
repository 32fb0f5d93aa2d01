import type { CrmClient } from '../crm/client.ts';
import { readCounts } from '../crm/read-counts.ts';
import { readStanding } from '../crm/read-standing.ts';
import type { Forge } from '../github/forge.ts';
import { listRecords, readRecord } from '../github/records.ts';
import { judgeEligibility } from '../key/eligibility/judge-eligibility.ts';
import { mostReceipts } from '../key/eligibility/receipts.ts';
import { licenseOf, standingFromDocuments } from '../live/standing.ts';
import type { RequestClaim } from '../model/copy-key.ts';
import { splitRef } from '../model/element.ts';
import type { EligibilityFacts, EligibilitySide, OrgStanding, RecordFacts } from '../model/eligibility.ts';
import { editionOf } from '../model/eligibility.ts';
import { Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { ApprovalRules, OrgPolicy } from '../model/org.ts';
import type { LiveSnapshot } from '../model/snapshot.ts';
import { listFindingLines } from '../report/text/findings.ts';
import type { CommandContext } from './context.ts';
import { connectOrg, requireSameOrg } from './live-org.ts';
import { refuseFindings } from './refuse.ts';

/** Which of the policy's rules eligibility goes by. */
type Rules = Pick<ApprovalRules, 'eligibility'>;

/** What is known of an org's eligibility beside its own answers. */
export type KnownBeside = Pick<EligibilityFacts, 'other' | 'receipts' | 'records'>;

/** Joins what an org tells of itself with what is known of it besides. The facts that `judgeEligibility` judges; the clock is read here. */
export function eligibilityFacts(context: CommandContext, policy: OrgPolicy, standing: OrgStanding, beside: KnownBeside = {}): EligibilityFacts {
  return { ...standing, ...beside, org: policy.name, dataCenter: policy.dataCenter, now: context.world.now().getTime() };
}

/**
 * Asks an org what tells whether it may send or receive, where nothing else is read of it: three requests for a source; for a target the list of modules besides and
 * one request a module for its records, and one for its layouts where integrations matter (a bundle, `native-parity`). Failures: `eligibility.credentials` where the
 * org cannot be asked at all, `org.wrong` where another org answers.
 */
export async function askEligibility(
  context: CommandContext,
  policy: OrgPolicy,
  side: EligibilitySide,
  rules: Rules,
  beside: KnownBeside = {},
): Promise<EligibilityFacts> {
  const client = connectFor(context, policy, side);
  const receives = side === 'target';
  const now = context.world.now().getTime();
  const read = await readStanding(client, {
    modules: receives,
    layouts: (org) => receives && (rules.eligibility === 'native-parity' || editionOf(licenseOf(org), now).bundle !== undefined),
    records: receives,
    onNote: context.progress,
  });
  requireSameOrg(policy, text(read.org, 'zgid') ?? '');
  const records = read.records === undefined ? {} : { records: sumRecords(read.records.asked, read.records.counts) };
  return eligibilityFacts(context, policy, standingFromDocuments(read), { ...records, ...beside });
}

/**
 * The facts of a request's target that was read whole (`readLive` with `caller`), with what the sender signed of the source. A template and a way back have no source org
 * to be compared, and a way back is no receipt in the sense of Zoho's limits.
 */
export async function targetFacts(
  context: CommandContext,
  { client, forge, policy, claim }: { client: CrmClient; forge: Forge; policy: OrgPolicy; claim: RequestClaim | undefined },
  live: LiveSnapshot,
): Promise<EligibilityFacts> {
  const standing = live.standing ?? { type: '', license: licenseOf({}) };
  if (claim === undefined || claim.rollback !== undefined) return eligibilityFacts(context, policy, standing);
  const other = claim.source.startsWith('template:') ? {} : { other: { edition: claim.sourceEdition, dataCenter: claim.sourceDataCenter } };
  const receipts = await countReceipts(forge, policy.name, claim.kid);
  return eligibilityFacts(context, policy, standing, { ...other, receipts, ...(await countAllRecords(context, client, live, policy.approval)) });
}

/** Numbers of records of an org that was read whole; asked only where the policy refuses by it, since it costs a request a module. */
async function countAllRecords(context: CommandContext, client: CrmClient, live: LiveSnapshot, rules: Rules): Promise<Pick<KnownBeside, 'records'>> {
  if (rules.eligibility !== 'native-parity') return {};
  const modules = [...live.elements.keys()].map(splitRef).flatMap(({ kind, key }) => (kind === 'module' ? [key] : []));
  return { records: sumRecords(modules, await readCounts(client, modules, context.progress)) };
}

function sumRecords(asked: readonly string[], counts: ReadonlyMap<string, number>): RecordFacts {
  const counted = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { counted, told: counts.size, uncounted: asked.filter((module) => !counts.has(module)) };
}

/** Refuses an org that may not send or receive (exit 4, code of the first finding); tells warnings on stderr and answers them. */
export function requireEligible(context: CommandContext, facts: EligibilityFacts, side: EligibilitySide, rules: Rules): readonly Finding[] {
  const findings = judgeEligibility(facts, side, rules, context.text.lang);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first !== undefined)
    throw refuseFindings(errors, `"${facts.org}" may not ${side === 'source' ? 'send' : 'receive'}`, {
      code: first.code,
      kind: 'refused',
      place: facts.org,
    });
  for (const line of listFindingLines(findings, context.text)) context.progress(line);
  return findings;
}

/**
 * What a check tells of the target's eligibility. Who the credentials belong to is a warning there and no refusal: a check may read with a user of fewer rights than
 * the apply, whose own user counts.
 */
export function findIneligible(context: CommandContext, facts: EligibilityFacts, rules: Rules): readonly Finding[] {
  const isCaller = (code: string): boolean => code.startsWith('eligibility.administrator');
  return judgeEligibility(facts, 'target', rules, context.text.lang).map((finding) =>
    isCaller(finding.code) ? { ...finding, severity: 'warning' as const } : finding,
  );
}

function connectFor(context: CommandContext, policy: OrgPolicy, side: EligibilitySide): CrmClient {
  try {
    return connectOrg(context, policy);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'credentials.missing') throw error;
    throw new Failure(`Whether "${policy.name}" may ${side === 'source' ? 'send' : 'receive'} is asked of the org itself: ${error.message}`, {
      code: 'eligibility.credentials',
      kind: 'refused',
      place: error.place ?? policy.name,
      fix: error.fix ?? 'Set the credentials of the org.',
      cause: error,
    });
  }
}

/** Receipts that are read to find out which requests they are of; by then three requests are found, but in an org that mostly changes by own plans. */
const mostRead = 30;

/**
 * Number of requests that the ledger has receipts of for an org, the one with the copy key `but` left out: a resumed apply leaves several receipts of one request, an
 * org's own plans leave receipts without a key. Where there are too few receipts for the limit of Zoho's own feature, nobody looks into them.
 */
export async function countReceipts(forge: Forge, org: string, but?: string): Promise<number> {
  const names = await listRecords(forge, `receipt/${org}/`);
  if (names.length < mostReceipts) return names.length;
  const records = await Promise.all(names.slice(0, mostRead).map((name) => readRecord(forge, name)));
  const keys = new Set(records.map((record) => text(record?.header, 'kid')));
  return [...keys].filter((kid) => kid !== undefined && kid !== but).length;
}
