import type { Kind } from '../kinds/kind.ts';
import type { Ref } from '../model/element.ts';
import { moduleOfKey, refOf, splitRef } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import type { Action, GraveRisk, Risk } from '../model/plan.ts';
import { graveRisks, isAlong } from '../model/plan.ts';
import { withDefaults } from './merge.ts';
import type { PlanInput, Proposal } from './proposal.ts';
import { schemaOfKind } from './proposal.ts';
import type { FoundRisk, RiskScope } from './risk-walk.ts';
import { findRisks } from './risk-walk.ts';

/** What a step is told about how dangerous it is. */
export interface JudgedRisk {
  readonly risk: Risk;
  /** all risks, where there are several */
  readonly risks?: readonly GraveRisk[];
  /** paths of the attributes that the risks come from */
  readonly riskPaths?: readonly (readonly string[])[];
}

/** Judges one proposal; `destroys` tells that what records hold goes. */
export type RiskJudge = (proposal: Proposal, destroys: boolean) => JudgedRisk;

/**
 * Makes the judge of how dangerous a plan's proposals are. It looks at the state that they leave behind, by what each kind's schema says of its attributes (`x-risk`, see
 * risk-rules.ts), not at the size of the difference. A new element is judged against the one that new ones of its kind start as.
 */
export function makeRiskJudge(input: PlanInput, proposals: readonly Proposal[]): RiskJudge {
  const org = makeAfterwards(input, proposals);
  return (proposal, destroys) => {
    const found = [...judgeAttributes(input, org, proposal), ...judgeLoss(proposal, destroys)];
    const risks = graveRisks.filter((risk) => found.some((one) => one.risk === risk));
    const riskPaths = found.map((one) => one.path).filter((path) => path.length > 0);
    return {
      risk: risks[0] ?? 'none',
      ...(risks.length > 1 ? { risks } : {}),
      ...(riskPaths.length > 0 ? { riskPaths } : {}),
    };
  };
}

function judgeLoss({ action }: Proposal, destroys: boolean): readonly FoundRisk[] {
  return action === 'delete' || destroys ? [{ risk: 'deletes', path: [] }] : [];
}

/** Risks of the attributes that this very step changes; another part of the same element may be done by another step. */
function judgeAttributes(input: PlanInput, org: Afterwards, proposal: Proposal): readonly FoundRisk[] {
  const { action, element, before, after, changes } = proposal;
  const schema = schemaOfKind(input, element.kind);
  if (schema === undefined) return [];
  const usual = usualOf(input, org, element.kind);
  // Whoever had what goes has from then on what the usual element of its kind gives.
  const deed = action === 'delete' && usual !== undefined ? 'update' : action;
  const wanted = action === 'delete' ? usual : after;
  const scope = scopeOf(input, org, { deed, module: moduleOfKey(element.key), wanted, kind: element.kind });
  const found = findRisks(schema, action === 'create' ? usual : withDefaults(schema, before ?? {}), wanted, scope);
  // What a new element does not say it has by default.
  const isDefault = (path: readonly string[]): boolean => action === 'create' && path[0] !== undefined && !(path[0] in (after ?? {}));
  return found.filter(({ path }) => isDefault(path) || changes.some((change) => isAlong(change.path, path)));
}

/** The org once all proposals are done. */
interface Afterwards {
  attributes(ref: Ref): JsonObject | undefined;
  wasThere(ref: Ref): boolean;
}

function makeAfterwards({ live, desired }: PlanInput, proposals: readonly Proposal[]): Afterwards {
  const last = new Map(proposals.map((proposal) => [proposal.ref, proposal]));
  return {
    attributes: (ref) => {
      const proposal = last.get(ref);
      if (proposal !== undefined) return proposal.after;
      return (live.elements.get(ref) ?? desired.elements.get(ref))?.attributes;
    },
    wasThere: (ref) => live.elements.has(ref),
  };
}

/** Attributes of the element that new ones of a kind start as. */
function usualOf(input: PlanInput, org: Afterwards, kind: string): JsonObject | undefined {
  const usual = input.kinds.get(kind)?.usual;
  return usual === undefined ? undefined : (org.attributes(refOf(kind, usual)) ?? {});
}

interface Subject {
  readonly deed: Action;
  readonly module: string;
  readonly kind: Kind['name'];
  readonly wanted: JsonObject | undefined;
}

function scopeOf(input: PlanInput, org: Afterwards, { deed, module, kind, wanted }: Subject): RiskScope {
  let carried: ReadonlySet<GraveRisk> | undefined;
  return {
    deed,
    module,
    carries: (risk) => {
      carried ??= risksWithin(input, org, kind, module, wanted);
      return carried.has(risk);
    },
    leadsTo: (ref, risk) => {
      const attributes = org.attributes(ref);
      const { kind: other, key } = splitRef(ref);
      return attributes === undefined ? undefined : risksWithin(input, org, other, moduleOfKey(key), attributes).has(risk);
    },
    isGone: (ref) => org.attributes(ref) === undefined && org.wasThere(ref),
    startsAs: (ref) => (org.wasThere(ref) ? undefined : input.kinds.get(splitRef(ref).kind)?.usual),
  };
}

/** Risks that an element has by what it says, whatever was there before. */
function risksWithin(input: PlanInput, org: Afterwards, kind: string, module: string, attributes: JsonObject | undefined): ReadonlySet<GraveRisk> {
  const schema = schemaOfKind(input, kind);
  if (schema === undefined || attributes === undefined) return new Set();
  const scope = { ...scopeOf(input, org, { deed: 'create', module, kind, wanted: undefined }), carries: () => false };
  return new Set(findRisks(schema, undefined, attributes, scope).map((found) => found.risk));
}
