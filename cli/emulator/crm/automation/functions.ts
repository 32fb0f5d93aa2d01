import type { JsonObject } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { pagedReply, requestError } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { DocStore } from '../store.ts';

const collection = 'functions';

/** Editions without functions, as third parties tell (facts: zoho-api 1.5 [T]). */
const without: ReadonlySet<string> = new Set(['free', 'standard', 'professional']);

function unlessLacking({ org }: RouteContext, reply: () => Reply): Reply {
  return without.has(org.edition) ? requestError(403, 'FEATURE_NOT_SUPPORTED', 'This feature is not supported for your edition.') : reply();
}

function list({ store, org, query }: RouteContext): Reply {
  const lines = store.list(org.name, collection).map((doc): Doc => {
    const { script: _script, ...line } = doc;
    return { ...line, id: doc.id };
  });
  return pagedReply(collection, lines, query);
}

/** The text as a file, not as JSON. */
function download({ store, org, params }: RouteContext): Reply {
  const found = store.list(org.name, collection).find((doc) => doc['api_name'] === params['api_name'] || doc.id === params['api_name']);
  if (found === undefined) return requestError(400, 'INVALID_DATA', 'the function given seems to be invalid', { resource_path_index: 0 });
  return { status: 200, headers: { 'content-type': 'application/octet-stream;charset=UTF-8' }, text: String(found['script'] ?? '') };
}

const read = { method: 'GET', scope: 'ZohoCRM.settings.functions.READ', minCredits: 1, maxCredits: 1 } as const;

/** `/settings/functions`, in no published description: what public tools call (facts: zoho-api 1.5 [P]). Writes are an upload that is left out here. */
export const functionRoutes: readonly Route[] = [
  { ...read, path: '/settings/functions', handle: (context) => unlessLacking(context, () => list(context)) },
  { ...read, path: '/settings/functions/{api_name}/code', handle: (context) => unlessLacking(context, () => download(context)) },
];

/** Adds a function, which the API here cannot. `given` needs an api name. */
export function addFunction(store: DocStore, org: string, given: JsonObject): void {
  const [maker] = store.list(org, 'users');
  const by = maker === undefined ? null : nameUser(maker);
  const made = { modified_by: by, modified_time: store.org(org)?.createdTime ?? '', source: 'crm', language: 'deluge', rest_api: [] };
  store.put(org, collection, { ...made, ...given, id: store.nextId(org) });
}
