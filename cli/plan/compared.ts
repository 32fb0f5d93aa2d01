import type { SchemaNode } from '../kinds/schema.ts';
import type { JsonObject } from '../model/json.ts';

/** An element of the org beside what is wanted of it, all in the form of `withDefaults`; all the very same object where nothing differs. */
export interface Compared {
  readonly schema: SchemaNode;
  readonly before: JsonObject;
  readonly wanted: JsonObject;
  /** what an apply leaves in the org */
  readonly merged: JsonObject;
}
