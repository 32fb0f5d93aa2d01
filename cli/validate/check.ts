import type { Kind } from '../kinds/kind.ts';
import type { Schemas } from '../kinds/schema.ts';
import type { Validator } from '../kinds/validators.gen.js';
import type { Element, Ref } from '../model/element.ts';
import { nameOfKey, refOf } from '../model/element.ts';
import type { Finding, FindingEdit, Severity } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property } from '../model/json.ts';
import type { DesiredSnapshot } from '../model/snapshot.ts';
import type { Lang, Message } from './messages.ts';
import { checkMessages, fillMessage, fixMessages } from './messages.ts';
import { findNear } from './near-names.ts';

/** What a snapshot from files may add: files whose elements are missing from it because their text could not be read. */
export interface CheckedSnapshot extends DesiredSnapshot {
  readonly unread?: readonly { readonly kind: string; readonly module: string; readonly key: string | undefined }[];
}

/** What validation needs besides the snapshot. */
export interface ValidateOptions {
  readonly kinds: readonly Kind[];
  readonly schemas: Schemas;
  /** compiled schemas by file name without `.schema.json` */
  readonly validators: Readonly<Record<string, Validator>>;
  readonly lang: Lang;
  /** addresses that exist elsewhere, such as in the org that a part of a configuration is sent to */
  readonly exists?: (ref: Ref) => boolean;
}

/** What every check works on. */
export interface CheckContext extends ValidateOptions {
  readonly snapshot: CheckedSnapshot;
  readonly kindByName: ReadonlyMap<string, Kind>;
  /** how many names may still be compared with wrong ones; see `spendOnNames` */
  readonly comparisons: { left: number };
}

/** A pass over the snapshot. Checks know nothing of each other, so that none hides another's findings; one that yields them can be stopped early. */
export type Check = (context: CheckContext) => Iterable<Finding>;

/** Code of a finding beyond the schema. */
export type CheckCode = keyof typeof checkMessages;

/** What corrects a finding at its place, where only one correction can be meant. */
export type Correction =
  | { readonly what: 'set' | 'add'; readonly value: string | number | boolean }
  | { readonly what: 'quote' | 'remove' }
  | { readonly what: 'rename'; readonly name: string };

/** Where a finding is and what fills its texts. */
export interface FindingFacts {
  readonly path: readonly (string | number)[];
  readonly what?: 'key' | 'value';
  readonly severity?: Severity;
  readonly values?: Readonly<Record<string, string | number>>;
  /** names to suggest instead of the general advice */
  readonly near?: readonly string[];
  readonly correction?: Correction | undefined;
}

/** A finding beyond the schema, in the context's language and at its place in the files. */
export function makeFinding(context: CheckContext, code: CheckCode, element: Element, facts: FindingFacts): Finding {
  return describeFinding(context, element, { code, message: checkMessages[code], fix: fixMessages[code], ...facts });
}

/** A finding from its texts. */
export function describeFinding(
  context: CheckContext,
  element: Element,
  facts: FindingFacts & { code: string; message: Message; fix: Message },
): Finding {
  const ref = refOf(element.kind, element.key);
  const { code, path, what = 'value', severity = 'error', values = {}, near = [] } = facts;
  const fix =
    near.length > 0
      ? fillMessage(fixMessages.near, context.lang, { near: near.map(quote).join(', ') })
      : fillMessage(facts.fix, context.lang, values);
  const message = fillMessage(facts.message, context.lang, values);
  const place = context.snapshot.locate(ref, path, what);
  const edit = place === undefined ? undefined : editOf(context, element, facts, place.file);
  return { code, severity, message, path: path.join('.'), element: ref, fix, ...place, ...(edit === undefined ? {} : { edit }) };
}

