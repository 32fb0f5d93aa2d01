import type { Step } from '../../model/plan.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';
import { findAbsences } from './removal.ts';

/** Kinds with fewer elements are judged by number only: of three elements one is a third. */
const smallestKind = 10;

const fix = 'If all of them are to go, raise delete_limit in org.yaml by a change of its own that is reviewed, or delete in several requests.';

/** More deletions than org.yaml allows, in number or in a kind's share, are taken for a mistake: none of them is done. */
export const deleteLimit: Guard = {
  code: 'guard.delete-limit',
  judge: (facts) => {
    const deletions = findAbsences(facts);
    const { count } = facts.input.rules.deleteLimit;
    const message = `The plan deletes ${deletions.length} elements; org.yaml allows ${count}.`;
    const tooMany: readonly Verdict[] = deletions.length > count ? [refuse(message, deletions)] : [];
    return [...tooMany, ...judgeShares(facts, deletions)];
  },
};

function judgeShares({ input }: GuardFacts, deletions: readonly Step[]): readonly Verdict[] {
  const { percent } = input.rules.deleteLimit;
  return [...Map.groupBy(deletions, (step) => step.kind)].flatMap(([kind, steps]) => {
    const all = [...input.live.elements.values()].filter((element) => element.kind === kind).length;
    if (all < smallestKind || steps.length * 100 <= percent * all) return [];
    return [refuse(`The plan deletes ${steps.length} of ${all} elements of kind ${kind}; org.yaml allows ${percent} percent.`, deletions)];
  });
}

function refuse(message: string, deletions: readonly Step[]): Verdict {
  return { severity: 'error', message, fix, blocks: deletions.map((step) => step.id) };
}
