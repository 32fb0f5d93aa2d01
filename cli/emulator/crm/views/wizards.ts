import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { refer } from '../automation/references.ts';
import { findModule, layoutsOf } from '../metadata/lookups.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { listReply, requestError } from '../route.ts';
import { nameUser } from '../security/author.ts';
import type { DocStore } from '../store.ts';

const envelope = 'wizards';

function list({ store, org, query }: RouteContext): Reply {
  const name = query.get('module');
  if (name !== null && findModule(store, org.name, name) === undefined)
    return requestError(400, 'INVALID_MODULE', 'The module name seems to be invalid');
  return listReply(
    envelope,
    store.list(org.name, envelope).filter((wizard) => name === null || text(wizard['module'], 'api_name') === name),
  );
}

/** Makes a wizard for a module's first layout and every profile, or changes the one of that name, which only a person can. */
export function setWizard(store: DocStore, org: string, module: string, name: string, more: JsonObject = {}): void {
  const before = store.list(org, envelope).find((wizard) => wizard['name'] === name);
  const [layout] = layoutsOf(store, org, module);
  const owner = findModule(store, org, module);
  const [user] = store.list(org, 'users');
  if (owner === undefined || layout === undefined || user === undefined) throw new RangeError(`no wizard can be made for ${module}`);
  const time = store.org(org)?.createdTime ?? '';
  const label = text(layout, 'name') ?? '';
  const screens = [{ api_name: 'Screen_1', id: store.nextId(org), display_label: 'Screen 1' }];
  const made = {
    name,
    display_label: name,
    module: refer(owner),
    profiles: store.list(org, 'profiles').map((profile) => ({ name: text(profile, 'name') ?? '', id: profile.id })),
    portal_user_types: [],
    active: true,
    containers: [{ layout: { name: label, display_label: label, id: layout.id }, screens, id: layout.id }],
    created_time: time,
    modified_time: time,
    created_by: nameUser(user),
    modified_by: nameUser(user),
  };
  store.put(org, envelope, { ...made, ...before, ...more, id: before?.id ?? store.nextId(org) }, module);
}

/** `/settings/wizards` (wizards.json). There is no call that makes or changes one. */
export const wizardRoutes: readonly Route[] = [
  { minCredits: 1, maxCredits: 1, method: 'GET', path: '/settings/wizards', scope: 'ZohoCRM.settings.wizards.READ', handle: list },
];
