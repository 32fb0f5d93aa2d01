import type { JsonObject } from '../../../model/json.ts';
import { text } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';

/** A user as other documents name them: `{name, id}`. */
export function nameUser(user: Doc): JsonObject {
  return { name: text(user, 'full_name') ?? text(user, 'last_name') ?? text(user, 'email') ?? 'User', id: user.id };
}

/** Who made and last changed a document, and when; for a new document. `now` is ISO 8601 with the org's offset. */
export function stampNew(user: Doc, now: string): JsonObject {
  return { created_time: now, created_by: nameUser(user), ...stampChange(user, now) };
}

/** Who changed a document, and when. */
export function stampChange(user: Doc, now: string): JsonObject {
  return { modified_time: now, modified_by: nameUser(user) };
}
