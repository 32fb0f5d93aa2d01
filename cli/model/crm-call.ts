import type { Ref } from './element.ts';
import type { Json, JsonObject } from './json.ts';

/** HTTP methods the CRM's settings endpoints use. */
export type CrmMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One request to the CRM below `/crm/v8`, e.g. `GET /settings/fields?module=Deals`. */
export interface CrmRequest {
  readonly method: CrmMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Json;
  /** true for a read whose answer is a text of its own, which becomes the `body` of the answer as it is */
  readonly text?: true;
  /** true for a write that may be sent again when nobody can tell whether it was done; see `Write` */
  readonly idempotent?: true;
}

/** The CRM's answer; `body` is undefined for 204 (an empty collection). */
export interface CrmAnswer {
  readonly status: number;
  readonly body: Json | undefined;
}

/** Stands for the id of an element (or of a part of one) that is known only when the request is sent: `{"$id": "field:Deals.Stage"}`. */
export interface IdPlaceholder {
  readonly $id: Ref;
}

/** One object of a write's list, and the address under which the id in its result is remembered. */
export interface WriteItem {
  readonly body: JsonObject;
  readonly captures?: Ref;
  /** the same for other documents that the result's details name by their members, such as the draft that a change of a published cadence makes */
  readonly also?: Readonly<Record<string, Ref>>;
}

/**
 * A write before ids are known: placeholders in path, query and bodies are resolved from the id index just before sending. Writes that agree
 * in method, path, query and envelope may share one request, up to `batch` items.
 */
export interface Write {
  readonly method: Exclude<CrmMethod, 'GET'>;
  /** may hold `{id}`, which `target` resolves */
  readonly path: string;
  readonly target?: Ref;
  /** resolves `{part}` in the path, for a part of the target that has an address of its own */
  readonly part?: Ref;
  /** resolves `{layout}` in the path */
  readonly layout?: Ref;
  readonly query?: Readonly<Record<string, string | IdPlaceholder>>;
  readonly envelope: string;
  /** true when the envelope holds the one item itself instead of a list of items */
  readonly single?: true;
  /** true when the envelope is sent even where its items say nothing: without it such a body is empty */
  readonly listed?: true;
  /** true when the call has no body at all, not even an empty one */
  readonly bare?: true;
  readonly items: readonly WriteItem[];
  /** true when it lets automation run: sent when everything else of the pass was, one after the other in the order of the plan */
  readonly last?: true;
  /** most items of one request (limits of the OpenAPI's request bodies) */
  readonly batch: number;
  /** true when sending it twice leaves the org as sending it once does: values set on what exists by its id, nothing made, nothing taken away */
  readonly idempotent?: true;
}

/** Key → id of an org's elements and of their parts (`picklist:Deals.Stage#Won`, `permission:Deals/Crm_Implied_View_Deals`). */
export type IdIndex = ReadonlyMap<Ref, string>;
