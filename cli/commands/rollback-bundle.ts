import type { Element, Ref } from '../model/element.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DesiredEnvironment } from './environment.ts';
import { moveReferences } from './move-references.ts';
import { formatMoves } from './moved.ts';

/** What an environment's files say when later applies are undone. */
export interface RestoredFiles {
  readonly elements: ReadonlyMap<Ref, Element>;
  /** files that hold no elements, by path relative to the environment's folder; undefined: it goes */
  readonly moved: string | undefined;
}

/**
 * The files' elements with those that applies touched as they were in `state`. Renames since then are declared the other way round; what else refers to an element
 * that is gone again is as it was, too.
 */
export function restoreElements(files: DesiredEnvironment, state: Snapshot, touched: ReadonlySet<Ref>, movedText: string | undefined): RestoredFiles {
  const undone = files.moved.filter(({ from, to }) => state.elements.has(from) && !state.elements.has(to));
  const renames = new Map(undone.map(({ from, to }) => [to, from] as const));
  const going = new Set([...touched, ...undone.flatMap(({ from, to }) => [from, to])]);
  const gone = new Set([...going].filter((ref) => !state.elements.has(ref)));
  const elements = new Map<Ref, Element>();
  for (const [ref, element] of files.elements) if (!going.has(ref)) elements.set(ref, restoreReferences(ref, element, state, gone, renames));
  for (const ref of going) {
    const was = state.elements.get(ref);
    if (was !== undefined) elements.set(ref, was);
  }
  return {
    elements,
    moved:
      undone.length === 0
        ? movedText
        : formatMoves([...files.moved.filter((move) => !undone.includes(move)), ...undone.map(({ from, to }) => ({ from: to, to: from }))]),
  };
}

function restoreReferences(ref: Ref, element: Element, state: Snapshot, gone: ReadonlySet<Ref>, renames: ReadonlyMap<Ref, Ref>): Element {
  const moved = moveReferences(element, renames);
  const dangling = moved.refs.some((other) => gone.has(other) && !renames.has(other));
  return dangling ? (state.elements.get(ref) ?? moved.element) : moved.element;
}
