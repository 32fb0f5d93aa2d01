import type { Ref } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Candidate } from '../model/snapshot.ts';
import type { PlanInput, Proposal } from './proposal.ts';

/** Blocks what would be done to an element that is only one of several of its name, and says which they are. */
export function refuseAmbiguous(input: PlanInput, proposals: readonly Proposal[]): { proposals: readonly Proposal[]; findings: readonly Finding[] } {
  const named = [...new Set(proposals.map((proposal) => proposal.ref))].filter((ref) => input.live.ambiguous.has(ref));
  if (named.length === 0) return { proposals, findings: [] };
  const blocked = 'it is not known which of several elements of that name is meant';
  return {
    proposals: proposals.map((proposal) => (input.live.ambiguous.has(proposal.ref) ? { ...proposal, blocked } : proposal)),
    findings: named.map((ref) => ambiguousFinding(ref, input.live.ambiguous.get(ref) ?? [])),
  };
}

function ambiguousFinding(ref: Ref, candidates: readonly Candidate[]): Finding {
  const list = candidates.map(({ key, id, touch }) => `${key} (id ${id}${touch.at === undefined ? '' : `, changed ${touch.at}`})`);
  return {
    code: 'plan.ambiguous',
    severity: 'error',
    element: ref,
    message: `${ref} may be any of ${candidates.length} elements of one name in the org: ${list.join('; ')}.`,
    fix: 'Give them different names in the org, or export it, so that identities.yaml says which is which.',
  };
}
