import type { CrmMethod, Write } from '../model/crm-call.ts';
import type { Element, Ref } from '../model/element.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Edition } from '../model/org.ts';
import type { LeftOutReason } from '../model/snapshot.ts';

/** An endpoint below `/crm/v8`; `{id}` in the path stands for an element's id, `{layout}` for that of its layout. */
export interface Endpoint {
  readonly method: CrmMethod;
  readonly path: string;
  /** `{module}` and `{layout}` are filled in */
  readonly query?: Readonly<Record<string, string>>;
}

/** What is said of a field to tell whether its module can have elements of a kind: api name and data type. */
export interface FieldFact {
  readonly name: string;
  readonly type: string;
}

/**
 * The list of a kind: read once for the org, once for each module (`?module=`), once for each layout in use (`{layout}` in its address), which its elements name in
 * an attribute `layout`, or once for each portal (`{portal}`), whose name their keys begin with.
 */
export interface ListEndpoint extends Endpoint {
  readonly per: 'org' | 'module' | 'layout' | 'portal';
  readonly paged: boolean;
  /** codes by which the CRM says that the org has switched all of it off, which is to have none */
  readonly off?: readonly string[];
  /** true when a module with these fields can have any, so that others are not asked; without it all are */
  among?(module: string, fields: readonly FieldFact[]): boolean;
}

/** What tells more of one element than the list does. `{api_name}` and `{name}` in the path stand for the element's, `{module}` in the query for its module's. */
export interface DetailEndpoint extends Endpoint {
  /** the answer is no element but a list in pages, under that name: it becomes the element's attribute of the same name */
  readonly list?: string;
  /** the attribute that the answer is, where it is a text and not a document */
  readonly text?: string;
}

/** A write endpoint with the most items of one call (request bodies of the OpenAPI files) and the credits of a call when `__apis` doesn't tell. */
export interface WriteEndpoint extends Endpoint {
  readonly batch: number;
  readonly credits: number;
}

/** What tells which further calls a step makes, in the form of the files. `before` is undefined for a create, `after` for a delete. */
export interface SideFacts {
  readonly key: string;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** names of the attributes that differ; all of them for a create */
  readonly changed: ReadonlySet<string>;
}

/** A call that some steps need besides the one that creates, updates or removes, such as one that switches an element on. */
export interface SideEndpoint extends Endpoint {
  /** attributes that it sets in a step that needs it, now or in the step that follows a create; none in a step that does not. A delete names what it takes away first. */
  sets(step: SideFacts): readonly string[];
  /** what a new element has in place of these until a person sets them, where the org's API lacks the call; absent: only a person can make such an element then */
  readonly instead?: JsonObject;
}

/** Key of the one element of a kind of which an org has one (`isOnlyOne`). */
export const onlyKey = 'company';

/** Where elements stand in an environment. `{module}` and `{name}` are filled with the encoded parts of the key. */
export interface FileRule {
  readonly pattern: string;
  /** `one`: a file is one element; `map`: a file is a map from the last part of the key to the element */
  readonly holds: 'one' | 'map';
  /** attributes that are texts of another language, and stand in a file of their own beside the element's: attribute → the file's ending, such as `deluge` */
  readonly beside?: Readonly<Record<string, string>>;
}

/** What turning a step into writes may look at. Attributes are in the form of the files; `wire` is in the CRM's, with placeholders for ids. */
export interface StepFacts {
  readonly ref: Ref;
  readonly key: string;
  /** api name of the element's module; empty for org-wide kinds */
  readonly module: string;
  /** attributes in the org now; undefined for a create */
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
  readonly wire: JsonObject;
  /** names of the attributes that differ; all of them for a create */
  readonly changed: ReadonlySet<string>;
  /** wanted attributes of another element, where a write has to say them along */
  wanted(ref: Ref): JsonObject | undefined;
  /** true when the id for the address is known already */
  known(ref: Ref): boolean;
}

