import type { Repository } from '../git/repository.ts';
import { parseSpent } from '../github/spent.ts';
import { judgeApproval, listSigners } from '../key/audit-approval.ts';
import { accuse, judgeChain, judgeName, judgeTrail } from '../key/audit-chain.ts';
import { readGrant } from '../key/grant.ts';
import type { Audit, AuditEntry, ClonedRecord } from '../model/audit.ts';
import type { SpentRecord } from '../model/copy-key.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import type { Finding } from '../model/finding.ts';
import { countFindings } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Receipt } from '../model/receipt.ts';
import { toAuditJson } from '../report/json/audit.ts';
import { formatAudit } from '../report/text/audit.ts';
import type { ClonedLedger } from './audit-reading.ts';
import { listMergedKeys, readClonedLedger, readMergeEvidence } from './audit-reading.ts';
import type { CommandContext } from './context.ts';
import { requireName } from './environment.ts';
import { openWorkingRepository } from './forge.ts';
import { historyFiles, parseReceipt } from './history-text.ts';
import { parseRecordedPlan } from './plan-record.ts';

/**
 * `orgcast history <org> --audit`: rebuilds from the clone alone, without the forge, who sent, who approved, what was planned and what was done, and judges whether
 * the ledger is whole. Exit 4 when it is not.
 */
export async function runAudit(context: CommandContext, org: string): Promise<number> {
  requireName(org);
  const git = openWorkingRepository(context);
  const ledger = await readClonedLedger(git);
  if (ledger.records.size === 0 && ledger.findings.length === 0) throw emptyLedger(context.repo);
  const audit = await auditOrg(git, ledger, org);
  if (context.json) context.printJson(toAuditJson(audit));
  else context.print(formatAudit(audit, context.text));
  return countFindings(audit.findings).error > 0 ? exitCodes.refused : exitCodes.done;
}

function emptyLedger(repo: string): Failure {
  return new Failure('This clone holds no record of a ledger', {
    code: 'audit.empty',
    kind: 'invalid',
    place: repo,
    fix: "Fetch the ledger: git fetch origin 'refs/tags/orgcast/*:refs/tags/orgcast/*', or clone with --mirror.",
  });
}

async function auditOrg(git: Repository, ledger: ClonedLedger, org: string): Promise<Audit> {
  const folder = `receipt/${org}/`;
  const all = listFolder(ledger, folder);
  const receipts = all.filter((record) => isNumbered(folder, record)).sort((a, b) => numberOf(folder, a) - numberOf(folder, b));
  const strange = all.filter((record) => !isNumbered(folder, record)).map(({ name }) => accuse('audit.broken', name, 'is no number of a receipt'));
  const findings: Finding[] = [...ledger.findings, ...strange, ...[...ledger.records.values()].flatMap(judgeName), ...judgeChain(folder, receipts)];
  const entries: AuditEntry[] = [];
  for (const record of receipts) {
    const receipt = readReceipt(record);
    if (receipt === undefined) {
      findings.push(accuse('audit.broken', record.name, 'holds no receipt, or one that says otherwise than its record'));
      continue;
    }
    findings.push(...judgeTrail(record, ledger.records));
    const found = await auditReceipt(git, ledger, org, { record, receipt, number: numberOf(folder, record) });
    entries.push(found.entry);
    findings.push(...found.findings);
  }
  findings.push(...judgeOpen(ledger, org, receipts), ...(await judgeUnapplied(git, ledger, org, receipts)));
  const seen = new Set<string>();
  return { org, entries, findings: findings.filter(({ code, message }) => !seen.has(code + message) && seen.add(code + message) !== undefined) };
}

interface NumberedReceipt {
  readonly record: ClonedRecord;
  readonly receipt: Receipt;
  readonly number: number;
}

async function auditReceipt(
  git: Repository,
  ledger: ClonedLedger,
  org: string,
  { record, receipt, number }: NumberedReceipt,
): Promise<{ entry: AuditEntry; findings: readonly Finding[] }> {
  const kid = text(record.header, 'kid');
  const own = { number, receipt, sent: null, approved: null, plans: [], run: null };
  if (kid === undefined) return { entry: own, findings: [] };
  const { planDigest } = receipt;
  const grant = readGrant(ledger.records.get(`grant/${kid}`)?.header ?? null);
  const spent = readSpentRecord(ledger, kid);
  const { base = 'main' } = grant?.grant ?? {};
  const merge = typeof spent?.mergeSha === 'string' ? await readMergeEvidence(git, org, base, spent.mergeSha) : undefined;
  const plans = listPlans(ledger, kid);
  const steps = receipt.steps.map(({ id }) => id);
  const digests = new Map(plans.map(({ digest, ids }) => [digest, ids]));
  const claim = merge?.request?.claim;
  const entry: AuditEntry = {
    ...own,
    sent: claim === undefined ? null : { kid, sender: claim.sender, source: claim.source },
    approved: {
      mergeSha: spent?.mergeSha ?? '',
      mergedBy: spent?.approval?.mergedBy ?? null,
      mergedAt: spent?.approval?.mergedAt ?? null,
      reviewers: spent?.approval?.reviewers ?? [],
      signedBy: listSigners(listFolder(ledger, `review/${kid}/`), planDigest, merge?.identityKeys ?? []),
    },
    plans: plans.filter(({ digest }) => digest === planDigest).map(({ name }) => name),
    run: spent?.run ?? null,
  };
  return { entry, findings: judgeApproval({ receipt: record, kid, planDigest, steps, grant, spent, merge, plans: digests }) };
}

