import type { Kind } from '../kinds/kind.ts';
import type { Element, Ref } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Finding, Place } from '../model/finding.ts';
import { compareFindings, mostFindings } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isObject, text } from '../model/json.ts';
import type { DesiredSnapshot } from '../model/snapshot.ts';
import { describeLonely, listBeside, ownerOf } from './beside.ts';
import type { DecodedDocument } from './decode-document.ts';
import { decodeDocument } from './decode-document.ts';
import type { PathMatch } from './element-path.ts';
import { keyOf, keyOfPath } from './element-path.ts';
import { nameEntry } from './encode-environment.ts';
import { hashName } from './file-name.ts';
import { describeMisnamed, describeUnknown, isIgnored } from './unknown-file.ts';
import { maxProblems } from './yaml-problem.ts';

/** A file whose elements are not in the snapshot because its text cannot be trusted; what it holds must not be judged absent. */
export interface UnreadFile {
  readonly file: string;
  readonly kind: string;
  readonly module: string;
  /** the one element of the file; undefined when it holds several or the path doesn't tell */
  readonly key: string | undefined;
}

/** A snapshot from files, and the files that could not be taken in. */
export interface DecodedSnapshot extends DesiredSnapshot {
  readonly unread: readonly UnreadFile[];
}

/**
 * All elements of an environment from its files' texts by path relative to `folder`, which findings name in front of the path. Problems are gathered as
 * findings, all of them; while one of them is an error, elements may be missing, so the snapshot must not be planned with.
 */
export function decodeEnvironment(files: ReadonlyMap<string, string>, kinds: readonly Kind[], folder = ''): DecodedSnapshot {
  const decoding: Decoding = { kinds, folder, files, elements: new Map(), origins: new Map(), findings: [], unread: [] };
  for (const [path, content] of files) {
    decodeFile(decoding, path, content);
    if (decoding.findings.length < mostFindings) continue;
    decoding.findings.push(describeMore());
    break;
  }
  return {
    elements: decoding.elements,
    findings: decoding.findings.sort(compareFindings),
    unread: decoding.unread,
    locate: (ref, path = [], what = 'value') => locate(decoding.origins.get(ref), path, what),
  };
}

/** A bundle may have thousands of files, each with hundreds of findings. */
function describeMore(): Finding {
  const message = `There are ${mostFindings} findings or more; the rest was not looked for.`;
  return { code: 'validate.more', severity: 'error', message, fix: 'Mend these, then run it again.' };
}

interface Origin {
  readonly document: DecodedDocument;
  /** name of the element within a file of many */
  readonly entry: string | undefined;
  /** attributes that stand in files of their own, as findings name these */
  readonly beside?: ReadonlyMap<string, string>;
}

interface Decoding {
  readonly kinds: readonly Kind[];
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  readonly elements: Map<Ref, Element>;
  readonly origins: Map<Ref, Origin>;
  readonly findings: Finding[];
  readonly unread: UnreadFile[];
}

function locate(origin: Origin | undefined, path: readonly (string | number)[], what: 'key' | 'value'): Place | undefined {
  if (origin === undefined) return undefined;
  const beside = origin.beside?.get(String(path[0]));
  if (beside !== undefined) return { file: beside, line: 1, column: 1 };
  // An element is pointed at by its name, not by its first attribute.
  const at = path.length === 0 ? 'key' : what;
  return origin.document.locate(origin.entry === undefined ? path : [origin.entry, ...path], at);
}

function decodeFile(decoding: Decoding, path: string, content: string): void {
  if (isIgnored(path)) return;
  const file = nameOf(decoding, path);
  const match = keyOfPath(decoding.kinds, path);
  if (match === undefined) {
    const owner = ownerOf(decoding.kinds, path, (kind, candidate) => keyOfPath([kind], candidate) !== undefined);
    if (owner === undefined) decoding.findings.push(describeUnknown(file, path, decoding.kinds));
    else if (!decoding.files.has(owner.path)) decoding.findings.push(describeLonely(file, nameOf(decoding, owner.path)));
    return;
  }
  const document = decodeDocument(file, content);
  decoding.findings.push(...document.findings);
  const { kind, module, key } = match;
  if (document.value === undefined) decoding.unread.push({ file, kind: kind.name, module, key });
  else if (kind.file.holds === 'map') decodeMap(decoding, match, document, document.value);
  else decodeOne(decoding, match, document, withBeside(decoding, kind, path, document));
}

