import type { CallerDocument } from '../model/snapshot.ts';
import type { CrmClient } from './client.ts';
import { readListPart } from './read-part.ts';

/** Who the credentials belong to, `GET /users?type=CurrentUser` (OpenAPI users.json). What the credentials may not ask is a reason, not a failure. */
export async function readCaller(client: CrmClient): Promise<CallerDocument> {
  const list = { path: '/users', query: { type: 'CurrentUser' }, envelope: 'users', paged: false };
  const { documents, reason } = await readListPart(client, 'user', undefined, list);
  const user = documents?.[0];
  return { ...(user === undefined ? {} : { user }), ...(reason === undefined ? {} : { reason }) };
}
