import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Step } from '../model/plan.ts';
import { countRecords } from './guards/records.ts';
import { findNeededConsent } from './guards/removal.ts';
import { orderSteps } from './order.ts';
import { cycleFinding } from './plan-findings.ts';
import type { PlanInput, Proposal, ProposeInput } from './proposal.ts';
import { externalKinds } from './proposal.ts';
import type { RiskJudge } from './risk.ts';
import { makeRiskJudge } from './risk.ts';
import type { SoftOrder } from './soft-order.ts';
import { findSoftOrder, idOf } from './soft-order.ts';
import { makeStep, stepId } from './step.ts';

/** Steps of proposals in their order, or as given with a finding when they wait for each other. */
export function makeSteps(input: ProposeInput, proposals: readonly Proposal[]): { steps: readonly Step[]; findings: readonly Finding[] } {
  const joined = joinByHand(proposals);
  const creators = createdBy(joined);
  const judge = makeRiskJudge(input, joined);
  const build = (soft: SoftOrder) => joined.map((proposal) => stepOfProposal(input, proposal, { creators, soft: soft.get(proposal) ?? [], judge }));
  const softly = orderSteps(build(findSoftOrder(input, joined)));
  if ('steps' in softly) return { steps: softly.steps, findings: [] };
  const steps = build(new Map());
  const ordered = orderSteps(steps);
  return 'cycle' in ordered ? { steps, findings: [cycleFinding(ordered.cycle)] } : { steps: ordered.steps, findings: [] };
}

/** What a person has to do to one element is one step, whatever the reasons. */
function joinByHand(proposals: readonly Proposal[]): readonly Proposal[] {
  const byId = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const other = byId.get(idOf(proposal));
    byId.set(idOf(proposal), other === undefined ? proposal : joinTwo(other, proposal));
  }
  return [...byId.values()];
}

function joinTwo(one: Proposal, other: Proposal): Proposal {
  const reasons = [...new Set([one.manual, other.manual].filter((reason) => reason !== undefined))];
  return { ...one, changes: [...one.changes, ...other.changes], needs: [...one.needs, ...other.needs], manual: reasons.join('; ') };
}

function createdBy(proposals: readonly Proposal[]): ReadonlyMap<Ref, string> {
  return new Map(
    proposals.filter((proposal) => proposal.action === 'create').map((proposal) => [proposal.ref, stepId('create', proposal.ref, false)]),
  );
}

/** What a step is made with, besides its proposal. */
interface Making {
  /** id of the step that makes an element */
  readonly creators: ReadonlyMap<Ref, string>;
  /** ids of steps that better come first */
  readonly soft: readonly string[];
  readonly judge: RiskJudge;
}

function stepOfProposal(input: PlanInput, proposal: Proposal, { creators, soft, judge }: Making): Step {
  const { needs, follows = [], manual, ...rest } = proposal;
  const dependsOn = [...needs.flatMap((ref) => (ref === proposal.ref ? [] : (creators.get(ref) ?? []))), ...follows, ...soft];
  const reason = manual ?? whyReferenceIsMissing(input, needs, creators);
  const byHand = manual !== undefined && proposal.action === 'update';
  const destroys = isDestroying(input, proposal);
  const records = destroys ? countRecords(input, proposal.element) : undefined;
  return makeStep({
    ...rest,
    judged: judge(proposal, destroys),
    dependsOn,
    byHand,
    ...(reason === undefined ? {} : { manual: reason }),
    ...(records === undefined ? {} : { records }),
  });
}

/** True when what records hold goes, by deleting or narrowing what they hang on. */
function isDestroying(input: PlanInput, { action, changes, element: { kind, key } }: Proposal): boolean {
  return findNeededConsent({ action, kind, key, changes }, input.kinds.get(kind)) !== undefined;
}

/** A reference to what neither the org has nor the plan makes: users and templates are never copied, others are missing from the files. */
function whyReferenceIsMissing(input: PlanInput, needs: readonly Ref[], creators: ReadonlyMap<Ref, string>): string | undefined {
  const missing = needs.find((ref) => !creators.has(ref) && !input.live.elements.has(ref) && !input.live.ids.has(ref) && isJudged(input, ref));
  if (missing === undefined) return undefined;
  const { kind, key } = splitRef(missing);
  return externalKinds.includes(kind)
    ? `the org has no ${kind.replace('_', ' ')} "${key}", and these are not copied`
    : `it refers to ${missing}, which neither the org nor the files have`;
}

/** References of kinds that carry ids somewhere are judged; a field of a standard module is, a role is. */
function isJudged(input: PlanInput, ref: Ref): boolean {
  const { kind } = splitRef(ref);
  return externalKinds.includes(kind) || input.kinds.has(kind);
}
