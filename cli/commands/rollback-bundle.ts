import { stringify } from 'yaml';
import { findReferences } from '../kinds/references.ts';
import { elementSchema } from '../kinds/schema.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Element, Ref } from '../model/element.ts';
import { moduleOfKey, splitRef } from '../model/element.ts';
import type { Move } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { renameReferences } from '../plan/rename-references.ts';
import { kindsByName } from './context.ts';
import type { DesiredEnvironment } from './environment.ts';
import { movedFile } from './moved.ts';

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
  return { elements, moved: undone.length === 0 ? movedText : formatMoves(files.moved, undone) };
}

function restoreReferences(ref: Ref, element: Element, state: Snapshot, gone: ReadonlySet<Ref>, renames: ReadonlyMap<Ref, Ref>): Element {
  const kind = kindsByName.get(element.kind);
  if (kind === undefined) return element;
  const module = kind.scope === 'module' ? moduleOfKey(element.key) : '';
  const references = findReferences(elementSchema(schemas, kind.schema, kind.file.holds), element.attributes, module, new Set(kindsByName.keys()));
  const renamed: Element = { ...element, attributes: renameReferences(element.attributes, references, renames) };
  const dangling = references.some((reference) => gone.has(reference.ref) && !renames.has(reference.ref));
  return dangling ? (state.elements.get(ref) ?? renamed) : renamed;
}

function formatMoves(moves: readonly Move[], undone: readonly Move[]): string {
  const back = undone.map(({ from, to }) => ({ from: to, to: from }));
  const entries = [...moves.filter((move) => !undone.includes(move)), ...back].map(({ from, to }) => {
    const { kind, key } = splitRef(from);
    return { kind, from: key, to: splitRef(to).key };
  });
  return `# yaml-language-server: $schema=../../schemas/${movedFile.replace('.yaml', '')}.schema.json\n${stringify({ moved: entries }, { compat: 'yaml-1.1', lineWidth: 0 })}`;
}
