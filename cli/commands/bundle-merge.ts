import { isReadable } from '../kinds/kind.ts';
import { elementSchema } from '../kinds/schema.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Element, Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { Move } from '../model/identity.ts';
import { environmentFolder } from '../model/request.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { mergeAttributes, withDefaults } from '../plan/merge.ts';
import { withoutDefaults } from '../plan/without-defaults.ts';
import type { TargetRules } from './bundle-absence.ts';
import { authorityOfKind, findLeaving } from './bundle-absence.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import { decodeElements, elementFiles, encodeElements } from './environment.ts';
import { moveReferences } from './move-references.ts';
import { formatMoves, movedFile } from './moved.ts';
import { refuseFindings } from './refuse.ts';
import type { Source } from './source.ts';
import { moveCreated } from './touched.ts';
import { findSnapshotProblems } from './validate.ts';

/**
 * The target's files with the source's elements laid over them: what only the target has stays, comments too, unless the target's policy says that absence from the
 * source means something. Paths in and out are paths in the repository. The result is validated as a whole, so that no request is born broken.
 */
export function mergeBundle(
  context: CommandContext,
  target: string,
  existing: ReadonlyMap<string, string>,
  source: Source,
  own: TargetRules,
): ReadonlyMap<string, string> {
  const folder = `${environmentFolder(target)}/`;
  const files = new Map([...existing].map(([path, text]) => [path.slice(folder.length), text]));
  const decoded = decodeElements(target, files);
  const there = moveElements(decoded.elements, source);
  const leaving = findLeaving(there, source, { ...own, created: moveCreated(own.created, [...decoded.moved, ...source.moved]) });
  const elements = new Map([...there].filter(([ref]) => !leaving.has(ref)));
  for (const [ref, element] of source.snapshot.elements) elements.set(ref, mergeElement(elements.get(ref), element, own));
  return encodeBundle(context, target, withMoves(files, decoded.moved, source.moved), { elements }, 'send.invalid');
}

/**
 * A target's bundle that holds these elements, in files that keep comments where they can; files of elements that are gone are gone. Paths in are relative to the
 * environment's folder, paths out are paths in the repository. A bundle with errors is refused under the code.
 */
export function encodeBundle(
  context: CommandContext,
  target: string,
  files: ReadonlyMap<string, string>,
  snapshot: Snapshot,
  code: string,
): ReadonlyMap<string, string> {
  const elementPaths = elementFiles(files);
  const others = [...files].filter(([path]) => !elementPaths.has(path));
  const texts = new Map([...others, ...encodeElements(snapshot, files)]);
  // A file that cannot be read must not vanish with the elements that nobody saw in it.
  const problems = [...decodeElements(target, files).findings, ...findSnapshotProblems(decodeElements(target, texts), context.text.lang)];
  const errors = problems.filter((finding) => finding.severity === 'error');
  if (errors.length > 0)
    throw refuseFindings(errors, `Laid over environments/${target}, the configuration has ${errors.length} error${errors.length === 1 ? '' : 's'}`, {
      code,
    });
  return new Map([...texts].map(([path, text]) => [`${environmentFolder(target)}/${path}`, text]));
}

/** The target's elements under the names that the source's renames give them. */
function moveElements(elements: ReadonlyMap<Ref, Element>, source: Source): ReadonlyMap<Ref, Element> {
  const sent = source.snapshot.elements;
  const moves = source.moved.filter(({ from, to }) => elements.has(from) && !elements.has(to) && sent.has(to) && !sent.has(from));
  if (moves.length === 0) return elements;
  const renames = new Map(moves.map(({ from, to }) => [from, to] as const));
  return new Map(
    [...elements].map(([ref, element]) => {
      const to = renames.get(ref) ?? ref;
      return [to, { ...moveReferences(element, renames).element, key: splitRef(to).key }] as const;
    }),
  );
}

/** The files with the source's renames among the target's own; a rename that is declared again stands once, the way back of one goes. */
function withMoves(files: ReadonlyMap<string, string>, own: readonly Move[], sent: readonly Move[]): ReadonlyMap<string, string> {
  const kept = own.filter((move) => !sent.some((other) => other.from === move.to && other.to === move.from));
  const added = sent.filter((move) => !kept.some((other) => other.from === move.from));
  return added.length === 0 ? files : new Map([...files, [movedFile, formatMoves([...kept, ...added])]]);
}

/** What is left out of the sent files means its default, so it is spelled out for the merge and goes without saying afterwards. */
export function mergeElement(there: Element | undefined, sent: Element, { rules }: TargetRules): Element {
  const kind = kindsByName.get(sent.kind);
  // Where the source says all, nothing of the target's own is added to it; of what only people set, a file always does.
  if (there === undefined || kind === undefined || !isReadable(kind) || authorityOfKind(rules, sent.kind) === 'authoritative') return sent;
  const schema = elementSchema(schemas, kind.schema, kind.file.holds);
  const merged = mergeAttributes(schema, withDefaults(schema, there.attributes), withDefaults(schema, sent.attributes));
  return { ...sent, attributes: withoutDefaults(schema, merged) };
}
