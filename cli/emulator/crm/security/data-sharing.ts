import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { refer } from '../automation/references.ts';
import { attempt, demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { bodyItems, invalidData, isReply, locate, mandatoryNotFound } from '../checks.ts';
import type { Doc } from '../doc.ts';
import { collections, findField } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, writeReply } from '../route.ts';

const name = 'data_sharing';

/** Most modules of one call (data_sharing.json). */
const batch = 100;

/** How records can be shared, as the file's pattern says it. */
const shareTypes = 'private|public_read_only|public_read_write|public';

/** What a module has until somebody sets it (the documented sample); only what differs is stored. */
const initial = 'private';

/** Modules whose records are seen with the records they belong to. */
const followers: readonly string[] = ['Notes', 'Attachments', 'Actions_Performed'];

/** Modules whose records have owners; of others there is nothing to share. */
function ownedModules({ store, org }: RouteContext): readonly Doc[] {
  return store.list(org.name, collections.modules).filter((doc) => {
    const apiName = text(doc, 'api_name') ?? '';
    const isListed = ['default', 'custom'].includes(text(doc, 'generated_type') ?? '') && !followers.includes(apiName);
    return isListed && findField(store, org.name, apiName, 'Owner') !== undefined;
  });
}

function list(context: RouteContext): Reply {
  const { store, org } = context;
  const shown = ownedModules(context).map((module): JsonObject => {
    const share_type = store.get(org.name, name, module.id)?.['share_type'] ?? initial;
    return { share_type, public_in_portals: false, module: refer(module), rule_computation_running: false };
  });
  return { status: 200, body: { [name]: shown } };
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  if (isReply(items)) return items;
  const modules = ownedModules(context);
  const results = items.map((item, index) => attempt(() => share(context, modules, item, `$.${name}[${index}]`)));
  return writeReply(name, results, false);
}

function share({ store, org }: RouteContext, modules: readonly Doc[], item: JsonObject, path: string): JsonObject {
  demandMembers(item, [{ name: 'share_type', type: 'string', required: true }], path);
  const share_type = text(item, 'share_type') ?? '';
  if (!shareTypes.split('|').includes(share_type))
    refuse(itemError('INVALID_DATA', 'invalid data', { ...locate(path, 'share_type'), regex: shareTypes }));
  const id = text(demandObject(item, 'module', path), 'id');
  if (id === undefined) refuse(mandatoryNotFound(`${path}.module`, 'id'));
  const module = modules.find((doc) => doc.id === id) ?? refuse(invalidData(`${path}.module`, 'id'));
  if (share_type !== initial) store.put(org.name, name, { id: module.id, share_type });
  else if (store.get(org.name, name, module.id) !== undefined) store.remove(org.name, name, module.id);
  return {
    status: 'success',
    code: 'SUCCESS',
    message: 'data sharing settings updated successfully',
    details: { module: text(module, 'api_name') ?? '' },
  };
}

const cost = { minCredits: 1, maxCredits: 1 };
const path = '/settings/data_sharing';

/** `/settings/data_sharing` (data_sharing.json): what is shared by default, module by module; private in a new org (the documented sample). */
export const dataSharingRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: 'ZohoCRM.settings.data_sharing.READ', handle: list },
  { ...cost, method: 'PUT', path, scope: 'ZohoCRM.settings.data_sharing.UPDATE', handle: update },
];