/** What turning a delete into writes may look at: the element as the org has it. */
export type RemoveFacts = Pick<StepFacts, 'ref' | 'key' | 'module'> & { readonly before: JsonObject };

/** What is said of a kind that no API reads or writes. */
export interface ByHand {
  /** why, in a clause after the kind's name: `the API knows nothing of it` */
  readonly why: { readonly en: string; readonly ja: string };
  /** where in the setup it is, in the words of its menus (Zoho's help, which differs by edition) */
  readonly menu: { readonly en: string; readonly ja: string };
  /** true when `setupPage` is the page of the area, since no source gives the address of the page itself */
  readonly near?: true;
}

/** A kind whose elements the API lists. */
export type ReadableKind = Kind & { readonly list: ListEndpoint };

/** True for a kind whose elements the API lists; of others only files and ticks tell. */
export function isReadable(kind: Kind): kind is ReadableKind {
  return kind.list !== undefined;
}

/** True for a kind of which the org has exactly one element, or none yet. */
export function isOnlyOne(kind: Kind): boolean {
  return kind.single === true && kind.scope === 'org';
}

/** Names that mean an element where they stand in an open value (`{field: Deals.Stage}`): no by-hand kind, whose names are words that settings use too. */
export function namesInValues(kinds: Iterable<Kind>): readonly string[] {
  return [...kinds].filter(isReadable).map((kind) => kind.name);
}

/** Parts of a document that have ids of their own, by the address they are remembered under. */
export type PartIds = readonly (readonly [Ref, string])[];

