import type { ApprovalNote, SpentRecord } from '../model/copy-key.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, property, text } from '../model/json.ts';
import type { Forge } from './forge.ts';
import { publishRecord, readRecord } from './records.ts';

/** What became of the attempt to redeem a key. */
export interface Redemption {
  /** `fresh`: spent by this record just now · `resume`: spent before by the very same merge · `spent-by`: by something else, see `record` */
  readonly outcome: 'fresh' | 'resume' | 'spent-by';
  /** the record that the ledger holds now */
  readonly record: SpentRecord;
}

/** What became of the attempt to revoke a key. */
export interface Revocation {
  readonly outcome: 'revoked' | 'already-revoked' | 'spent';
  readonly record: SpentRecord;
}

/**
 * Redeems a key: creates `spent/<kid>`, which can happen once. Whoever comes second for the same pull request, merge and digest resumes; anybody
 * else is told who was first. Failure `ledger.unclear` or `forge.…` when the ledger gives no clear answer; nothing may be applied then.
 */
export async function redeem(forge: Forge, record: SpentRecord): Promise<Redemption> {
  const held = await spend(forge, record);
  if (held === undefined) return { outcome: 'fresh', record };
  const same = held.kind === 'redeemed' && held.pr === record.pr && held.mergeSha === record.mergeSha && held.digest === record.digest;
  return { outcome: same ? 'resume' : 'spent-by', record: held };
}

/** Revokes a key by the same one record, so that revoking and redeeming exclude each other. */
export async function revoke(forge: Forge, kid: string, nonce: string): Promise<Revocation> {
  const record: SpentRecord = { kind: 'revoked', kid, pr: null, mergeSha: null, digest: null, run: null, nonce };
  const held = await spend(forge, record);
  if (held === undefined) return { outcome: 'revoked', record };
  return { outcome: held.kind === 'revoked' ? 'already-revoked' : 'spent', record: held };
}

/** The record that a key is spent, or undefined while it is not. Failure `ledger.unclear` for a record that cannot be understood. */
export async function readSpent(forge: Forge, kid: string): Promise<SpentRecord | undefined> {
  const found = await readRecord(forge, `spent/${kid}`);
  return found === undefined ? undefined : parseSpent(found.header, kid);
}

/** Undefined when this record spent the key, else the record that did. Looks first, so that a job that resumes leaves no unused objects behind. */
async function spend(forge: Forge, record: SpentRecord): Promise<SpentRecord | undefined> {
  const before = await readSpent(forge, record.kid);
  if (before !== undefined) return before;
  const { approval, ...own } = record;
  const header: JsonObject = { ...own, ...(approval === undefined ? {} : { approval: { ...approval } }) };
  if ((await publishRecord(forge, `spent/${record.kid}`, header)) === 'created') return undefined;
  const held = await readSpent(forge, record.kid);
  if (held === undefined) throw unclear(record.kid, 'is spent, and then that it is not');
  return held;
}

/** The record in a header of `spent/<kid>`. Failure `ledger.unclear` when it does not say what spent the key. */
export function parseSpent(header: JsonObject, kid: string): SpentRecord {
  const kind = text(header, 'kind');
  const nonce = text(header, 'nonce');
  const pr = property(header, 'pr');
  const known = kind === 'redeemed' || kind === 'revoked';
  const approval = parseApproval(property(header, 'approval'));
  if (known && nonce !== undefined && text(header, 'kid') === kid && (pr === null || typeof pr === 'number')) {
    return {
      kind,
      kid,
      pr,
      mergeSha: text(header, 'mergeSha') ?? null,
      digest: text(header, 'digest') ?? null,
      run: text(header, 'run') ?? null,
      nonce,
      ...(approval === undefined ? {} : { approval }),
    };
  }
  throw unclear(kid, 'is spent, but not by what');
}

function parseApproval(value: Json | undefined): ApprovalNote | undefined {
  const [mergedBy, mergedAt, reviewers] = ['mergedBy', 'mergedAt', 'reviewers'].map((name) => property(value, name));
  if (typeof mergedAt !== 'number' || !isList(reviewers)) return undefined;
  const ids = reviewers.filter((id) => typeof id === 'number');
  return { mergedBy: typeof mergedBy === 'number' ? mergedBy : null, mergedAt, reviewers: ids };
}

function unclear(kid: string, says: string): Failure {
  return new Failure(`The ledger says that copy key ${kid} ${says}.`, {
    code: 'ledger.unclear',
    kind: 'refused',
    place: `refs/tags/orgcast/spent/${kid}`,
    fix: 'Treat the key as spent: ask the administrator of the target for a new one.',
  });
}
