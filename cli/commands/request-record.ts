import type { Forge } from '../github/forge.ts';
import { isNotFound } from '../github/forge-failure.ts';
import { readPull } from '../github/pulls.ts';
import { appendRecord, listRecords, readRecord } from '../github/records.ts';
import type { RequestFacts } from '../key/request-facts.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import { property, text } from '../model/json.ts';
import type { CommandContext } from './context.ts';
import { runOf } from './run-identity.ts';

/** What the ledger keeps of a request that a check accepted. */
export interface RequestRecord {
  readonly name: string;
  readonly pr: number;
  readonly head: string;
  readonly planDigest: string;
  /** numeric user id of the author; null when the account was gone */
  readonly author: number | null;
}

/**
 * Records that a check accepted this request, and says who else holds the key: of several open pull requests with one key only the one that was recorded first may
 * go on. A request that is closed without a merge lets the key go. The finding is `request.second`; undefined: this request holds the key.
 */
export async function recordRequest(context: CommandContext, forge: Forge, facts: RequestFacts, planDigest: string): Promise<Finding | undefined> {
  const { pull, request } = facts;
  const claim = request?.claim;
  if (claim === undefined) return undefined;
  const before = await findHolder(forge, claim.kid);
  if (before !== undefined && before !== pull.number) return refuseSecond(claim.kid, pull.number, before);
  const latest = (await readRequests(forge, claim.kid)).at(-1);
  if (latest?.pr === pull.number && latest.head === pull.headSha && latest.planDigest === planDigest) return undefined;
  const record: JsonObject = {
    ...{ kid: claim.kid, pr: pull.number, head: pull.headSha, headRepository: pull.headRepository, author: pull.author },
    ...{ bundle: claim.bundle, planDigest, run: runOf(context) },
  };
  await appendRecord(forge, folderOf(claim.kid), record);
  // Of two checks at once both find the key free; the record with the lower number was first.
  const holder = await findHolder(forge, claim.kid);
  return holder === undefined || holder === pull.number ? undefined : refuseSecond(claim.kid, pull.number, holder);
}

/** The requests that were recorded for a key, in the order in which they were. */
export async function readRequests(forge: Forge, kid: string): Promise<readonly RequestRecord[]> {
  const folder = folderOf(kid);
  const names = (await listRecords(forge, folder)).toSorted((a, b) => Number(a.slice(folder.length)) - Number(b.slice(folder.length)));
  const records = await Promise.all(names.map((name) => readRecord(forge, name)));
  return records.flatMap((record) => {
    const pr = property(record?.header, 'pr');
    const author = property(record?.header, 'author');
    const [head, planDigest] = [text(record?.header, 'head'), text(record?.header, 'planDigest')];
    if (record === undefined || typeof pr !== 'number' || head === undefined || planDigest === undefined) return [];
    return [{ name: record.name, pr, head, planDigest, author: typeof author === 'number' ? author : null }];
  });
}

/** Number of the pull request that holds a key: the first recorded one that is not closed without a merge. */
async function findHolder(forge: Forge, kid: string): Promise<number | undefined> {
  const numbers = new Set((await readRequests(forge, kid)).map(({ pr }) => pr));
  for (const number of numbers) if (await isHeld(forge, number)) return number;
  return undefined;
}

async function isHeld(forge: Forge, number: number): Promise<boolean> {
  try {
    const { state, merge } = await readPull(forge, number);
    return state === 'open' || merge !== undefined;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

function refuseSecond(kid: string, number: number, holder: number): Finding {
  return {
    code: 'request.second',
    severity: 'error',
    message: `Request #${number} uses copy key ${kid}, which request #${holder} holds already.`,
    fix: `Close request #${holder} if this one is to take its place, then run the check again; or send with another copy key.`,
  };
}

function folderOf(kid: string): string {
  return `request/${kid}/`;
}
