import type { JsonObject } from '../../../model/json.ts';
import type { Doc } from '../doc.ts';
import type { RouteContext } from '../route.ts';

/** The part of a route's context that making and changing metadata needs; seeding has it without a request. */
export type Writing = Pick<RouteContext, 'store' | 'org' | 'user' | 'now'>;

/** One field of a create body on its way to a document. */
export interface FieldDraft {
  readonly writing: Writing;
  readonly module: Doc;
  readonly body: JsonObject;
  /** where the field is in the request, e.g. `$.fields[0]` */
  readonly path: string;
  readonly dataType: string;
  /** the field as it is, when it is changed rather than made */
  readonly field?: Doc;
}

/** The user as answers name the author of a change. */
export function authorOf(user: Doc): JsonObject {
  return { name: user['full_name'] ?? null, id: user.id };
}
