import type { CrmMethod, Write } from '../model/crm-call.ts';
import type { Ref } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';

/** How a list of a kind compares: members matched by an attribute (or by themselves when they are strings), or as a set without order. */
export type ListRule = { readonly by: string; readonly ordered: boolean } | 'set';

/** Where an endpoint is and what it answers. */
export interface Endpoint {
  readonly method: CrmMethod;
  /** below `/crm/v8`; `{id}` stands for the element's id */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** The list of a kind: read once for the org, or once for each module (`?module=`). */
export interface ListEndpoint extends Endpoint {
  readonly per: 'org' | 'module';
  readonly paged: boolean;
}

/** A write endpoint with the most items of one call (request bodies of the OpenAPI files) and the credits of a call when `__apis` doesn't tell. */
export interface WriteEndpoint extends Endpoint {
  readonly batch: number;
  readonly credits: number;
}

/** Where elements stand in an environment. `{module}` and `{name}` are filled with the encoded parts of the key. */
export interface FileRule {
  readonly pattern: string;
  /** `one`: a file is one element; `map`: a file is a map from the last part of the key to the element */
  readonly holds: 'one' | 'map';
}

/** What turning a document into attributes may look up: ids to keys. */
export interface FromLive {
  /** key of the element with that id, undefined when unknown */
  keyOf(kind: string, id: string): string | undefined;
  /** api name of the module the document belongs to; empty for org-wide kinds */
  readonly module: string;
}

/** What turning a step into writes may look at. */
export interface ToWrites {
  readonly ref: Ref;
  readonly key: string;
  readonly module: string;
  /** attributes in the org now; undefined for a create */
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
  /** true when an id for the address is known already */
  known(ref: Ref): boolean;
}

/** Parts of a document that have ids of their own, by the address they are remembered under. */
export type PartIds = readonly (readonly [Ref, string])[];

/** Everything that is particular to one kind of configuration, as data; behaviour is derived from it. */
export interface Kind {
  readonly name: string;
  readonly title: { readonly en: string; readonly ja: string };
  /** file name of its schema under `schemas/`, without `.schema.json` */
  readonly schema: string;
  readonly scope: 'org' | 'module';
  /** what stands between module and name in a key of module scope */
  readonly separator: '.' | '/';
  readonly file: FileRule;
  /** attribute of a document that names it within its scope: `api_name` cannot change, `name` can */
  readonly identity: 'api_name' | 'name';
  readonly envelope: string;
  readonly list: ListEndpoint;
  /** asked once per element when the list leaves attributes out */
  readonly detail?: Endpoint;
  readonly create?: WriteEndpoint;
  readonly update?: WriteEndpoint;
  readonly remove?: WriteEndpoint;
  /** attribute values that mean the same as absence, left out of files */
  readonly defaults: JsonObject;
  /** how lists compare, by attribute path with `*` for any member; a list that is not named compares as a whole */
  readonly lists: Readonly<Record<string, ListRule>>;
  /** attributes that cannot change after creation */
  readonly frozen: readonly string[];
  /** attributes only readable: compared, but a difference is a manual step */
  readonly readOnly: readonly string[];
  /** attributes set after everything that refers to the element exists, so that reference cycles can be cut */
  readonly deferrable: readonly string[];
  /** true when records of the org hang on an element, so that deleting one destroys data */
  readonly holdsRecords: boolean;
  /** path of the org's setup page below `https://crm.zoho.<dc>/crm/org<domain>`, for manual steps */
  readonly setupPage: string;
  /** true when the document is not ours to manage (an extension's, a placeholder of the product), with the reason */
  leaveOut?(document: JsonObject, module: string): string | undefined;
  /** attributes of a document, when following the schema is not enough */
  fromLive?(document: JsonObject, context: FromLive): JsonObject;
  /** ids of parts of a document (picklist values, sections, permissions …) */
  partIds?(document: JsonObject, key: string): PartIds;
  /** writes of a create or update, when one call with the attributes is not enough; done one after the other */
  toWrites?(step: ToWrites): readonly Write[];
  /** why an element cannot be created through the API, undefined when it can */
  manualCreate?(key: string, attributes: JsonObject): string | undefined;
  /** true when Zoho creates the element together with its module, so that creating it means taking it over */
  arrives?(key: string, attributes: JsonObject): boolean;
}
