import type { CrmAnswer, CrmRequest } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import { isAbsent, placeOf } from './answer.ts';
import type { CrmClient } from './client.ts';

/** A list to read whole. */
export interface ListRequest {
  /** below `/crm/v8` */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** name of the list in the answer */
  readonly envelope: string;
  /** true when the endpoint takes `page` and `per_page` */
  readonly paged: boolean;
  /** true when the answer holds the one document itself in place of a list */
  readonly single?: boolean;
  /** codes of a refusal that means that there are none */
  readonly off?: readonly string[];
}

interface Page {
  readonly documents: readonly JsonObject[];
  readonly more: boolean;
}

const pageSize = '200';

/**
 * All documents of a list, page after page until `info.more_records` is false; an empty list is the CRM's 204. Whatever leaves open whether
 * that was all is the Failure `crm.incomplete`, an endpoint that the org lacks `crm.absent`.
 */
export async function readList(client: CrmClient, list: ListRequest): Promise<readonly JsonObject[]> {
  const documents: JsonObject[] = [];
  const seen = new Set<string>();
  for (let page = 1; ; page += 1) {
    const paging = list.paged || page > 1 ? { page: String(page), per_page: list.query?.['per_page'] ?? pageSize } : {};
    const request: CrmRequest = { method: 'GET', path: list.path, query: { ...list.query, ...paging } };
    const found = await readPage(client, request, list);
    const fresh = found.documents.filter((document) => isNew(document, seen));
    documents.push(...fresh);
    if (!found.more) return documents;
    if (fresh.length === 0) throw describeIncomplete(request, `page ${page} brings nothing new and yet promises more`);
  }
}

/** One document by a path that names it; undefined when the CRM has no such document (204). */
export async function readDocument(client: CrmClient, request: CrmRequest, envelope: string): Promise<JsonObject | undefined> {
  const { documents } = await readPage(client, request, { envelope });
  return documents[0];
}

/** A text that is no document; empty where there is none. */
export async function readText(client: CrmClient, request: CrmRequest): Promise<string> {
  const answer = await client.send({ ...request, text: true });
  if (isAbsent(answer)) throw describeAbsent(request, answer.body);
  if (answer.body === undefined || typeof answer.body === 'string') return answer.body ?? '';
  throw describeIncomplete(request, 'a text was expected');
}

type Shape = Pick<ListRequest, 'envelope' | 'single' | 'off'>;

async function readPage(client: CrmClient, request: CrmRequest, { envelope, single, off = [] }: Shape): Promise<Page> {
  const answer = await sendUnlessOff(client, request, off);
  if (isAbsent(answer)) throw describeAbsent(request, answer.body);
  const isFirst = (request.query?.['page'] ?? '1') === '1';
  if (answer.body === undefined) {
    if (!isFirst) throw describeIncomplete(request, 'a page that was promised is empty');
    return { documents: [], more: false };
  }
  const found = property(answer.body, envelope);
  const documents = single === true && isObject(found) ? [found] : found;
  if (!isList(documents) || !documents.every(isObject)) throw describeIncomplete(request, `the answer holds no list "${envelope}"`);
  const info = property(answer.body, 'info');
  const count = property(info, 'count');
  if (typeof count === 'number' && count > documents.length) {
    throw describeIncomplete(request, `${documents.length} of ${count} documents of a page arrived`);
  }
  return { documents, more: property(info, 'more_records') === true };
}

/** What is switched off answers as what is empty does. */
async function sendUnlessOff(client: CrmClient, request: CrmRequest, off: readonly string[]): Promise<CrmAnswer> {
  try {
    return await client.send(request);
  } catch (error) {
    if (error instanceof Failure && off.some((code) => error.code === `crm.${code.toLowerCase()}`)) return { status: 204, body: undefined };
    throw error;
  }
}

/** False for a document that an earlier page brought already, as happens when elements are made while pages are read. */
function isNew(document: JsonObject, seen: Set<string>): boolean {
  const id = text(document, 'id');
  if (id === undefined) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  return true;
}

function describeIncomplete(request: CrmRequest, what: string): Failure {
  return new Failure(`The list is not complete: ${what}`, {
    code: 'crm.incomplete',
    kind: 'failure',
    place: placeOf(request),
    fix: 'Run again later.',
  });
}

function describeAbsent(request: CrmRequest, body: Json | undefined): Failure {
  return new Failure(`The org's API does not have this endpoint (${text(body, 'code') ?? 'no code'})`, {
    code: 'crm.absent',
    kind: 'failure',
    place: placeOf(request),
  });
}
