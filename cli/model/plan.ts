import type { Ref } from './element.ts';
import type { Finding } from './finding.ts';
import type { Json, JsonObject } from './json.ts';

/** What a step does to its element. */
export type Action = 'create' | 'update' | 'delete';

/** Who moved since the last apply: we (the files differ from it), they (the org does), or both, to different values. */
export type Side = 'ours' | 'theirs' | 'both';

/** One difference of one attribute. `before` is absent when the attribute was not there, `after` when it goes. */
export interface Change {
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
  /** absent where nothing tells what was applied last */
  readonly side?: Side;
}

/** How dangerous a step is, for people: what is deleted, what raises rights, what sends data out of the org, what changes who owns records. */
export type Risk = 'none' | 'deletes' | 'rights' | 'data-leaves' | 'owners';

/** Risks that are some, from the gravest to the least. */
export const graveRisks = ['deletes', 'rights', 'data-leaves', 'owners'] as const satisfies readonly Exclude<Risk, 'none'>[];

/** A risk that is one. */
export type GraveRisk = (typeof graveRisks)[number];

/** `api`: we do it · `manual`: a person has to · `blocked`: nobody may until what the reason says is settled. */
export type Mode = 'api' | 'manual' | 'blocked';

/** Where in the org's setup a person does a step. */
export interface SetupPage {
  /** https address */
  readonly url: string;
  /** the way through the setup's menus, where the kind tells */
  readonly menu?: { readonly en: string; readonly ja: string };
  /** true when the address leads near it only: no source gives the page's own */
  readonly near?: true;
}

/** One ordered operation on one element. */
export interface Step {
  /** `<action> <kind>:<key>`, with ` (finish)` for the second half of an element that a reference cycle split in two */
  readonly id: string;
  readonly action: Action;
  readonly kind: string;
  readonly key: string;
  readonly ref: Ref;
  readonly mode: Mode;
  /** why a step is manual or blocked, in words */
  readonly reason?: string;
  /** the gravest of its risks */
  readonly risk: Risk;
  /** all of them, the gravest first; absent where `risk` says all. Not part of the digest. */
  readonly risks?: readonly GraveRisk[];
  /** paths of the attributes that its risks come from, which reports tell first. Not part of the digest and not published. */
  readonly riskPaths?: readonly (readonly string[])[];
  readonly changes: readonly Change[];
  /** number of records that hang on what is deleted or narrowed; absent where none can, or nobody counted. Not part of the digest. */
  readonly records?: number;
  /** where a person does a step by hand; absent for others, and where nobody knows the org's address. Not part of the digest, and not recorded. */
  readonly setup?: SetupPage;
  /** the element's attributes before and after; what `changes` was derived from. Not part of the digest and not published. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  /** ids of steps that must be done first */
  readonly dependsOn: readonly string[];
  readonly digest: string;
}

/** Number of steps by what they do; `unchanged` counts elements without a difference. */
export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly manual: number;
  readonly blocked: number;
  readonly unchanged: number;
}

/** All steps that turn the live org into the desired one, in order, and the digest that an approval is bound to. */
export interface Plan {
  readonly org: string;
  readonly zgid: string;
  readonly digest: string;
  readonly summary: PlanSummary;
  /** estimated API credits that applying costs, reads not counted */
  readonly credits: number;
  /** estimated minutes that applying takes, at a usual latency */
  readonly minutes: number;
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
}

/** The part of a step that a plan record keeps and an approval covers. */
export type RecordedStep = Pick<Step, 'id' | 'action' | 'kind' | 'key' | 'mode' | 'risk' | 'changes' | 'dependsOn' | 'digest'> & {
  readonly reason?: string;
  readonly risks?: readonly GraveRisk[];
  readonly records?: number;
};

/** A plan as published in the ledger: what `check` showed and an approval is bound to. */
export interface RecordedPlan {
  readonly formatVersion: 1;
  readonly org: string;
  readonly zgid: string;
  readonly digest: string;
  readonly summary: PlanSummary;
  readonly credits: number;
  readonly steps: readonly RecordedStep[];
}

/** All risks of a step, the gravest first; none for a harmless one. What judges a step asks here, never `risk` alone. */
export function risksOf({ risk, risks }: Pick<Step, 'risk' | 'risks'>): readonly GraveRisk[] {
  return risks ?? (risk === 'none' ? [] : [risk]);
}

/** True when one path of attributes leads to the other, or both to the same. */
export function isAlong(one: readonly string[], other: readonly string[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((name, index) => name === other[index]);
}
