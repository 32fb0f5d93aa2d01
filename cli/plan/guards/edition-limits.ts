import type { Json } from '../../model/json.ts';
import { isList, isObject, text } from '../../model/json.ts';
import type { Step } from '../../model/plan.ts';
import { findEdition, findLackingEdition } from './editions.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';

/** Most profiles of an org, whatever its edition (Zoho "Clone a Profile", error LIMIT_EXCEEDED). */
const mostProfiles = 25;

/** What the org's edition does not have is not tried: custom modules and profiles beyond its number, actions that run functions. */
export const editionLimits: Guard = {
  code: 'guard.edition-limits',
  judge: (facts) => [...judgeModules(facts), ...judgeProfiles(facts), ...judgeFunctions(facts)],
};

function judgeModules(facts: GuardFacts): readonly Verdict[] {
  const edition = findEdition(facts.input.live.facts.edition);
  if (edition?.customModules === undefined) return [];
  const { title, customModules: limit } = edition;
  const isCustom = (attributes: Json | undefined) => (text(attributes, 'generated_type') ?? 'custom') === 'custom';
  const there = [...facts.input.live.elements.values()].filter((element) => element.kind === 'module' && isCustom(element.attributes)).length;
  const added = creations(facts, 'module').filter((step) => isCustom(step.after));
  return added
    .slice(Math.max(0, limit - there))
    .map((step) => refuse(step, `${step.ref} would be one custom module more than the ${limit} of the ${title} edition.`));
}

function judgeProfiles(facts: GuardFacts): readonly Verdict[] {
  const there = [...facts.input.live.elements.values()].filter((element) => element.kind === 'profile').length;
  return creations(facts, 'profile')
    .slice(Math.max(0, mostProfiles - there))
    .map((step) => refuse(step, `${step.ref} would be one profile more than the ${mostProfiles} that an org can have.`));
}

function judgeFunctions({ input, steps }: GuardFacts): readonly Verdict[] {
  const edition = findLackingEdition(input.kinds.get('function'), input.live.facts.edition);
  if (edition === undefined) return [];
  return steps
    .filter((step) => step.mode === 'api' && runsFunction(step.after ?? {}) && !runsFunction(step.before ?? {}))
    .map((step) => refuse(step, `${step.ref} runs a function, which the ${edition.title} edition does not have.`));
}

function runsFunction(value: Json): boolean {
  if (isList(value)) return value.some(runsFunction);
  return isObject(value) && (value['type'] === 'functions' || Object.values(value).some(runsFunction));
}

function creations({ steps }: GuardFacts, kind: string): readonly Step[] {
  return steps.filter((step) => step.action === 'create' && step.kind === kind && step.mode === 'api');
}

function refuse(step: Step, message: string): Verdict {
  const fix = 'Leave it out of what is sent, or give the org an edition that has it.';
  return { severity: 'warning', element: step.ref, message, fix, blocks: [step.id] };
}
