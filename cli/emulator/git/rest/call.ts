import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Json, JsonObject } from '../../../model/json.ts';
import { isObject, property, text } from '../../../model/json.ts';
import { allows } from '../accounts.ts';
import type { ForgeContext } from '../context.ts';
import { ForgeError, invalid } from '../forge-error.ts';
import type { Permission, Repository, User } from '../records.ts';

/** What the middlewares leave for the handlers: the caller, and below `/repos/:owner/:repo` the repository and what the caller may do there. */
export interface RestEnv {
  Variables: { user: User | undefined; repository: Repository; permission: Permission | 'none' };
}

/** The REST application and one call of it. */
export type RestApp = Hono<RestEnv>;
export type Call = Context<RestEnv>;

/** A JSON answer. */
export function answer(body: Json, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
}

/** The answer 204, without a body. */
export function noContent(): Response {
  return new Response(null, { status: 204 });
}

/** The caller; throws ForgeError 401 when the call carries no token. */
export function callerOf(call: Call): User {
  const user = call.get('user');
  if (!user) throw new ForgeError(401, 'Requires authentication');
  return user;
}

/** Lets a call pass only when its caller has at least this permission in the repository. */
export function needs(permission: Permission): MiddlewareHandler<RestEnv> {
  return async (call, next) => {
    callerOf(call);
    if (!allows(call.get('permission'), permission)) throw new ForgeError(403, 'Resource not accessible by personal access token');
    await next();
  };
}

/** The body as a JSON object; an empty body counts as `{}`. Throws ForgeError 400 for anything else. */
export async function readBody(call: Call): Promise<JsonObject> {
  const raw = await call.req.text();
  if (raw === '') return {};
  try {
    const body: unknown = JSON.parse(raw);
    if (isObject(body)) return body;
  } catch {
    // answered below: GitHub says the same for broken JSON and for JSON of another shape
  }
  throw new ForgeError(400, 'Problems parsing JSON');
}

/** A mandatory text of a body; throws ForgeError 422 when it is absent or empty. */
export function requiredText(body: JsonObject, resource: string, field: string): string {
  const value = text(body, field);
  if (!value) throw invalid(resource, field, 'missing_field');
  return value;
}

/** An optional text of a body, null when absent. */
export function optionalText(body: JsonObject, field: string): string | null {
  return text(body, field) ?? null;
}

/** An optional flag of a body. */
export function flag(body: JsonObject, field: string): boolean {
  return property(body, field) === true;
}

/** The whole number in a path; NaN (which names nothing) for anything else. */
export function pathNumber(value: string | undefined): number {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN;
}

/** The page of a list that the call asks for, with GitHub's defaults and limits: `per_page` 30, at most 100. */
export function pageOf<T>(call: Call, items: readonly T[]): T[] {
  const { page, perPage } = pagePosition(call);
  return items.slice((page - 1) * perPage, page * perPage);
}

/** Answers with a list that `pageOf` cut from `total` items, `Link` header included. */
export function answerPage(context: ForgeContext, call: Call, body: Json, total: number): Response {
  const reply = answer(body);
  const { page, perPage } = pagePosition(call);
  const last = Math.max(1, Math.ceil(total / perPage));
  const links: [string, number][] = [];
  if (page > 1) links.push(['prev', page - 1]);
  if (page < last) links.push(['next', page + 1], ['last', last]);
  if (page > 1) links.push(['first', 1]);
  if (links.length > 0) reply.headers.set('link', links.map(([rel, to]) => `<${pageUrl(context, call, to)}>; rel="${rel}"`).join(', '));
  return reply;
}

function pagePosition(call: Call): { page: number; perPage: number } {
  const asked = Number(call.req.query('per_page') ?? 30);
  const page = Number(call.req.query('page') ?? 1);
  return { page: Number.isInteger(page) && page > 0 ? page : 1, perPage: Number.isInteger(asked) && asked > 0 ? Math.min(asked, 100) : 30 };
}

function pageUrl(context: ForgeContext, call: Call, page: number): string {
  const { pathname, search } = new URL(call.req.url);
  const url = new URL(pathname + search, context.baseUrl());
  url.searchParams.set('page', String(page));
  return url.href;
}
