import type { ClonedRecord } from '../model/audit.ts';
import type { Finding } from '../model/finding.ts';
import { property, text } from '../model/json.ts';

const prefix = 'refs/tags/orgcast/';

const fix = 'Compare with another clone and with the deployments of the forge; restore the tag, and protect refs/tags/orgcast/** by a ruleset.';

/** A finding about a record of the ledger; its place is the tag. */
export function accuse(code: string, name: string, message: string): Finding {
  return { code, severity: 'error', message: `${prefix}${name} ${message}.`, fix };
}

/**
 * Judges the receipts of an org as a chain: numbered without a gap from 1, each naming the commit of the one before. `receipts` are sorted by number. Receipts from
 * before there was a chain may stand at its beginning. Findings `audit.chain` and `audit.unchained`.
 */
export function judgeChain(folder: string, receipts: readonly ClonedRecord[]): Finding[] {
  const findings: Finding[] = [];
  const unchained = receipts.findIndex(({ header }) => 'previous' in header);
  const chained = unchained < 0 ? receipts.length : unchained;
  if (chained > 0) {
    const message = `${prefix}${folder}1 to ${chained} are from before receipts were a chain; nothing tells whether they are as they were.`;
    findings.push({ code: 'audit.unchained', severity: 'note', message });
  }
  let expected = 1;
  for (const [index, record] of receipts.entries()) {
    const number = numberOf(folder, record);
    if (number > expected) {
      const first = `${folder}${expected}`;
      const which =
        number - expected === 1 ? 'is not there: the receipt was deleted' : `and those up to ${number - 1} are not there: receipts were deleted`;
      findings.push(accuse('audit.chain', first, which));
    }
    if (index >= chained) findings.push(...judgeLink(folder, record, receipts[index - 1]));
    expected = number + 1;
  }
  return findings;
}

function judgeLink(folder: string, { name, header }: ClonedRecord, before: ClonedRecord | undefined): Finding[] {
  const { previous = null } = header;
  const commit = text(previous, 'commit');
  const number = property(previous, 'number');
  if (commit === undefined && before === undefined) return [];
  if (before !== undefined && commit === before.commit && number === numberOf(folder, before)) return [];
  if (commit === undefined) return [accuse('audit.chain', name, 'says that no receipt was before it, and there is one')];
  // Numbers that are missing before this one are told already.
  if (typeof number === 'number' && number > numberOf(folder, before) && number < numberOf(folder, { name })) return [];
  const named = `${folder}${String(number)}`;
  const stands = before?.name === named ? `that tag is ${before.commit.slice(0, 12)} now: it was moved or altered` : 'that one is not there';
  return [
    accuse(
      'audit.chain',
      before?.name === named ? named : name,
      `is not as the chain says: ${name} follows ${named} (${commit.slice(0, 12)}), and ${stands}`,
    ),
  ];
}

/** Judges the records that a receipt rests on: each is there and is the commit that the receipt names. Findings `audit.gap` and `audit.altered`. */
export function judgeTrail(receipt: ClonedRecord, ledger: ReadonlyMap<string, ClonedRecord>): Finding[] {
  const { records } = receipt.header;
  return Object.entries(typeof records === 'object' && records !== null && !Array.isArray(records) ? records : {}).flatMap(([name, commit]) => {
    const found = ledger.get(name);
    if (found === undefined) return [accuse('audit.gap', name, `is not there, and ${receipt.name} rests on it: it was deleted`)];
    if (found.commit === commit) return [];
    const was = String(commit).slice(0, 12);
    return [accuse('audit.altered', name, `is ${found.commit.slice(0, 12)}, and ${receipt.name} rests on ${was}: it was moved or altered`)];
  });
}

/** Judges that a tag still is the record that was published under its name. Finding `audit.altered`. */
export function judgeName({ name, madeAs }: ClonedRecord): Finding[] {
  return name === madeAs ? [] : [accuse('audit.altered', name, `holds what was published as "${madeAs.slice(0, 100)}": the tag was moved`)];
}

/** Number of a receipt in its folder; 0 for none. */
function numberOf(folder: string, record: Pick<ClonedRecord, 'name'> | undefined): number {
  return record === undefined ? 0 : Number(record.name.slice(folder.length));
}
