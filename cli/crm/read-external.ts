import type { CrmClient } from './client.ts';
import type { ListRequest } from './read-list.ts';
import type { Part } from './read-part.ts';
import { readListPart } from './read-part.ts';

/** Kinds that are never managed and yet referred to: users by workflow actions, e-mail templates by e-mail notifications. */
export type ExternalKind = 'user' | 'email_template';

/** All users of the org, `GET /users?type=AllUsers` (OpenAPI users.json). */
export function readUsers(client: CrmClient): Promise<Part> {
  return readListPart(client, 'user', undefined, { path: '/users', query: { type: 'AllUsers' }, envelope: 'users', paged: true });
}

/** The e-mail templates of a module, `GET /settings/email_templates?module=` (OpenAPI email_templates.json, whose pages hold at most 100). */
export function readTemplates(client: CrmClient, module: string): Promise<Part> {
  const query = { module, per_page: '100' };
  const list: ListRequest = { path: '/settings/email_templates', query, envelope: 'email_templates', paged: true };
  return readListPart(client, 'email_template', module, list);
}
