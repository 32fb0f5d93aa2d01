import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { refer } from '../automation/references.ts';
import { requiredParameter } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { fieldsOf, findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError } from '../route.ts';
import type { DocStore } from '../store.ts';
import { idWithin } from './system-views.ts';

const envelope = 'related_lists';
const states: readonly string[] = ['visible', 'user_hidden', 'scheduled_for_deletion'];

/** What every record can have, whatever looks it up (sample of Zoho's page "Related Lists Metadata"). */
const common: readonly string[] = ['Notes', 'Attachments'];

function list({ store, org, query }: RouteContext): Reply {
  const name = requiredParameter(query, 'module');
  if (typeof name !== 'string') return name;
  const module = findModule(store, org.name, name);
  if (module === undefined) return requestError(400, 'INVALID_MODULE', 'the module name given seems to be invalid');
  const status = query.get('status');
  if (status !== null && !states.includes(status)) return refuseStatus();
  const lists = relatedListsOf(store, org.name, module);
  return listReply(
    envelope,
    lists.filter((one) => status === null || one['status'] === status),
  );
}

function refuseStatus(): Reply {
  return requestError(400, 'INVALID_DATA', 'The status given is invalid.', { param_name: 'status', supported_values: [...states] });
}

/**
 * The related lists of a module: notes, attachments, and one for each lookup that leads to it, which has the id that the lookup knows. They are stored nowhere but for what
 * somebody set by hand. In real orgs standard modules have more, and other numbers [?].
 */
function relatedListsOf(store: DocStore, org: string, module: Doc): readonly Doc[] {
  if (common.includes(text(module, 'api_name') ?? '') || module['api_supported'] === false) return [];
  const shared = common.flatMap((name) => findModule(store, org, name) ?? []);
  const ofAll = shared.map((one, index) => ({
    id: idWithin(module, 10 + index),
    ...listOf(module, text(one, 'api_name') ?? '', text(one, 'plural_label') ?? '', one),
  }));
  const looking = store
    .list(org, 'modules')
    .toSorted((one, other) => ((text(one, 'api_name') ?? '') < (text(other, 'api_name') ?? '') ? -1 : 1))
    .flatMap((child) => lookupsTo(store, org, child, module).map((lookup) => ({ child, lookup })));
  const names = new Set(common);
  const ofLookups = looking.map(({ child, lookup }) => {
    const api = freeName(text(lookup, 'api_name') ?? '', names);
    names.add(api);
    return { id: text(lookup, 'id') ?? '', ...listOf(module, api, text(lookup, 'display_label') ?? api, child) };
  });
  return [...ofAll, ...ofLookups].map((one, index) => ({
    ...one,
    sequence_number: String(index + 1),
    ...store.get(org, envelope, one.id),
    id: one.id,
  }));
}

/** Lookups of a module that lead to another one. Those of an org that was put together from projections may not say where they lead. */
function lookupsTo(store: DocStore, org: string, child: Doc, module: Doc): readonly JsonObject[] {
  const lookups = fieldsOf(store, org, text(child, 'api_name') ?? '').flatMap(({ data_type, lookup }) =>
    data_type === 'lookup' && lookup !== undefined && isObject(lookup) ? [lookup] : [],
  );
  return lookups.filter((lookup) => text(lookup['module'], 'api_name') === module['api_name'] && text(lookup, 'id') !== undefined);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let [free, count] = [name, 1];
  while (taken.has(free)) {
    free = `${name}${count}`;
    count += 1;
  }
  return free;
}

function listOf(module: Doc, apiName: string, label: string, child: Doc): JsonObject {
  return {
    display_label: label,
    api_name: apiName,
    module: refer(child),
    name: label,
    action: null,
    href: `${text(module, 'api_name') ?? ''}/{ENTITYID}/${apiName}`,
    type: 'default',
    customize_sort: true,
    customize_fields: true,
    customize_display_label: true,
    status: 'visible',
    parent_related_lists: null,
  };
}

/** Sets order, label or visibility of a related list, which only a person can. */
export function setRelatedList(store: DocStore, org: string, moduleName: string, apiName: string, change: JsonObject): void {
  const module = findModule(store, org, moduleName);
  const found = module === undefined ? undefined : relatedListsOf(store, org, module).find((one) => one['api_name'] === apiName);
  if (found === undefined) throw new RangeError(`${moduleName} has no related list ${apiName}`);
  store.put(org, envelope, { ...store.get(org, envelope, found.id), ...change, id: found.id }, moduleName);
}

/** `/settings/related_lists` (related_lists.json). There is no call that changes one. */
export const relatedListRoutes: readonly Route[] = [
  { minCredits: 1, maxCredits: 1, method: 'GET', path: '/settings/related_lists', scope: 'ZohoCRM.settings.related_lists.READ', handle: list },
];
