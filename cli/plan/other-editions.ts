import type { Kind } from '../kinds/kind.ts';
import type { Finding } from '../model/finding.ts';
import { findEdition, findLackingEdition } from './guards/editions.ts';
import type { PlanInput, Proposal } from './proposal.ts';

/**
 * Proposals with those blocked that would make or change an element of a kind which the org's edition does not have, whoever would do it. An edition that nobody described
 * (a bundle, an unheard-of name) is left to the org itself.
 */
export function blockOtherEditions(input: PlanInput, proposals: readonly Proposal[]): readonly Proposal[] {
  return proposals.map((proposal) => {
    const blocked = proposal.action === 'delete' ? undefined : whyNotInEdition(input, proposal);
    return blocked === undefined ? proposal : { ...proposal, blocked };
  });
}

/** What is to be said of what the org's edition does not have: once an element. */
export function findOtherEditions(input: PlanInput, proposals: readonly Proposal[]): readonly Finding[] {
  const named = new Map(proposals.filter(({ action }) => action !== 'delete').map((proposal) => [proposal.ref, proposal]));
  return [...named].flatMap(([ref, proposal]): readonly Finding[] => {
    const why = whyNotInEdition(input, proposal);
    if (why === undefined) return [];
    const fix = 'Leave it out of what is sent, or give the org an edition that has it.';
    return [{ code: 'plan.edition', severity: 'warning', element: ref, message: `${ref} is not written: ${why}.`, fix }];
  });
}

function whyNotInEdition({ kinds, live }: PlanInput, { element }: Proposal): string | undefined {
  const kind = kinds.get(element.kind);
  const edition = findLackingEdition(kind, live.facts.edition);
  if (edition === undefined || kind?.editions === undefined) return undefined;
  return `the ${edition.title} edition of the org does not have it, which needs ${titlesOf(kind.editions)}`;
}

function titlesOf(editions: NonNullable<Kind['editions']>): string {
  return editions.map((name) => findEdition(name)?.title ?? name).join(' or ');
}
