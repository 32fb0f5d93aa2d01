import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import { attempt, demandMembers, demandObject, refuse } from '../automation/refusal.ts';
import { bodyItems, isReply, locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, writeReply } from '../route.ts';
import { stampChange, stampNew } from './author.ts';

const envelope = 'portals';

/** Most portals of one create, and letters of a name (portals.json). */
const [batch, longest] = [100, 30];

/** Editions that have portals, as third parties say. */
const editions = ['enterprise', 'ultimate'];

/**
 * The refusal of a write in an edition without portals. The file knows one code for what somebody may not do; the pages name the permissions. Lists are empty there: no
 * source tells otherwise.
 */
export function refuseEdition({ org }: RouteContext): Reply | undefined {
  if (editions.includes(org.edition)) return undefined;
  return requestError(403, 'NO_PERMISSION', 'permission denied', { permissions: ['Crm_Implied_Manage_Portal'] });
}

/** The portal that a path names; names are their addresses, whatever their letters' size. */
export function findPortal({ store, org, params }: RouteContext): Doc | undefined {
  return named(store.list(org.name, envelope), params['portal'] ?? '');
}

function named(portals: readonly Doc[], name: string): Doc | undefined {
  return portals.find((portal) => text(portal, 'name')?.toLowerCase() === name.toLowerCase());
}

/** What lists tell of a portal: not how people sign in. */
function list({ store, org }: RouteContext): Reply {
  const listed = store.list(org.name, envelope).map(({ saml_configuration: _saml, ...portal }): Doc => portal as Doc);
  return withoutIds(listReply(envelope, listed));
}

function read(context: RouteContext): Reply {
  const found = findPortal(context);
  return withoutIds(listReply(envelope, found === undefined ? [] : [found]));
}

/** Portals have no ids; those in the store are the emulator's own. */
function withoutIds({ body, ...reply }: Reply): Reply {
  if (body === undefined) return reply;
  const shown = ((body as JsonObject)[envelope] as readonly JsonObject[]).map(({ id: _id, ...portal }) => portal);
  return { ...reply, body: { [envelope]: shown } };
}

function create(context: RouteContext): Reply {
  const refused = refuseEdition(context);
  if (refused !== undefined) return refused;
  const items = bodyItems(context.body, envelope, batch);
  if (isReply(items)) return items;
  const results = items.map((item, index) =>
    attempt(() => {
      const { store, org, user } = context;
      const path = `$.${envelope}[${index}]`;
      demandMembers(item, [{ name: 'name', type: 'string', required: true, maxLength: longest }], path);
      const name = readName(store.list(org.name, envelope), item, path);
      const zaid = store.nextId(org.name);
      const made = { name, zaid, active: true, login_url: `https://${name.toLowerCase()}.portal.example/`, saml_configuration: null };
      store.put(org.name, envelope, { id: zaid, ...made, ...stampNew(user, context.now()) });
      return done(name, 'portal created successfully');
    }),
  );
  return writeReply(envelope, results, false);
}

function readName(others: readonly Doc[], item: JsonObject, path: string): string {
  const name = text(item, 'name') ?? '';
  if (!/^[A-Za-z0-9]+$/.test(name))
    refuse(itemError('PATTERN_NOT_MATCHED', 'Please check whether the input values are correct', locate(path, 'name')));
  if (named(others, name) !== undefined) refuse(itemError('ALREADY_USED', 'Portal name already exists', locate(path, 'name')));
  return name;
}

function done(name: string, message: string): JsonObject {
  return { code: 'SUCCESS', details: { name }, message, status: 'success' };
}

function unknownPortal(): Reply {
  return requestError(400, 'INVALID_DATA', 'invalid data', { resource_path_index: 2 });
}

function update(context: RouteContext): Reply {
  const found = findPortal(context);
  if (found === undefined) return unknownPortal();
  const items = bodyItems(context.body, envelope, 1);
  if (isReply(items)) return items;
  const { store, org, user } = context;
  const [item = {}] = items;
  const result = attempt(() => {
    const path = `$.${envelope}[0]`;
    demandMembers(item, [{ name: 'name', type: 'string', maxLength: longest }], path);
    const others = store.list(org.name, envelope).filter((portal) => portal.id !== found.id);
    const name = item['name'] === undefined ? (text(found, 'name') ?? '') : readName(others, item, path);
    const saml = item['saml_configuration'] === undefined ? found['saml_configuration'] : readSaml(item, path);
    store.put(org.name, envelope, { ...found, name, saml_configuration: saml ?? null, ...stampChange(user, context.now()) });
    return done(name, 'portal updated successfully');
  });
  return writeReply(envelope, [result], false);
}

function readSaml(item: JsonObject, path: string): JsonObject {
  const said = demandObject(item, 'saml_configuration', path);
  const members = (['login_url', 'logout_url', 'public_key'] as const).map((name) => ({ name, type: 'string' as const, required: true }));
  demandMembers(said, [...members, { name: 'active', type: 'boolean' }], `${path}.saml_configuration`);
  const { login_url = '', logout_url = '', public_key = '' } = said;
  return { login_url, logout_url, public_key, active: said['active'] !== false };
}

/** What stands in a portal goes with it. */
function remove(context: RouteContext): Reply {
  const found = findPortal(context);
  if (found === undefined) return unknownPortal();
  const { store, org } = context;
  for (const type of store.list(org.name, 'user_type', found.id)) store.remove(org.name, 'user_type', type.id);
  store.remove(org.name, envelope, found.id);
  return writeReply(envelope, [done(text(found, 'name') ?? '', 'portal deleted successfully')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/portals', '/settings/portals/{portal}'];
const scope = (verb: string): string => `ZohoCRM.settings.clientportal.${verb}`;

/** `/settings/portals` (portals.json and the pages "Create a Portal" and "Update a Portal"). */
export const portalRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
