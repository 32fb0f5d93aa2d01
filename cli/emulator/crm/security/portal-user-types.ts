import type { JsonObject } from '../../../model/json.ts';
import { objects, text } from '../../../model/json.ts';
import { attempt, refuse } from '../automation/refusal.ts';
import { bodyItems, isReply, locate } from '../checks.ts';
import type { Doc } from '../doc.ts';
import type { Reply, Route, RouteContext } from '../route.ts';
import { itemError, listReply, requestError, success, writeReply } from '../route.ts';
import { stampChange, stampNew } from './author.ts';
import { makeUserType } from './portal-user-type-parts.ts';
import { findPortal, refuseEdition } from './portals.ts';

const envelope = 'user_type';

/** Most user types of an org without a licence for more ("Create a User Type", LICENSE_LIMIT_EXCEEDED). */
const mostTypes = 5;

/** Runs the work in the portal that a path names, or refuses the call. */
function inPortal(context: RouteContext, work: (portal: Doc) => Reply): Reply {
  const portal = findPortal(context);
  return portal === undefined
    ? requestError(400, 'INVALID_DATA', 'the portal name given seems to be invalid', { resource_path_index: 2 })
    : work(portal);
}

/** Runs the work on the user type that a path names, or refuses the call. */
function withType(context: RouteContext, work: (portal: Doc, found: Doc) => Reply): Reply {
  return inPortal(context, (portal) => {
    const found = context.store.get(context.org.name, envelope, context.params['id'] ?? '', portal.id);
    return found === undefined
      ? requestError(400, 'INVALID_DATA', 'the id given seems to be invalid', { resource_path_index: 4 })
      : work(portal, found);
  });
}

/** The file knows no 204 of this list: a portal without any answers with an empty one. */
function list(context: RouteContext): Reply {
  return inPortal(context, (portal) => {
    const reply = listReply(envelope, context.store.list(context.org.name, envelope, portal.id));
    return reply.body === undefined ? { status: 200, body: { [envelope]: [] } } : reply;
  });
}

function read(context: RouteContext): Reply {
  return withType(context, (_portal, found) => listReply(envelope, [found]));
}

function create(context: RouteContext): Reply {
  return (
    refuseEdition(context) ??
    inPortal(context, (portal) => {
      const items = bodyItems(context.body, envelope, 1000);
      if (isReply(items)) return items;
      const { store, org, user } = context;
      const results = items.map((item, index) =>
        attempt(() => {
          const path = `$.${envelope}[${index}]`;
          const made = makeUserType(context, item, path);
          if (store.count(org.name, envelope) >= mostTypes)
            refuse(itemError('LICENSE_LIMIT_EXCEEDED', 'You have exceeded the portal user license limit', { limit: mostTypes }));
          refuseTaken(store.list(org.name, envelope, portal.id), made, path);
          const id = store.nextId(org.name);
          const counts = { default: false, no_of_users: 0, active_user_count: 0, deactive_user_count: 0 };
          store.put(org.name, envelope, { id, ...made, ...counts, ...stampNew(user, context.now()) }, portal.id);
          return success(id, 'Portal user type created successfully');
        }),
      );
      return writeReply(envelope, results, false);
    })
  );
}

function refuseTaken(others: readonly Doc[], made: JsonObject, path: string): void {
  if (others.some((other) => other['name'] === made['name'])) refuse(itemError('DUPLICATE_DATA', 'duplicate data', locate(path, 'name')));
}

function update(context: RouteContext): Reply {
  return withType(context, (portal, found) => {
    const items = bodyItems(context.body, envelope, 1);
    if (isReply(items)) return items;
    const { store, org, user } = context;
    const result = attempt(() => {
      const path = `$.${envelope}[0]`;
      const made = makeUserType(
        context,
        { active: found['active'] ?? false, invitation_field: found['invitation_field'] ?? null, ...items[0] },
        path,
      );
      refuseTaken(
        store.list(org.name, envelope, portal.id).filter((other) => other.id !== found.id),
        made,
        path,
      );
      refuseRemoval(found, made, path);
      store.put(org.name, envelope, { ...found, ...made, ...stampChange(user, context.now()) });
      return success(found.id, 'Portal user type updated successfully');
    });
    return writeReply(envelope, [result], false);
  });
}

/** Modules and layouts that a user type has stay ("Update a User Type", CANNOT_REMOVE). */
function refuseRemoval(before: JsonObject, after: JsonObject, path: string): void {
  const cannot = (name: string, at: string): never => refuse(itemError('CANNOT_REMOVE', 'cannot be removed', locate(at, name)));
  for (const module of objects(before, 'modules')) {
    const index = objects(after, 'modules').findIndex((one) => one['id'] === module['id']);
    const kept = objects(after, 'modules')[index] ?? cannot('modules', path);
    const ids = new Set(objects(kept, 'layouts').map((layout) => layout['id']));
    if (objects(module, 'layouts').some((layout) => !ids.has(layout['id'] ?? ''))) cannot('layouts', `${path}.modules[${index}]`);
  }
}

function remove(context: RouteContext): Reply {
  return withType(context, (_portal, found) => {
    if (Number(found['no_of_users'] ?? 0) > 0) return requestError(400, 'INVALID_DATA', 'the user type has users', { resource_path_index: 4 });
    context.store.remove(context.org.name, envelope, found.id);
    return writeReply(envelope, [success(found.id, `Portal user type ${text(found, 'name')} deleted successfully`)], false);
  });
}

const cost = { minCredits: 1, maxCredits: 1 };
const [path, one] = ['/settings/portals/{portal}/user_type', '/settings/portals/{portal}/user_type/{id}'];
const scope = (verb: string): string => `ZohoCRM.settings.clientportal.${verb}`;

/** `/settings/portals/{portal}/user_type` (portal_user_type.json and the pages "Create", "Update" and "Delete a User Type"). */
export const portalUserTypeRoutes: readonly Route[] = [
  { ...cost, method: 'GET', path, scope: scope('READ'), handle: list },
  { ...cost, method: 'POST', path, scope: scope('CREATE'), handle: create },
  { ...cost, method: 'GET', path: one, scope: scope('READ'), handle: read },
  { ...cost, method: 'PUT', path: one, scope: scope('UPDATE'), handle: update },
  { ...cost, method: 'DELETE', path: one, scope: scope('DELETE'), handle: remove },
];
