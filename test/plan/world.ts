import { kinds } from '../../cli/kinds/catalog.gen.ts';
import type { Kind } from '../../cli/kinds/kind.ts';
import type { SchemaNode } from '../../cli/kinds/schema.ts';
import { elementSchema } from '../../cli/kinds/schema.ts';
import { schemas } from '../../cli/kinds/schemas.gen.ts';
import type { Element, Ref } from '../../cli/model/element.ts';
import { refOf } from '../../cli/model/element.ts';
import type { Consent } from '../../cli/model/identity.ts';
import type { JsonObject } from '../../cli/model/json.ts';
import { usualRules } from '../../cli/model/org.ts';
import type { Plan, RecordedPlan } from '../../cli/model/plan.ts';
import type { LiveSnapshot, Snapshot } from '../../cli/model/snapshot.ts';
import { makePlan } from '../../cli/plan/make-plan.ts';
import type { PlanInput } from '../../cli/plan/proposal.ts';
import { recordStep } from '../../cli/plan/step.ts';

/** An element in short: kind, key, attributes. */
export type Short = readonly [kind: string, key: string, attributes: JsonObject];

export const kindsByName: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [kind.name, kind]));

/** The descriptor of a name; a test that misspells one fails. */
export function kindOf(name: string): Kind {
  const kind = kindsByName.get(name);
  if (kind === undefined) throw new Error(`no kind ${name}`);
  return kind;
}

/** The schema of an element of a kind. */
export function schemaOf(kind: Kind): SchemaNode {
  return elementSchema(schemas, kind.schema, kind.file.holds);
}

export function snapshotOf(...elements: readonly Short[]): Snapshot {
  return { elements: new Map(elements.map(([kind, key, attributes]): [Ref, Element] => [refOf(kind, key), { kind, key, attributes }])) };
}

/** A live org: every element has an id, and so have the parts named besides; no capabilities means that the org did not tell. */
export function liveOf(elements: readonly Short[], parts: Partial<LiveSnapshot> & { readonly partIds?: readonly Ref[] } = {}): LiveSnapshot {
  const { partIds = [], ...rest } = parts;
  const snapshot = snapshotOf(...elements);
  return {
    ...snapshot,
    facts: { zgid: '700000001', type: 'production', edition: 'enterprise', company: 'x', domain: 'x', timeZone: 'Etc/UTC', currency: 'USD' },
    ids: new Map([...snapshot.elements.keys(), ...partIds].map((ref, index) => [ref, String(100000000000000000n + BigInt(index))])),
    unreadable: [],
    leftOut: [],
    capabilities: { paths: new Map() },
    touched: new Map(),
    ambiguous: new Map(),
    renamed: [],
    ...rest,
  };
}

/** Input for a plan of an org without rules and history, as far as a test does not say otherwise; no secret is at hand. */
export function inputOf(live: LiveSnapshot, desired: Snapshot, parts: Partial<PlanInput> = {}): PlanInput {
  const nothing = { owned: new Set<Ref>(), consents: new Set<Consent>(), moved: [], records: new Map(), exact: new Set<Ref>() };
  return { org: 'osaka', desired, live, kinds: kindsByName, schemas, rules: usualRules, ...nothing, hasSecret: () => false, ...parts };
}

/** The plan from a live org to what is wanted. */
export function planOf(live: LiveSnapshot, desired: Snapshot, hasSecret: (name: string) => boolean = () => false): Plan {
  return makePlan(inputOf(live, desired, { hasSecret }));
}

/** A plan as the ledger keeps it. */
export function recordOf(plan: Plan): RecordedPlan {
  const { org, zgid, digest, summary, credits } = plan;
  return { formatVersion: 1, org, zgid, digest, summary, credits, steps: plan.steps.map(recordStep) };
}
