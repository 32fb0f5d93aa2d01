import { canonicalText } from '../model/canonical.ts';
import type { Element, Ref } from '../model/element.ts';
import type { RecordedPlan } from '../model/plan.ts';
import type { StepReceipt } from '../model/receipt.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What an apply found, was to do, and left. */
export interface Applied {
  /** what was applied last before; absent for the first apply */
  readonly previous?: Snapshot;
  /** the org before the first write */
  readonly before: Snapshot;
  /** the org as read back */
  readonly after: Snapshot;
  readonly desired: Snapshot;
  readonly approved: RecordedPlan;
  readonly steps: readonly StepReceipt[];
}

/**
 * What counts as applied last after an apply. It is the org as read back, but for what the apply left alone: where a conflict was not settled or a step was never
 * tried, and where somebody changes what no file speaks of, the earlier state stays, so that the next plan and `drift` still see who moved.
 */
export function nextBase({ previous, before, after, desired, approved, steps }: Applied): Snapshot {
  if (previous === undefined) return after;
  const untouched = findUntouched(approved, steps);
  const elements = new Map<Ref, Element>();
  for (const ref of new Set([...previous.elements.keys(), ...after.elements.keys()])) {
    const [earlier, found, now] = [previous, before, after].map((snapshot) => snapshot.elements.get(ref));
    const isOurs = untouched.has(ref) ? false : desired.elements.has(ref) || !isSame(found, now);
    const element = isOurs ? now : earlier;
    if (element !== undefined) elements.set(ref, element);
  }
  return { elements };
}

/** Elements that were to be changed and of which no step was tried. */
function findUntouched(approved: RecordedPlan, steps: readonly StepReceipt[]): ReadonlySet<Ref> {
  const open = new Set(steps.filter((step) => step.status !== 'done' && step.attempts === 0).map((step) => step.id));
  const refs = (isOpen: boolean): readonly Ref[] =>
    approved.steps.filter((step) => open.has(step.id) === isOpen).map((step): Ref => `${step.kind}:${step.key}`);
  const tried = new Set(refs(false));
  return new Set(refs(true).filter((ref) => !tried.has(ref)));
}

function isSame(one: Element | undefined, other: Element | undefined): boolean {
  return one === undefined || other === undefined ? one === other : canonicalText(one.attributes) === canonicalText(other.attributes);
}
