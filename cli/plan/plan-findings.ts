import type { Finding } from '../model/finding.ts';
import { compareElement } from './compare.ts';
import { findOnlyInOrg } from './only-in-org.ts';
import type { PlanInput, Proposal, ProposeInput } from './proposal.ts';
import { isSameValue } from './same-value.ts';
import { findIdleLayout } from './unread.ts';
import { findUntold } from './untold.ts';

/** What else happens in the org when the steps are done. */
export function findSideEffects(input: PlanInput, proposals: readonly Proposal[]): readonly Finding[] {
  return proposals.flatMap(({ action, element: { kind: name, key, attributes }, ref, manual, blocked }) => {
    const kind = input.kinds.get(name);
    if (manual !== undefined || blocked !== undefined || action === 'update') return [];
    const message = action === 'create' ? kind?.sideEffect?.(key, attributes) : kind?.removeEffect?.(key, attributes);
    return message === undefined ? [] : [{ code: 'plan.side-effect', severity: 'note' as const, element: ref, message: `${ref}: ${message}.` }];
  });
}

/** Members of lists that only the org has and that stay there. */
export function findStaying(input: ProposeInput): readonly Finding[] {
  return [...input.desired.elements].flatMap(([ref, element]) => {
    const kind = input.kinds.get(element.kind);
    const live = input.live.elements.get(ref);
    if (kind === undefined || kind.factsOnly === true || live === undefined) return [];
    if (input.selected.ignores(ref) || (input.selected.deploysOnce(ref) && !input.exact.has(ref))) return [];
    const { schema, merged, wanted } = compareElement(input, kind, ref, element, live);
    return merged === wanted ? [] : findOnlyInOrg(schema, ref, merged, wanted);
  });
}

/** What the files say and the CRM never tells of elements that it has: nobody knows whether it differs, and it is not written. */
export function findNeverTold(input: ProposeInput): readonly Finding[] {
  return [...input.desired.elements].flatMap(([ref, element]) => {
    const kind = input.kinds.get(element.kind);
    const live = input.live.elements.get(ref);
    if (kind === undefined || live === undefined || element.attributes === live.attributes) return [];
    const { schema, before, wanted } = compareElement(input, kind, ref, element, live);
    const untold = findUntold(schema, element.attributes, before).filter(([name = '']) => isSameValue(wanted[name] ?? null, before[name] ?? null));
    return untold.map((path) => ({
      code: 'plan.untold',
      severity: 'note' as const,
      element: ref,
      path: path.join('.'),
      message: `The CRM never tells ${path.join('.')}, so nobody knows whether it is what the files say; it is written when the element is made, and left alone afterwards.`,
    }));
  });
}

/** Steps that wait for each other. */
export function cycleFinding(cycle: readonly string[]): Finding {
  return {
    code: 'plan.cycle',
    severity: 'error',
    message: `These steps wait for each other: ${cycle.slice(0, 5).join(', ')}${cycle.length > 5 ? ` and ${cycle.length - 5} more` : ''}.`,
    fix: 'Take one of the references out of the files, apply, then put it back.',
  };
}

/** Parts of the org that could not be read: nothing of them is judged absent. */
export function findUnreadable(input: PlanInput): readonly Finding[] {
  return input.live.unreadable.map((one) => ({
    code: 'plan.unreadable',
    severity: 'warning',
    message: `${one.kind}${one.module === undefined ? '' : ` of ${one.module}`} could not be read completely: ${one.reason}.`,
    fix: 'Give the credentials the scope and the profile the permission to read it, or leave these elements out of the files.',
  }));
}

/** What the files hold of layouts that the org has out of use, said once for each: whether the org has it is not known, so that it is left alone. */
export function findIdle(input: ProposeInput): readonly Finding[] {
  const idle = [...input.desired.elements].flatMap(([ref, element]) => {
    const layout = input.selected.ignores(ref) ? undefined : findIdleLayout(input.live, input.kinds.get(element.kind), element);
    return layout === undefined ? [] : [{ kind: element.kind, layout }];
  });
  return [...Map.groupBy(idle, ({ kind, layout }) => `${kind} of ${layout}`)].map(([what, elements]) => ({
    code: 'plan.idle-layout',
    severity: 'note',
    message: `The CRM tells nothing of ${what} while that layout is out of use; ${elements.length} in the files ${elements.length === 1 ? 'is' : 'are'} left alone.`,
    fix: 'Activate the layout in the setup, or take these elements out of the files.',
  }));
}
