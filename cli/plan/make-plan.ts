import type { Kind } from '../kinds/kind.ts';
import { elementSchema } from '../kinds/schema.ts';
import { digestValue } from '../model/canonical.ts';
import { findOperation } from '../model/capability.ts';
import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Plan, PlanSummary, Step } from '../model/plan.ts';
import { proposeLaterMembers, proposeSecrets, proposeUnsettable, waitingPrefix } from './by-hand.ts';
import { findOnlyInOrg } from './only-in-org.ts';
import { orderSteps } from './order.ts';
import type { PlanInput, Proposal } from './proposal.ts';
import { externalKinds } from './proposal.ts';
import { proposeMissing } from './propose-create.ts';
import { proposeDifferent } from './propose-update.ts';
import { makeStep, stepId } from './step.ts';

/**
 * The plan that turns the live org into the desired one: pure, so equal input gives equal steps and digest. Nothing is deleted: what the files do not
 * name is left alone. What the API cannot do becomes a step by hand with the reason; what waits for such a step says so.
 */
export function makePlan(input: PlanInput): Plan {
  const desired = [...input.desired.elements];
  const created = desired.flatMap(([ref, element]) => proposeMissing(input, ref, element));
  const byHand = findOutOfReach(created, input);
  const proposals = [
    ...created,
    ...created.flatMap((proposal) => [
      ...proposeUnsettable(input, proposal),
      ...proposeSecrets(input, proposal),
      ...proposeLaterMembers({ ...input, byHand }, proposal),
    ]),
    ...desired.flatMap(([ref, element]) => proposeDifferent({ ...input, byHand }, ref, element)),
  ];
  const creators = createdBy(proposals);
  const steps = holdBackWaiting(proposals.map((proposal) => stepOfProposal(input, proposal, creators)));
  const ordered = orderSteps(steps);
  const inOrder = 'cycle' in ordered ? steps : ordered.steps;
  const findings = [
    ...('cycle' in ordered ? [cycleFinding(ordered.cycle)] : []),
    ...unreadableFindings(input),
    ...onlyInOrg(input),
    ...sideEffects(input, created),
  ];
  return {
    org: input.org,
    zgid: input.live.facts.zgid,
    digest: digestPlan(input.live.facts.zgid, inOrder),
    summary: summarize(inOrder, countPlanned(input) - new Set(proposals.map((proposal) => proposal.ref)).size),
    credits: inOrder.reduce((sum, step) => sum + creditsOf(step, input), 0),
    minutes: 0,
    steps: inOrder,
    findings,
  };
}

/** Elements that this apply cannot make: those only a person can, and those that need one of them. */
function findOutOfReach(created: readonly Proposal[], input: PlanInput): ReadonlySet<Ref> {
  const beyond = new Set(created.filter((proposal) => proposal.manual !== undefined).map((proposal) => proposal.ref));
  for (let size = -1; size !== beyond.size; ) {
    size = beyond.size;
    for (const proposal of created) if (proposal.needs.some((ref) => beyond.has(ref) && !input.live.elements.has(ref))) beyond.add(proposal.ref);
  }
  return beyond;
}

/** Digest of a plan: of the org and the steps' digests in order. */
export function digestPlan(zgid: string, steps: readonly Pick<Step, 'digest'>[]): string {
  return digestValue({ zgid, steps: steps.map((step) => step.digest) });
}

function createdBy(proposals: readonly Proposal[]): ReadonlyMap<Ref, string> {
  return new Map(
    proposals.filter((proposal) => proposal.action === 'create').map((proposal) => [proposal.ref, stepId('create', proposal.ref, false)]),
  );
}

