import type { CrmAnswer, CrmMethod } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, objects, property, text } from '../model/json.ts';
import type { CrmClient } from './client.ts';
import { isFinal } from './final.ts';
import { quoteForeign } from './loss.ts';
import type { Mask } from './mask.ts';

/** A write whose ids are known: one request with one or more items. Writes that can share a request are merged before. */
export interface ResolvedWrite {
  readonly method: Exclude<CrmMethod, 'GET'>;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly envelope: string;
  /** see `Write` */
  readonly single?: true;
  /** see `Write` */
  readonly listed?: true;
  /** see `Write` */
  readonly bare?: true;
  readonly items: readonly JsonObject[];
  /** see `Write` */
  readonly idempotent?: true;
}

/** What became of one item. `also`: ids of other documents that its details name, by member. `ambiguous`: nobody knows; read back before repeating. Messages and details hold no secret. */
export type WriteResult =
  | { readonly status: 'done'; readonly id?: string; readonly also?: ReadonlyMap<string, string> }
  | { readonly status: 'failed'; readonly code: string; readonly message: string; readonly details: JsonObject }
  | { readonly status: 'ambiguous'; readonly message: string };

/** Sends writes one after the other and gives the results of all items in their order; see `sendWrite`. */
export async function sendWrites(client: CrmClient, writes: readonly ResolvedWrite[]): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = [];
  for (const write of writes) results.push(...(await sendWrite(client, write)));
  return results;
}

/**
 * Sends one write as one request and gives a result an item, in the order of the items. Answers as Zoho documents them: an item's result in the
 * same envelope (200, 201, 202, 207, 400), a bare error for the whole request, nothing at all (204). What ends the run (`isFinal`) is thrown.
 */
export async function sendWrite(client: CrmClient, write: ResolvedWrite): Promise<readonly WriteResult[]> {
  const { method, path, query, items } = write;
  try {
    const body = method === 'DELETE' || write.bare === true ? {} : { body: bodyOf(write) };
    const repeated = write.idempotent === true ? { idempotent: true as const } : {};
    const answer = await client.send({ method, path, ...(query === undefined ? {} : { query }), ...body, ...repeated });
    return readResults(answer, write, client.mask);
  } catch (error) {
    if (!(error instanceof Failure) || isFinal(error)) throw error;
    const { code, message } = error;
    return items.map(() => (code === 'crm.ambiguous' ? { status: 'ambiguous', message } : { status: 'failed', code, message, details: {} }));
  }
}

/** The items in their envelope. A call about an element that says nothing of it, such as one that switches it on, has an empty body (OpenAPI scoring_rules.json). */
function bodyOf({ envelope, items, single, listed }: ResolvedWrite): JsonObject {
  if (single === true) return { [envelope]: items[0] ?? {} };
  const empty = items.every((item) => Object.keys(item).length === 0);
  if (empty) return listed === true ? { [envelope]: [] } : {};
  return { [envelope]: items };
}

function readResults(answer: CrmAnswer, write: ResolvedWrite, mask: Mask): readonly WriteResult[] {
  const { envelope, items } = write;
  const results = resultsIn(answer.body, envelope);
  if (results.length === items.length && results.length > 0) return results.map((result) => readResult(result, mask));
  const whole = property(answer.body, envelope) === undefined ? answer.body : undefined;
  const failed = answer.status >= 400 || text(whole, 'status') === 'error';
  if (failed) return items.map(() => readFailed(whole ?? results[0], answer.status, mask));
  if (answer.body === undefined || text(whole, 'status') === 'success') return items.map(() => readResult(whole, mask));
  const message = `The CRM answered ${results.length} results for ${items.length} items`;
  return items.map(() => ({ status: 'ambiguous', message }));
}

/** Results of items: a list of them, or the one result itself. */
function resultsIn(body: Json | undefined, envelope: string): readonly JsonObject[] {
  const found = property(body, envelope);
  return isObject(found) ? [found] : objects(body, envelope);
}

function readResult(result: Json | undefined, mask: Mask): WriteResult {
  if (text(result, 'status') === 'error') return readFailed(result, 0, mask);
  const details = property(result, 'details');
  const id = text(details, 'id');
  const also = idsWithin(details);
  return { status: 'done', ...(id === undefined ? {} : { id }), ...(also.size === 0 ? {} : { also }) };
}

function idsWithin(details: Json | undefined): ReadonlyMap<string, string> {
  const members = Object.entries(isObject(details) ? details : {});
  return new Map(
    members.flatMap(([name, member]) => {
      const id = text(member, 'id');
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}

function readFailed(result: Json | undefined, status: number, mask: Mask): WriteResult {
  const details = property(result, 'details');
  return {
    status: 'failed',
    code: quoteForeign(text(result, 'code') ?? `HTTP_${status}`),
    message: mask(quoteForeign(text(result, 'message') ?? 'no message')),
    details: isObject(details) ? maskValues(details, mask) : {},
  };
}

function maskValues(details: JsonObject, mask: Mask): JsonObject {
  return JSON.parse(mask(JSON.stringify(details))) as JsonObject;
}
