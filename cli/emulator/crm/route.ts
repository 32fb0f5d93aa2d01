import type { Json, JsonObject } from '../../model/json.ts';
import type { Doc } from './doc.ts';
import type { OrgRecord } from './org-record.ts';
import type { DocStore } from './store.ts';
import { publicDoc } from './store.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An answer before it becomes a `Response`; status 204 has no body. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  /** a body that is a text of its own instead of JSON; `headers` say of what type */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a route's function is given: who asks, in which org, for what. It runs in one transaction of the store. */
export interface RouteContext {
  readonly org: OrgRecord;
  /** The user document (collection `users`) that the token belongs to. */
  readonly user: Doc;
  readonly store: DocStore;
  /** Values of the `{name}` parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: JsonObject | undefined;
  /** The emulator's time, ISO 8601 with the org's offset, whole seconds. */
  now(): string;
}

/** One call of the API. `path` is below `/crm/v8`, e.g. `/settings/roles/{id}`; literal parts win over `{…}` parts. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** OAuth scope as `/__apis` names it, e.g. `ZohoCRM.settings.roles.READ`. */
  readonly scope: string;
  readonly minCredits: number;
  readonly maxCredits: number;
  /** What this very call costs; default `minCredits`. */
  credits?(context: RouteContext): number;
  handle(context: RouteContext): Reply;
}

/** The success item of a write answer: `{code: SUCCESS, details: {id, …extra}, message, status}`. */
export function success(id: string, message: string, extra: JsonObject = {}): JsonObject {
  return { code: 'SUCCESS', details: { id, ...extra }, message, status: 'success' };
}

/** The error item of a write answer, and the body of a request-level error. */
export function itemError(code: string, message: string, details: JsonObject = {}): JsonObject {
  return { code, details, message, status: 'error' };
}

/** The answer of a write call: 201 or 200 when all items worked, 400 when none did, else 207. */
export function writeReply(envelope: string, results: readonly JsonObject[], created: boolean): Reply {
  const failed = results.filter((result) => result['status'] === 'error').length;
  const mixed = failed === results.length ? 400 : 207;
  return { status: failed === 0 ? (created ? 201 : 200) : mixed, body: { [envelope]: [...results] } };
}

/** An error of the whole request: the bare object, no envelope. */
export function requestError(status: number, code: string, message: string, details: JsonObject = {}): Reply {
  return { status, body: itemError(code, message, details) };
}

/** The answer of a list or detail call: the documents without `_` keys; 204 without a body when there are none. */
export function listReply(envelope: string, docs: readonly Doc[], info?: JsonObject): Reply {
  if (docs.length === 0) return { status: 204 };
  return { status: 200, body: { [envelope]: docs.map(publicDoc), ...(info === undefined ? {} : { info }) } };
}

/** One page of a list as the settings lists give it (`page` from 1, `per_page` up to 200) with its `info`. */
export function pagedReply(envelope: string, docs: readonly Doc[], query: URLSearchParams): Reply {
  const perPage = Math.min(positive(query.get('per_page'), 200), 200);
  const page = positive(query.get('page'), 1);
  const shown = docs.slice((page - 1) * perPage, page * perPage);
  const info = { per_page: perPage, count: shown.length, page, more_records: docs.length > page * perPage };
  return listReply(envelope, shown, info);
}

function positive(value: string | null, otherwise: number): number {
  const found = Number(value ?? otherwise);
  return Number.isInteger(found) && found > 0 ? found : otherwise;
}