function stepOfProposal(input: PlanInput, proposal: Proposal, creators: ReadonlyMap<Ref, string>): Step {
  const { needs, manual, ...rest } = proposal;
  const dependsOn = needs.flatMap((ref) => (ref === proposal.ref ? [] : (creators.get(ref) ?? [])));
  const reason = manual ?? whyReferenceIsMissing(input, needs, creators);
  return makeStep({ ...rest, dependsOn, ...(reason === undefined ? {} : { manual: reason }) });
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

/** Steps that depend on a step by hand cannot be done by the API yet: they wait, and say for what. */
function holdBackWaiting(steps: readonly Step[]): readonly Step[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Map<string, string | undefined>();
  const waitsFor = (step: Step): string | undefined => {
    if (seen.has(step.id)) return seen.get(step.id);
    seen.set(step.id, undefined); // a ring is reported by the order, not here
    const found = step.dependsOn.find((id) => {
      const other = byId.get(id);
      return other !== undefined && (other.mode === 'manual' || waitsFor(other) !== undefined);
    });
    seen.set(step.id, found);
    return found;
  };
  return steps.map((step) => {
    const other = step.mode === 'api' ? waitsFor(step) : undefined;
    return other === undefined ? step : makeStep({ ...partsOf(step), manual: `${waitingPrefix}${other}` });
  });
}

function partsOf(step: Step) {
  const { action, ref, kind, key, changes, before, after, dependsOn } = step;
  return {
    action,
    ref,
    element: { kind, key, attributes: after ?? {} },
    changes,
    ...(before === undefined ? {} : { before }),
    after: after ?? {},
    dependsOn,
  };
}

function summarize(steps: readonly Step[], unchanged: number): PlanSummary {
  const count = (test: (step: Step) => boolean): number => steps.filter(test).length;
  const waits = (step: Step): boolean => step.mode === 'manual' && step.reason?.startsWith(waitingPrefix) === true;
  return {
    create: count((step) => step.mode === 'api' && step.action === 'create'),
    update: count((step) => step.mode === 'api' && step.action === 'update'),
    delete: count((step) => step.mode === 'api' && step.action === 'delete'),
    manual: count((step) => step.mode === 'manual' && !waits(step)),
    blocked: count(waits),
    unchanged,
  };
}

function countPlanned(input: PlanInput): number {
  return [...input.desired.elements.values()].filter((element) => input.kinds.get(element.kind)?.factsOnly !== true).length;
}

function creditsOf(step: Step, input: PlanInput): number {
  const kind = input.kinds.get(step.kind);
  if (step.mode === 'manual' || kind === undefined || (step.action === 'create' && kind.arrives?.(step.key, step.after ?? {}) === true)) return 0;
  return writeCredits(kind, step.action === 'create' ? kind.create : kind.update, input);
}

function writeCredits(_kind: Kind, endpoint: Kind['create'], input: PlanInput): number {
  if (endpoint === undefined) return 0;
  return findOperation(input.live.capabilities, endpoint.method, endpoint.path)?.maxCredits ?? endpoint.credits;
}

function sideEffects(input: PlanInput, created: readonly Proposal[]): readonly Finding[] {
  return created.flatMap((proposal) => {
    const message =
      proposal.manual === undefined
        ? input.kinds.get(proposal.element.kind)?.sideEffect?.(proposal.element.key, proposal.element.attributes)
        : undefined;
    return message === undefined ? [] : [{ code: 'plan.side-effect', severity: 'note' as const, element: proposal.ref, message: `${message}.` }];
  });
}

function onlyInOrg(input: PlanInput): readonly Finding[] {
  return [...input.desired.elements].flatMap(([ref, element]) => {
    const kind = input.kinds.get(element.kind);
    const live = input.live.elements.get(ref);
    if (kind === undefined || kind.factsOnly === true || live === undefined) return [];
    return findOnlyInOrg(elementSchema(input.schemas, kind.schema, kind.file.holds), ref, live.attributes, element.attributes);
  });
}

function cycleFinding(cycle: readonly string[]): Finding {
  return {
    code: 'plan.cycle',
    severity: 'error',
    message: `These steps wait for each other: ${cycle.slice(0, 5).join(', ')}${cycle.length > 5 ? ` and ${cycle.length - 5} more` : ''}.`,
    fix: 'Take one of the references out of the files, apply, then put it back.',
  };
}

function unreadableFindings(input: PlanInput): readonly Finding[] {
  return input.live.unreadable.map((one) => ({
    code: 'plan.unreadable',
    severity: 'warning',
    message: `${one.kind}${one.module === undefined ? '' : ` of ${one.module}`} could not be read completely: ${one.reason}.`,
    fix: 'Give the credentials the scope and the profile the permission to read it, or leave these elements out of the files.',
  }));
}
