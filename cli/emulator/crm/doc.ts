import type { JsonObject } from '../../model/json.ts';

/** A stored document of the embedded CRM: one module, field, role, … as the API shows it, plus keys of ours that start with `_` and are never sent. */
export interface Doc extends JsonObject {
  readonly id: string;
}