/** A receipt that says the same as the record it lies in. */
function readReceipt({ name, header, files }: ClonedRecord): Receipt | undefined {
  try {
    const receipt = parseReceipt(name, files.get(historyFiles.receipt) ?? '');
    const same =
      header['status'] === receipt.status &&
      header['request'] === receipt.request &&
      (header['planDigest'] ?? receipt.planDigest) === receipt.planDigest;
    return same ? receipt : undefined;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function readSpentRecord(ledger: ClonedLedger, kid: string): SpentRecord | undefined {
  const record = ledger.records.get(`spent/${kid}`);
  try {
    return record === undefined ? undefined : parseSpent(record.header, kid);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** Plans that were recorded for a key and fit their own digests. */
function listPlans(ledger: ClonedLedger, kid: string): { name: string; digest: string; ids: ReadonlySet<string> }[] {
  return listFolder(ledger, `plan/${kid}/`).flatMap(({ name, files }) => {
    const plan = parseRecordedPlan(parse(files.get('plan.json')));
    return plan === undefined ? [] : [{ name, digest: plan.digest, ids: new Set(plan.steps.map(({ id }) => id)) }];
  });
}

/** Keys of the org that were redeemed, or with which a run began, and of which there is no receipt. */
function judgeOpen(ledger: ClonedLedger, org: string, receipts: readonly ClonedRecord[]): Finding[] {
  const told = new Set(receipts.map(({ header }) => text(header, 'kid')));
  const begun = listFolder(ledger, `run/${org}/`).map(({ name }) => name.split('/')[2] ?? '');
  const redeemed = listFolder(ledger, 'spent/').flatMap(({ name, header }) => {
    const kid = name.slice('spent/'.length);
    const target = readGrant(ledger.records.get(`grant/${kid}`)?.header ?? null)?.grant.target;
    return header['kind'] === 'redeemed' && target === org ? [kid] : [];
  });
  const kids = [...new Set([...redeemed, ...begun])].filter((kid) => /^[a-z2-7]{16}$/.test(kid) && !told.has(kid));
  return kids.map((kid) =>
    ledger.records.has(`spent/${kid}`)
      ? accuse(
          'audit.no-receipt',
          `spent/${kid}`,
          'was redeemed, and no receipt tells what was done: the job died before its end, or the receipt was deleted',
        )
      : accuse('audit.gap', `spent/${kid}`, `is not there, and an apply began with that key: it was deleted`),
  );
}

/** Requests that are on the branch and were never applied. That is so where a job refused them; it is also what is left when every record of an apply is deleted. */
async function judgeUnapplied(git: Repository, ledger: ClonedLedger, org: string, receipts: readonly ClonedRecord[]): Promise<Finding[]> {
  const told = new Set(receipts.map(({ header }) => text(header, 'kid')));
  const merged = (await listMergedKeys(git, org)).filter(({ kid }) => !told.has(kid) && !ledger.records.has(`spent/${kid}`));
  return merged.map(({ commit, kid }) => ({
    code: 'audit.not-applied',
    severity: 'warning',
    message: `Commit ${commit.slice(0, 12)} merged a request with copy key ${kid}, which the ledger says was never applied.`,
    fix: 'Look whether its job refused it; if it did not, records were deleted.',
  }));
}

function listFolder({ records }: ClonedLedger, folder: string): ClonedRecord[] {
  return [...records.values()].filter(({ name }) => name.startsWith(folder));
}

function isNumbered(folder: string, { name }: ClonedRecord): boolean {
  return /^[1-9]\d{0,8}$/.test(name.slice(folder.length));
}

function numberOf(folder: string, { name }: ClonedRecord): number {
  return Number(name.slice(folder.length));
}

function parse(written: string | undefined): Json {
  try {
    return JSON.parse(written ?? '') as Json;
  } catch {
    return null;
  }
}
