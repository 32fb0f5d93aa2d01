import type { Element } from '../../model/element.ts';
import type { Step } from '../../model/plan.ts';
import { isTold } from '../told.ts';
import type { Guard, GuardFacts, Verdict } from './guard.ts';

/**
 * Deletions that are read from absence, those that a person would do too: a module that went missing is no less a sign of files read by halves. Not those of kinds
 * that only people set, of which an environment has few.
 */
function findLost({ steps, input }: GuardFacts): readonly Step[] {
  return steps.filter((step) => step.action === 'delete' && step.mode !== 'blocked' && !input.exact.has(step.ref) && !isTold(input.kinds, step.kind));
}

/**
 * Files that lost most of what was there before are taken for a folder that is empty or was read by halves, not for a wish to delete. Elements that a consent
 * names are no loss.
 */
export const emptySource: Guard = {
  code: 'guard.empty-source',
  judge: (facts) => {
    const deletions = findLost(facts);
    if (deletions.length === 0) return [];
    if (facts.input.desired.elements.size > 0) return judgeKinds(facts, deletions);
    const message = `The files hold no element at all, and ${deletions.length} of the org would be deleted.`;
    return [{ severity: 'error', message, fix: 'Restore the files, or send the part of the configuration that is meant.', blocks: ids(deletions) }];
  },
};

function judgeKinds({ input }: GuardFacts, deletions: readonly Step[]): readonly Verdict[] {
  const count = (elements: Iterable<Element>, kind: string) => [...elements].filter((element) => element.kind === kind).length;
  return [...Map.groupBy(deletions, (step) => step.kind)].flatMap(([kind, steps]) => {
    const before = count((input.base ?? input.live).elements.values(), kind);
    const now = count(input.desired.elements.values(), kind);
    const meant = steps.filter((step) => input.consents.has(`delete ${step.ref}`)).length;
    if ((now + meant) * 2 >= before) return [];
    const message = `The files hold ${now} of kind ${kind}, where ${input.base === undefined ? 'the org has' : 'the last apply left'} ${before}, and ${steps.length} would be deleted.`;
    const [example] = steps.map(({ ref }) => ref);
    const fix = `Restore the files; what is to go, name in lines such as "orgcast: delete ${example}".`;
    return [{ severity: 'error', message, fix, blocks: ids(steps) }];
  });
}

function ids(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => step.id);
}
