import { elementSchema } from '../kinds/schema.ts';
import { schemas } from '../kinds/schemas.gen.ts';
import type { Element, Ref } from '../model/element.ts';
import { environmentFolder } from '../model/request.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { mergeAttributes, withDefaults } from '../plan/merge.ts';
import { withoutDefaults } from '../plan/without-defaults.ts';
import type { CommandContext } from './context.ts';
import { kindsByName } from './context.ts';
import { decodeElements, elementFiles, encodeElements } from './environment.ts';
import { refuseFindings } from './refuse.ts';
import { findSnapshotProblems } from './validate.ts';

/**
 * The target's files with the source's elements laid over them: what only the target has stays, comments too. Paths in and out are paths in the
 * repository. The result is validated as a whole, so that no request is born broken.
 */
export function mergeBundle(
  context: CommandContext,
  target: string,
  existing: ReadonlyMap<string, string>,
  source: Snapshot,
): ReadonlyMap<string, string> {
  const folder = `${environmentFolder(target)}/`;
  const files = new Map([...existing].map(([path, text]) => [path.slice(folder.length), text]));
  const decoded = decodeElements(target, files);
  const elements = new Map<Ref, Element>(decoded.elements);
  for (const [ref, element] of source.elements) elements.set(ref, mergeElement(elements.get(ref), element));
  return encodeBundle(context, target, files, { elements }, 'send.invalid');
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

/** What is left out of the sent files means its default, so it is spelled out for the merge and goes without saying afterwards. */
function mergeElement(there: Element | undefined, sent: Element): Element {
  const kind = kindsByName.get(sent.kind);
  if (there === undefined || kind === undefined) return sent;
  const schema = elementSchema(schemas, kind.schema, kind.file.holds);
  const merged = mergeAttributes(schema, withDefaults(schema, there.attributes), withDefaults(schema, sent.attributes));
  return { ...sent, attributes: withoutDefaults(schema, merged) };
}
