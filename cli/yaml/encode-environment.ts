import type { Kind } from '../kinds/kind.ts';
import type { SchemaNode, Schemas } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Json } from '../model/json.ts';
import { text } from '../model/json.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { takeApart } from './beside.ts';
import { editDocument } from './edit-document.ts';
import { assignPaths, nameInFile, namePart, otherPathsOf } from './element-path.ts';
import { decodeName } from './file-name.ts';
import type { Entry } from './key-order.ts';
import { orderEntries } from './key-order.ts';
import { printEntries } from './print-document.ts';

/** Entry in which a file states its element's name when neither the path nor an attribute does: a name that had to be cut. */
export const nameEntry = '$name';

/** What encoding needs besides the elements. */
export interface EncodeOptions {
  /** schemas by file name without `.schema.json`, which give the order of entries */
  readonly schemas: Schemas;
  /** the line that a new file starts with, without a line feed; `path` is relative to the environment's folder */
  schemaLine(kind: Kind, path: string): string;
}

/**
 * Texts of an environment's files by path, relative to its folder. The same snapshot gives the same texts. A file that exists and says the same keeps its
 * text; one that differs is changed in place, so that what people wrote into it stays. Files of elements that are not in the snapshot are not in the result.
 */
export function encodeEnvironment(
  snapshot: Snapshot,
  kinds: readonly Kind[],
  existing: ReadonlyMap<string, string>,
  options: EncodeOptions,
): ReadonlyMap<string, string> {
  const elements = [...snapshot.elements.values()];
  const paths = assignPaths(kinds, elements);
  const texts = new Map<string, string>();
  for (const kind of kinds) {
    const own = elements.filter((element) => element.kind === kind.name);
    const files = Map.groupBy(own, (element) => paths.get(refOf(element.kind, element.key)) ?? '');
    for (const [path, inFile] of files) {
      const apart = inFile.map((element) => ({ element, ...takeApart(kind, path, element.attributes) }));
      const inside = apart.map(({ element, attributes }) => ({ ...element, attributes }));
      texts.set(path, encodeFile({ kind, path, elements: inside, existing, options }));
      for (const [beside, text] of apart.flatMap((one) => [...one.texts])) texts.set(beside, text);
    }
  }
  return new Map([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

interface FileTask {
  readonly kind: Kind;
  readonly path: string;
  readonly elements: readonly Element[];
  readonly existing: ReadonlyMap<string, string>;
  readonly options: EncodeOptions;
}

function encodeFile(task: FileTask): string {
  const entries = entriesOf(task);
  const existing = existingText(task);
  const edited = existing === undefined ? undefined : editDocument(existing, entries);
  return edited ?? `${task.options.schemaLine(task.kind, task.path)}\n${printEntries(entries)}`;
}

function entriesOf({ kind, path, elements, options }: FileTask): readonly Entry[] {
  const document = options.schemas[kind.schema] ?? {};
  const schema: SchemaNode = { node: document, document, schemas: options.schemas };
  if (kind.file.holds === 'map') {
    // `fromEntries` defines own properties, `__proto__` included; the order of entries is decided by name.
    return orderEntries(Object.fromEntries(elements.map((element): [string, Json] => [nameInFile(kind, element.key), element.attributes])), schema);
  }
  const [element] = elements;
  if (element === undefined) return [];
  const name = unreadableName(kind, path, element);
  const attributes = orderEntries(element.attributes, schema);
  return name === undefined ? attributes : [{ name: nameEntry, value: name, schema: undefined }, ...attributes];
}

/** The name of an element where nobody could tell it from the path or from its attribute. */
function unreadableName(kind: Kind, path: string, element: Element): string | undefined {
  const part = namePart(kind, path);
  const name = nameInFile(kind, element.key);
  if (part === undefined || decodeName(part)?.name === name || text(element.attributes, kind.identity) === name) return undefined;
  return name;
}

/** The text that stands for the file now, also where the name of its element did not collide with another one at the last export. */
function existingText({ kind, path, elements, existing }: FileTask): string | undefined {
  const found = existing.get(path);
  const key = elements[0]?.key;
  if (found !== undefined || kind.file.holds === 'map' || key === undefined) return found;
  const other = otherPathsOf(kind, key).find((candidate) => existing.has(candidate));
  return other === undefined ? undefined : existing.get(other);
}
