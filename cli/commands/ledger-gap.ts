import type { Forge } from '../github/forge.ts';
import { listRecords, readRecord } from '../github/records.ts';
import { readSpent } from '../github/spent.ts';
import type { Grant } from '../model/copy-key.ts';
import { Failure } from '../model/failure.ts';
import { text } from '../model/json.ts';

/** How far the clock of a job that wrote a receipt may be off, in seconds. */
const aheadSeconds = 86_400;

/**
 * Makes sure that a key which the ledger calls unspent was not used all the same: an apply with it would have left what it found at its beginning, and a receipt. Where
 * these are and the record that the key is spent is not, somebody took that out. Failure `ledger.gap`; nothing may be applied then.
 */
export async function requireNoGap(forge: Forge, grant: Grant): Promise<void> {
  if ((await readSpent(forge, grant.kid)) !== undefined) return;
  const trace = (await listRecords(forge, `run/${grant.target}/${grant.kid}/`)).at(0) ?? (await findReceipt(forge, grant));
  // Another job of the same merge may have redeemed it between the two looks.
  if (trace === undefined || (await readSpent(forge, grant.kid)) !== undefined) return;
  throw new Failure(`Copy key ${grant.kid} counts as unspent, but ${trace} was written when it was used: the record that it is spent was deleted`, {
    code: 'ledger.gap',
    kind: 'refused',
    place: `refs/tags/orgcast/spent/${grant.kid}`,
    fix: `Run "orgcast history ${grant.target} --audit" in a mirror of the repository, protect refs/tags/orgcast/** by a ruleset, and send again with a new copy key.`,
  });
}

/** A receipt of that key: only those that may have been written since the key was made are looked at, newest first. */
async function findReceipt(forge: Forge, grant: Grant): Promise<string | undefined> {
  const folder = `receipt/${grant.target}/`;
  const numbers = (await listRecords(forge, folder)).map((name) => Number(name.slice(folder.length))).filter(Number.isSafeInteger);
  for (const number of numbers.sort((a, b) => b - a)) {
    const header = (await readRecord(forge, `${folder}${number}`))?.header;
    if (text(header, 'kid') === grant.kid) return `${folder}${number}`;
    if (Date.parse(text(header, 'finishedAt') ?? '') / 1000 < grant.iat - aheadSeconds) return undefined;
  }
  return undefined;
}