/** The path as findings name it. */
function nameOf({ folder }: Decoding, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** A file that was read, with the texts beside it among its attributes. */
interface WithBeside {
  readonly value: Json;
  readonly beside: ReadonlyMap<string, string>;
}

function withBeside(decoding: Decoding, kind: Kind, path: string, document: DecodedDocument): WithBeside {
  const value = document.value ?? null;
  const beside = new Map<string, string>();
  const texts: [string, string][] = [];
  for (const [attribute, file] of listBeside(kind, path)) {
    const text = decoding.files.get(file);
    if (text === undefined) continue;
    if (isObject(value) && Object.hasOwn(value, attribute)) decoding.findings.push(describeTwice(nameOf(decoding, file), attribute, document));
    beside.set(attribute, nameOf(decoding, file));
    texts.push([attribute, text]);
  }
  return { value: isObject(value) ? { ...value, ...Object.fromEntries(texts) } : value, beside };
}

function describeTwice(file: string, attribute: string, document: DecodedDocument): Finding {
  return {
    code: 'file.twice',
    severity: 'error',
    message: `\`${attribute}\` stands here and in ${file}.`,
    path: attribute,
    fix: 'Remove one of the two.',
    ...document.locate([attribute], 'key'),
  };
}

function decodeMap(decoding: Decoding, { kind, module }: PathMatch, document: DecodedDocument, value: Json): void {
  // A file with nothing but comments is a map without entries.
  if (value === null) return;
  if (!isObject(value)) {
    decoding.findings.push(describeShape(kind, document, []));
    return;
  }
  let wrong = 0;
  for (const [name, attributes] of Object.entries(value)) {
    if (wrong > maxProblems) return;
    if (!isObject(attributes)) wrong += 1;
    if (isObject(attributes)) addElement(decoding, kind, keyOf(kind, module, name), attributes, { document, entry: name });
    else decoding.findings.push(describeShape(kind, document, [name]));
  }
}

function decodeOne(decoding: Decoding, match: PathMatch, document: DecodedDocument, { value, beside }: WithBeside): void {
  const { kind } = match;
  if (!isObject(value)) {
    decoding.findings.push(describeShape(kind, document, []));
    return;
  }
  const { [nameEntry]: stated, ...attributes } = value;
  const key = match.key ?? keyFromText(match, stated ?? null, value);
  if (key === undefined) decoding.findings.push(describeMisnamed(kind, document.locate([])));
  else addElement(decoding, kind, key, stated === undefined ? value : attributes, { document, entry: undefined, beside });
}

/** Key of an element whose name was cut in the path: the file states the name, and the path's hash confirms it. */
function keyFromText({ kind, module, hash }: PathMatch, stated: Json, attributes: JsonObject): string | undefined {
  const names = [stated, text(attributes, kind.identity)];
  const name = names.find((candidate) => typeof candidate === 'string' && hashName(candidate) === hash);
  return typeof name === 'string' ? keyOf(kind, module, name) : undefined;
}

function addElement(decoding: Decoding, kind: Kind, key: string, attributes: JsonObject, origin: Origin): void {
  const ref = refOf(kind.name, key);
  const first = decoding.origins.get(ref);
  if (first === undefined) {
    decoding.elements.set(ref, { kind: kind.name, key, attributes });
    decoding.origins.set(ref, origin);
    return;
  }
  decoding.findings.push({
    code: 'file.duplicate',
    severity: 'error',
    message: `${ref} stands in two files; the other one is ${first.document.locate([]).file}.`,
    element: ref,
    fix: 'Remove one of the two files.',
    ...origin.document.locate([]),
  });
}

function describeShape(kind: Kind, document: DecodedDocument, path: readonly string[]): Finding {
  const many = kind.file.holds === 'map' && path.length === 0;
  return {
    code: 'file.shape',
    severity: 'error',
    message: many
      ? `The file must be a mapping from a name to a ${kind.title.en.toLowerCase()}.`
      : `A ${kind.title.en.toLowerCase()} must be a mapping of attributes.`,
    path: path.join('.'),
    fix: 'Write `name: value` lines.',
    ...document.locate(path, 'key'),
  };
}
