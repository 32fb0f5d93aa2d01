import type { Endpoint, Kind, ReadableKind } from '../kinds/kind.ts';
import type { CrmRequest } from '../model/crm-call.ts';
import { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { isObject, property, text } from '../model/json.ts';
import type { CrmClient } from './client.ts';
import { isFinal } from './final.ts';
import type { ListRequest } from './read-list.ts';
import { readDocument, readList, readText } from './read-list.ts';

/** One list, of the org or of one module, as read. */
export interface Part {
  readonly kind: string;
  readonly module: string | undefined;
  /** the documents that could be read completely; undefined when the list itself could not be read */
  readonly documents: readonly JsonObject[] | undefined;
  /** what the list says of elements whose detail could not be read */
  readonly listed?: readonly JsonObject[];
  /** why something is missing; undefined when nothing is */
  readonly reason: string | undefined;
  /** code of the failure that the reason tells of */
  readonly code?: string;
}

/** A list as a part: what goes wrong with this list becomes the part's reason; what goes wrong with the org (`isFinal`) is thrown. */
export async function readListPart(client: CrmClient, kind: string, module: string | undefined, list: ListRequest): Promise<Part> {
  try {
    return { kind, module, documents: await readList(client, list), reason: undefined };
  } catch (error) {
    return { kind, module, documents: undefined, ...explain(error) };
  }
}

/** The documents of a kind, or of one module's or layout's part of it: the list, then what only the detail tells, element by element. Those of a layout name it. */
export async function readPart(client: CrmClient, kind: ReadableKind, module: string | undefined, layout?: JsonObject): Promise<Part> {
  const { list, envelope } = kind;
  const { paged, off = [] } = list;
  const part = await readListPart(client, kind.name, module, {
    path: fillLayout(list.path, layout),
    query: queryOf(list, module, layout),
    envelope,
    paged,
    single: kind.single === true,
    off,
  });
  if (part.documents === undefined) return part;
  const listed = layout === undefined ? part.documents : part.documents.map((document) => ({ ...document, layout }));
  return readDetails(client, kind, module, listed);
}

/** The part that a list makes with the details of its elements. An element whose detail could not be read is missing from it, with a reason. */
export async function readDetails(client: CrmClient, kind: Kind, module: string | undefined, listed: readonly JsonObject[]): Promise<Part> {
  const reasons: Pick<Part, 'reason' | 'code'>[] = [];
  const unread: JsonObject[] = [];
  const complete = async (document: JsonObject): Promise<JsonObject | undefined> => {
    try {
      return await readDetail(client, kind, module ?? moduleToName(kind, document), document);
    } catch (error) {
      reasons.push(explain(error));
      unread.push(document);
      return undefined;
    }
  };
  const read = await Promise.all(listed.map(complete));
  const documents = read.filter((document) => document !== undefined);
  return { kind: kind.name, module, documents, ...(unread.length === 0 ? {} : { listed: unread }), ...(reasons[0] ?? { reason: undefined }) };
}

/** The module of a document of an org-wide list, where its detail has to be asked for by it too. */
function moduleToName({ detail }: Kind, document: JsonObject): string | undefined {
  return detail?.query?.['module'] === '{module}' ? text(document['module'], 'api_name') : undefined;
}

async function readDetail(client: CrmClient, kind: Kind, module: string | undefined, document: JsonObject): Promise<JsonObject> {
  const id = text(document, 'id');
  if (kind.detail === undefined || (id === undefined && !kind.detail.path.includes('{name}')) || !isWanted(kind, document)) return document;
  const layout = kind.list?.per === 'layout' && isObject(document['layout']) ? document['layout'] : undefined;
  const apiName = encodeURIComponent(text(document, 'api_name') ?? '');
  const name = encodeURIComponent(text(document, 'name') ?? '');
  const path = fillLayout(kind.detail.path, layout)
    .replace('{id}', encodeURIComponent(id ?? ''))
    .replace('{api_name}', apiName)
    .replace('{name}', name);
  const query = queryOf(kind.detail, module, layout);
  const { list } = kind.detail;
  if (list !== undefined) return { ...document, [list]: await readList(client, { path, query, envelope: list, paged: true }) };
  const request: CrmRequest = { method: 'GET', path, query };
  if (kind.detail.text !== undefined) return { ...document, [kind.detail.text]: await readText(client, request) };
  const detail = await readDocument(client, request, kind.envelope);
  if (detail !== undefined) return { ...document, ...detail };
  throw new Failure('The element is in the list but cannot be read', { code: 'crm.incomplete', kind: 'failure', place: `GET ${path}` });
}

/** False for a document that is left out anyway, or that the API does not serve (modules with `api_supported: false`). */
export function isWanted(kind: Kind, document: JsonObject): boolean {
  return property(document, 'api_supported') !== false && kind.leaveOut?.(document) === undefined;
}

function fillLayout(address: string, layout: JsonObject | undefined): string {
  return layout === undefined ? address : address.replace('{layout}', encodeURIComponent(text(layout, 'id') ?? ''));
}

/** A module's own list always says which module, a layout's only where it is asked to. */
function queryOf(endpoint: Endpoint, module: string | undefined, layout: JsonObject | undefined): Readonly<Record<string, string>> {
  if (layout === undefined) return { ...endpoint.query, ...(module === undefined ? {} : { module }) };
  const filled = Object.entries(endpoint.query ?? {}).map(([name, value]) => [name, fillLayout(value, layout).replace('{module}', module ?? '')]);
  return Object.fromEntries(filled);
}

function explain(error: unknown): Pick<Part, 'reason' | 'code'> {
  if (!(error instanceof Failure) || isFinal(error)) throw error;
  return { reason: error.place === undefined ? error.message : `${error.place}: ${error.message}`, code: error.code };
}
