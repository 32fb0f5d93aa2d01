import type { Capabilities } from './capability.ts';
import type { IdIndex } from './crm-call.ts';
import type { Element, Ref } from './element.ts';
import type { OrgStanding } from './eligibility.ts';
import type { Finding, Place } from './finding.ts';
import type { Move } from './identity.ts';
import type { JsonObject } from './json.ts';
import type { OrgFacts } from './org.ts';

/** All elements of an org at one moment, by address. */
export interface Snapshot {
  readonly elements: ReadonlyMap<Ref, Element>;
}

/** A kind, or one module's part of it, that could not be read completely; none of it may be judged absent. */
export interface Unreadable {
  readonly kind: string;
  readonly module?: string;
  readonly reason: string;
  /** code of the failure; absent where the org's API has no such list */
  readonly code?: string;
}

/**
 * Why what was read is not taken: it is an `extension`'s, the `product`'s own, seen by its maker only (`personal`), about to be deleted (`going`), the `draft` of
 * changes to one that is there, beyond what the API (`no-api`) or the files can hold (`other-language`, `untold-signals`), or it hangs on what is left out.
 */
export type LeftOutReason =
  | 'extension'
  | 'product'
  | 'personal'
  | 'going'
  | 'draft'
  | 'no-api'
  | 'other-language'
  | 'untold-signals'
  | 'module-left-out'
  | 'refers-left-out';

/** An element that was read and deliberately not taken, such as one that belongs to an extension. */
export interface LeftOut {
  readonly kind: string;
  readonly key: string;
  readonly reason: LeftOutReason;
}

/** The answers of the CRM's lists as read: documents by kind and, for kinds that are listed per module, by module. */
export interface OrgDocuments {
  readonly org: JsonObject;
  readonly documents: ReadonlyMap<string, readonly KindDocuments[]>;
  readonly unreadable: readonly Unreadable[];
  readonly capabilities: Capabilities;
  /** the user that the credentials belong to, or why nobody tells; absent: not asked */
  readonly caller?: CallerDocument;
}

/** The answer to `GET /users?type=CurrentUser`, or why there is none. */
export interface CallerDocument {
  readonly user?: JsonObject;
  readonly reason?: string;
}

/** Documents of one kind; `module` is set for kinds listed per module. */
export interface KindDocuments {
  readonly module?: string;
  readonly documents: readonly JsonObject[];
  /** what the list says of elements that could not be read completely: their names and ids, for what refers to them */
  readonly listed?: readonly JsonObject[];
}

/** Who changed an element last, and when, where the CRM tells (`modified_by`, `modified_time`). */
export interface Touch {
  readonly by?: string;
  /** ISO 8601 */
  readonly at?: string;
}

/** An element of the org that a name may mean. */
export interface Candidate {
  readonly key: string;
  readonly id: string;
  readonly touch: Touch;
}

/** A snapshot read from the CRM, with what only the CRM knows. */
export interface LiveSnapshot extends Snapshot {
  readonly facts: OrgFacts;
  /** whether the org may send or receive: what the reading tells of it */
  readonly standing?: OrgStanding;
  readonly ids: IdIndex;
  readonly unreadable: readonly Unreadable[];
  readonly leftOut: readonly LeftOut[];
  readonly capabilities: Capabilities;
  /** API credits that are left of the org's 24 hours: what it says, else what its licence grants less what this run used; absent where neither tells */
  readonly creditsLeft?: number;
  /** address that the pages of the org's setup are below; absent where nobody knows it */
  readonly setup?: string;
  readonly touched: ReadonlyMap<Ref, Touch>;
  /** keys that stand for one of several elements of the same name, none of which is known by its id */
  readonly ambiguous: ReadonlyMap<Ref, readonly Candidate[]>;
  /** elements whose key is their name and that the org calls something else by now (`from`) than when their id was noted (`to`) */
  readonly renamed: readonly Move[];
}

/** A snapshot read from files; `locate` answers where an element, or an attribute of it, stands (undefined when the element is not there). */
export interface DesiredSnapshot extends Snapshot {
  readonly findings: readonly Finding[];
  locate(ref: Ref, path?: readonly (string | number)[], what?: 'key' | 'value'): Place | undefined;
}