/**
 * Everything that is particular to one kind of configuration, as data; behaviour is derived from it. What its attributes are, refer to, how their
 * lists compare and which values mean absence is stated once, in the kind's schema (`x-ref`, `x-list`, `default`, …; see schema.ts).
 */
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
  /**
   * there is one element at most, which the CRM gives and takes as an object instead of in a list (facts: samples 25). Of an org its key is `onlyKey`, and it is never
   * removed; of a module it is named by `nameOf`, has no id, and comes and goes as others do.
   */
  readonly single?: true;
  /** true when the CRM takes names that differ in case only for one name */
  readonly caseBlind?: true;
  readonly envelope: string;
  /** absent: no API tells of its elements (`byHand` says why); the files and what people ticked are all that is known of them */
  readonly list?: ListEndpoint;
  readonly byHand?: ByHand;
  /** asked once per element when the list leaves attributes out */
  readonly detail?: DetailEndpoint;
  /** true: no published description of the API has its calls, so that they are made only where the org's own list of its API has them */
  readonly unpublished?: true;
  readonly create?: WriteEndpoint;
  readonly update?: WriteEndpoint;
  readonly remove?: WriteEndpoint;
  /** calls that some steps need besides these: what the org's own list of its API lacks of them is done by hand, which plans say beforehand */
  readonly besides?: readonly SideEndpoint[];
  /** attributes that cannot be written once the element exists: a difference is a manual step */
  readonly frozen: readonly string[];
  /** attributes that the API can never set, not even on creation: a value other than the default is a manual step */
  readonly unsettable?: readonly string[];
  /** attributes of which an org always has something: leaving the whole out takes nothing away, leaving out what is in it does */
  readonly kept?: readonly string[];
  /** attributes whose members the product gives: they can be set otherwise, but never come or go */
  readonly given?: readonly string[];
  /** attributes that a create leaves to a following update, so that what they refer to can come later (this cuts reference cycles) */
  readonly deferred: readonly string[];
  /** ordered lists that the API can only add to at the end: another order is a manual step */
  readonly appendOnly?: readonly string[];
  /** key of the element that every org has and new ones start as: what a new one gives beyond it is what raises rights */
  readonly usual?: string;
  /** true when a change says all attributes again, because the CRM asks for them together; without it just those that differ */
  readonly whole?: true;
  /** attribute by which it runs, on unless it says `false`: a new one is made off, and what is switched on is switched on last. For kinds without `writes`. */
  readonly runsBy?: string;
  /** true when a change may make or take away parts of the element, so that it is not sent again when nobody knows whether it was done */
  readonly once?: true;
  /** true when elements come and go with something else, such as a lookup: a missing one is nobody's step, and is compared once it is there */
  readonly follows?: true;
  /** true when it only states facts of the org: never sent to another org, never planned */
  readonly factsOnly?: boolean;
  /** true when records of the org hang on an element, so that deleting one destroys data */
  readonly holdsRecords: boolean;
  /** editions that have it, a trial counting as its edition; absent: all. In another edition elements are neither made nor changed: plans block that before anything is written. */
  readonly editions?: readonly Edition[];
  /** path of the setup page below the org's CRM address, for manual steps; `{module}` is filled in */
  readonly setupPage: string;
  /** name of a document that has none of its own (a currency has a code, a holiday a date): what its key is made of */
  nameOf?(document: JsonObject): string | undefined;
  /** reason for leaving out whose documents can be referred to all the same: their ids are known by their names */
  readonly stillNamed?: LeftOutReason;
  /** why a document is not ours to manage (an extension's, a placeholder of the product); undefined when it is */
  leaveOut?(document: JsonObject): LeftOutReason | undefined;
  /** a document in the structure of the schema, references still as the CRM gives them */
  reshape?(document: JsonObject): JsonObject;
  /** ids of parts of a document: picklist values, sections, permissions, states */
  partIds?(document: JsonObject, key: string): PartIds;
  /** address of the part that a change of that path needs to exist in the org */
  partOfChange?(key: string, path: readonly string[], after: Json | undefined): Ref | undefined;
  /** address of a part that hinders every change while the org has it, and what a person does about it */
  inTheWay?(key: string): { readonly ref: Ref; readonly why: string };
  /** new elements that have to be there first although nothing in the attributes names them */
  needs?(key: string, attributes: JsonObject, desired: ReadonlyMap<Ref, Element>): readonly Ref[];
  /** the item of a create or update, in the CRM's form, where it is not quite what would be `said` (see live/plain-writes.ts) */
  body?(said: JsonObject, step: StepFacts): JsonObject;
  /** writes of a create or update when one item with the changed attributes is not enough; done one after the other */
  writes?(step: StepFacts): readonly Write[];
  /** why an element cannot be created through the API; undefined when it can */
  manualCreate?(key: string, attributes: JsonObject): string | undefined;
  /** why a change of that path cannot be made through the API; undefined when it can. `after` is undefined when something is taken away. */
  manualUpdate?(key: string, before: JsonObject, path: readonly string[], after?: Json): string | undefined;
  /** true when the element came with the product or its edition: it is never removed, not even by a person */
  isSystem?(key: string, attributes: JsonObject): boolean;
  /** why an element cannot be removed through the API; undefined when it can */
  manualRemove?(key: string, attributes: JsonObject): string | undefined;
  /** writes of a delete when the one that `remove` describes is not enough; done one after the other */
  removeWrites?(step: RemoveFacts): readonly Write[];
  /** elements that the CRM removes together with it: they keep it from going as long as they are to stay */
  takes?(key: string, attributes: JsonObject): readonly Ref[];
  /** what else removing the element does to the org, in words */
  removeEffect?(key: string, attributes: JsonObject): string | undefined;
  /** the other new element that brings this one along, so that creating both would make it twice */
  arrivesWith?(key: string, attributes: JsonObject, wanted: (ref: Ref) => JsonObject | undefined): Ref | undefined;
  /** what else appears in the org when the element is created, in words */
  sideEffect?(key: string, attributes: JsonObject): string | undefined;
  /** true when Zoho creates the element together with its module, so that creating it means taking it over */
  arrives?(key: string, attributes: JsonObject): boolean;
}