/** A correction as an edit of the element's file, which may hold other elements as well. */
function editOf(context: CheckContext, element: Element, { correction, path }: FindingFacts, file: string): FindingEdit | undefined {
  const kind = context.kindByName.get(element.kind);
  if (correction === undefined || kind === undefined) return undefined;
  const entry = kind.scope === 'module' ? nameOfKey(element.key) : element.key;
  return { ...correction, file, path: kind.file.holds === 'map' ? [entry, ...path] : path };
}

/** Elements of a kind. */
export function elementsOf(context: CheckContext, kind: string): readonly Element[] {
  return [...context.snapshot.elements.values()].filter((element) => element.kind === kind);
}

/** True when an element of that address may stand in a file that could not be read. */
export function mayBeUnread(context: CheckContext, kind: string, module: string, key: string): boolean {
  return (context.snapshot.unread ?? []).some((file) => file.kind === kind && (file.key === undefined ? file.module === module : file.key === key));
}

/** Names like a wrong one, from the values that are allowed. */
export function suggest(name: string, allowed: Iterable<string>): readonly string[] {
  return findNear(name, allowed);
}

/** Comparisons of names that one validation may make: more than an honest bundle needs, and less than anybody waits for. */
export const mostComparisons = 30_000;

/** True when a wrong name may still be compared with that many others; a thousand wrong ones among thousands of others would take minutes. */
export function spendOnNames({ comparisons }: CheckContext, name: string, count: number): boolean {
  const cost = count * Math.max(1, (name.length / 20) ** 2);
  if (cost > comparisons.left) return false;
  comparisons.left -= cost;
  return true;
}

/** Another name for the one at a place of attributes; where the list has that one already, the wrong one goes. */
export function correctName(attributes: Json, path: readonly (string | number)[], name: string | undefined): Correction | undefined {
  if (name === undefined) return undefined;
  const list = parentAt(attributes, path);
  return isList(list) && list.includes(name) ? { what: 'remove' } : { what: 'set', value: name };
}

/** Another name for the key at a place of attributes, unless it is taken. */
export function correctKey(attributes: Json, path: readonly (string | number)[], name: string | undefined): Correction | undefined {
  return name === undefined || property(parentAt(attributes, path), name) !== undefined ? undefined : { what: 'rename', name };
}

function parentAt(attributes: Json, path: readonly (string | number)[]): Json | undefined {
  let value: Json | undefined = attributes;
  for (const part of path.slice(0, -1)) value = isList(value) ? value[Number(part)] : property(value, String(part));
  return value;
}

/** Most characters of a value in a message. */
const mostQuoted = 80;

/** A value as messages show it: JSON, cut to a readable length; of a large value no more is written out than is shown. */
export function quote(value: Json): string {
  let text = '';
  for (const piece of writeJson(value)) {
    text += piece;
    if (text.length > mostQuoted) return `${text.slice(0, mostQuoted - 3)}…`;
  }
  return text;
}

/** JSON of a value, piece by piece. */
function* writeJson(value: Json): Generator<string> {
  if (typeof value === 'string') yield JSON.stringify(value.slice(0, mostQuoted + 1));
  else if (isList(value)) yield* writeList(value);
  else if (isObject(value)) yield* writeObject(value);
  else yield JSON.stringify(value);
}

function* writeList(list: readonly Json[]): Generator<string> {
  yield '[';
  for (const [index, member] of list.entries()) {
    if (index > 0) yield ',';
    yield* writeJson(member);
  }
  yield ']';
}

function* writeObject(object: JsonObject): Generator<string> {
  yield '{';
  let comma = '';
  for (const name in object) {
    if (!Object.hasOwn(object, name)) continue;
    yield `${comma}${JSON.stringify(name.slice(0, mostQuoted + 1))}:`;
    yield* writeJson(object[name] ?? null);
    comma = ',';
  }
  yield '}';
}

/** Values as messages list them, the first few. */
export function quoteList(values: readonly Json[], limit = 8): string {
  const shown = values.slice(0, limit).map(quote).join(', ');
  return values.length > limit ? `${shown}, …` : shown;
}
