import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import { findModule } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, pagedReply, requestError } from '../route.ts';

const collection = 'cadences';

/** What only the detail of a cadence tells. */
const detailOnly = ['follow_ups', 'draft_cadence', 'parent_cadence', 'execution_details'];

function list({ store, org, query }: RouteContext): Reply {
  const module = query.get('module');
  if (module !== null && findModule(store, org.name, module) === undefined)
    return requestError(400, 'INVALID_DATA', 'the module name given seems to be invalid', { param_name: 'module' });
  const found = store.list(org.name, collection).filter((doc) => module === null || text(doc['module'], 'api_name') === module);
  const shown = found.map((doc): Doc => ({ ...Object.fromEntries(Object.entries(doc).filter(([name]) => !detailOnly.includes(name))), id: doc.id }));
  return pagedReply(collection, shown, query);
}

function read({ store, org, params }: RouteContext): Reply {
  const found = store.get(org.name, collection, params['id'] ?? '');
  return listReply(collection, found === undefined ? [] : [found]);
}

const reading = { method: 'GET', scope: 'ZohoCRM.settings.cadences.READ', minCredits: 1, maxCredits: 1 } as const;
const path = '/settings/automation/cadences';

/** `/settings/automation/cadences` (cadences.json; the detail by the file's edition of 2026-09). Cadences are made in the setup only. */
export const cadenceRoutes: readonly Route[] = [
  { ...reading, path, handle: list },
  { ...reading, path: `${path}/{id}`, handle: read },
];
