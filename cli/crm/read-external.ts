import type { CrmClient } from './client.ts';
import type { Part } from './read-part.ts';
import { readListPart } from './read-part.ts';

/** Kinds that are never managed and yet referred to: users, as by workflow actions. */
export type ExternalKind = 'user';

/** All users of the org, `GET /users?type=AllUsers` (OpenAPI users.json). */
export function readUsers(client: CrmClient): Promise<Part> {
  return readListPart(client, 'user', undefined, { path: '/users', query: { type: 'AllUsers' }, envelope: 'users', paged: true });
}
