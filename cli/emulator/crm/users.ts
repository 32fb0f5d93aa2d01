import type { Doc } from './doc.ts';
import type { Reply, Route, RouteContext } from './route.ts';
import { pagedReply } from './route.ts';

/** Which users each `type` of `GET /users` names (users.json). */
const typeFilters: Readonly<Record<string, (user: Doc) => boolean>> = {
  CurrentUser: (user) => user['_current'] === true,
  ActiveUsers: (user) => user['status'] === 'active',
  DeactiveUsers: (user) => user['status'] === 'inactive',
  ConfirmedUsers: (user) => user['confirm'] === true,
  ActiveConfirmedUsers: (user) => user['status'] === 'active' && user['confirm'] === true,
  AdminUsers: (user) => user['_administrator'] === true,
};

function listUsers(context: RouteContext): Reply {
  const filter = typeFilters[context.query.get('type') ?? ''] ?? (() => true);
  return pagedReply('users', context.store.list(context.org.name, 'users').filter(filter), context.query);
}

function showUser(context: RouteContext): Reply {
  const user = context.store.get(context.org.name, 'users', context.params['id'] ?? '');
  return pagedReply('users', user === undefined ? [] : [user], new URLSearchParams());
}

/** Calls of the resource users, reading only: users are never configuration. */
export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/users', scope: 'ZohoCRM.users.READ', minCredits: 1, maxCredits: 1, handle: listUsers },
  { method: 'GET', path: '/users/{id}', scope: 'ZohoCRM.users.READ', minCredits: 1, maxCredits: 1, handle: showUser },
];
