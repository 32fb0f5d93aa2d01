import type { JsonObject } from '../../../model/json.ts';
import { isObject, text } from '../../../model/json.ts';
import { attempt, refuse } from '../automation/refusal.ts';
import { bodyItems, isReply, mandatoryNotFound, unknownResource } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { OrgRecord } from '../org-record.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, pagedReply, requestError, success, writeReply } from '../route.ts';
import type { DocStore } from '../store.ts';
import { nameUser, stampNew } from './author.ts';
import { criteriaMembers, readTerritory } from './territory-write.ts';

const name = 'territories';

/** Most territories of one call (territories.json). */
const batch = 100;

/** Editions that have territories: Enterprise and up. */
const editions = ['enterprise', 'ultimate'];

/** Switches territories on in an org, as somebody does in its setup: there is one at the top then, with the org's name. */
export function enableTerritories(store: DocStore, org: OrgRecord): void {
  const [user] = store.list(org.name, 'users');
  if (user === undefined || store.count(org.name, name) > 0) return;
  const nature = { manager: nameUser(user), reporting_to: null, permission_type: 'read_only', description: 'Organization Parent Territory' };
  const own = { id: store.nextId(org.name), name: org.name, api_name: org.name.replaceAll(/\W+/g, '_'), ...nature };
  store.put(org.name, name, { ...own, ...criteriaMembers({}), ...stampNew(user, org.createdTime) });
}

/** The refusal of every call while an org has no territories: its edition has none, or nobody switched them on. */
function refuseOff({ store, org }: RouteContext): Reply | undefined {
  if (!editions.includes(org.edition)) return requestError(403, 'FEATURE_NOT_ENABLED', 'the feature is not enabled');
  return store.count(org.name, name) > 0 ? undefined : requestError(403, 'TERRITORY_NOT_ENABLED', 'Territory feature is not enabled');
}

function list(context: RouteContext): Reply {
  const { store, org, query } = context;
  const ids = query.get('ids')?.split(',');
  const docs = store.list(org.name, name).filter((doc) => ids?.includes(doc.id) !== false);
  return (
    refuseOff(context) ??
    pagedReply(
      name,
      docs.map((doc) => show(context, doc)),
      query,
    )
  );
}

function read(context: RouteContext): Reply {
  const found = find(context);
  return refuseOff(context) ?? pagedReply(name, found === undefined ? [] : [show(context, found)], new URLSearchParams());
}

function find({ store, org, params }: RouteContext): Doc | undefined {
  return store.get(org.name, name, params['territory'] ?? '');
}

/** A territory as answers have it: its parent by the name of now, criteria where a list is asked for them. */
function show({ store, org, query, params }: RouteContext, territory: Doc): Doc {
  const parent = store.get(org.name, name, text(territory['reporting_to'], 'id') ?? '');
  const wanted = (query.get('include') ?? '').split(',');
  const hidden = Object.keys(criteriaMembers({})).filter((member) => params['territory'] === undefined && !wanted.includes(member));
  const shown = Object.fromEntries(Object.entries(territory).filter(([member]) => !hidden.includes(member)));
  return { ...shown, id: territory.id, reporting_to: parent === undefined ? null : { name: parent['name'] ?? '', id: parent.id } };
}

function create(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, batch);
  const off = refuseOff(context);
  if (off !== undefined || isReply(items)) return off ?? (items as Reply);
  const results = items.map((item, index) =>
    attempt(() => {
      const { store, org, user } = context;
      const made = readTerritory(context, item, `$.${name}[${index}]`);
      const id = store.nextId(org.name);
      store.put(org.name, name, { ...made, ...stampNew(user, context.now()), id });
      return success(id, 'Territory created');
    }),
  );
  return writeReply(name, results, true);
}

function update(context: RouteContext): Reply {
  const items = bodyItems(context.body, name, context.params['territory'] === undefined ? batch : 1);
  const off = refuseOff(context);
  if (off !== undefined || isReply(items)) return off ?? (items as Reply);
  const results = items.map((item, index) => attempt(() => changeTerritory(context, item, `$.${name}[${index}]`)));
  return writeReply(name, results, false);
}

function changeTerritory(context: RouteContext, item: JsonObject, path: string): JsonObject {
  const { store, org, user } = context;
  const given = context.params['territory'] ?? text(item, 'id');
  if (given === undefined) refuse(mandatoryNotFound(path, 'id'));
  const before = store.get(org.name, name, given);
  if (before === undefined)
    refuse(itemError('INVALID_DATA', 'The Territory Id given seems to be invalid', { api_name: 'id', json_path: `${path}.id` }));
  const changed = readTerritory(context, item, path, before);
  store.put(org.name, name, { ...changed, modified_by: nameUser(user), modified_time: context.now(), id: before.id });
  return success(before.id, 'Territory updated');
}

/** The one at the top stays, and one with others below it can only be deleted with a transfer. */
function remove(context: RouteContext): Reply {
  const { store, org } = context;
  const off = refuseOff(context);
  if (off !== undefined) return off;
  const found = find(context);
  if (found === undefined) return unknownResource();
  const hasChildren = store.list(org.name, name).some((doc) => text(doc['reporting_to'], 'id') === found.id);
  if (hasChildren || !isObject(found['reporting_to']))
    return writeReply(name, [itemError('NOT_ALLOWED', 'the territory cannot be deleted', { id: found.id })], false);
  store.remove(org.name, name, found.id);
  return writeReply(name, [success(found.id, 'Territory deleted')], false);
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/territories', '/settings/territories/{territory}'];
const scope = (verb: string): string => `ZohoCRM.settings.territories.${verb}`;

/** `/settings/territories` (territories.json). Users of a territory are no configuration. */
export const territoryRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'PUT', path, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
