import type { Json, JsonObject } from '../../cli/model/json.ts';
import { isList, isObject, text } from '../../cli/model/json.ts';

/** One plain value of a document, and where it stands: names from the outside in, members of lists as `*`. */
export interface Fact {
  readonly path: readonly string[];
  readonly value: string | number | boolean;
  /** other names of the element that the value stands for */
  readonly also: readonly string[];
}

/** Every value of a document that says something. What stands for another element, with an id and a name, is the name. */
export function factsOf(value: Json, path: readonly string[] = []): readonly Fact[] {
  if (value === null || value === '') return [];
  if (isList(value)) return value.flatMap((member) => factsOf(member, [...path, '*']));
  if (!isObject(value)) return [{ path, value, also: [] }];
  const [name, ...also] = path.length === 0 ? [] : namesOf(value);
  if (name !== undefined) return [{ path, value: name, also }];
  return Object.entries(value).flatMap(([member, one]) => factsOf(one, [...path, member]));
}

/** What says no more of another element than which it is. */
const naming: readonly string[] = ['id', 'api_name', 'name', 'display_label', 'module_name', 'moduleName', 'singular_label', 'plural_label'];

/** The names of what a document only refers to: first the one that cannot change. */
function namesOf(value: JsonObject): readonly string[] {
  const isReference = text(value, 'id') !== undefined && Object.keys(value).every((name) => naming.includes(name));
  const names = ['api_name', 'name', 'display_label'].flatMap((name) => text(value, name) ?? []);
  // What nobody knows is told by its id, since its name may be a person's.
  return isReference && names.length > 0 ? [...names, unresolved(text(value, 'id'))] : [];
}

function unresolved(id: string | undefined): string {
  return `unresolved ${id ?? ''}`;
}

/**
 * The facts of a document that an element does not have. A text counts wherever it stands, as often as one name of the document has it, since readers may say it under
 * another name; a number, a yes or no only together with its name.
 */
export function missingFacts(asked: readonly Fact[], key: string, attributes: JsonObject): readonly Fact[] {
  const there = new Map<string, number>();
  for (const word of [...wordsOf(attributes, undefined), ...partsOf(key)]) there.set(word, (there.get(word) ?? 0) + 1);
  const seen = new Map<string, number>();
  return asked.filter(({ path, value, also }) => {
    const name = lastName(path);
    return ![value, ...also].some((one) => {
      const word = wordOf(one, name);
      const place = `${path.join('.')} ${word}`;
      seen.set(place, (seen.get(place) ?? 0) + 1);
      return (seen.get(place) ?? 0) <= (there.get(word) ?? 0);
    });
  });
}

/** What a value is looked up by. */
function wordOf(value: string | number | boolean, name: string | undefined): string {
  return typeof value === 'string' && !/^-?[\d.]*$|^true$|^false$/.test(value) ? value : `${name ?? ''}=${String(value)}`;
}

function lastName(path: readonly string[]): string | undefined {
  return path.findLast((name) => name !== '*');
}

function wordsOf(value: Json, name: string | undefined): readonly string[] {
  if (isList(value)) return value.flatMap((member) => wordsOf(member, name));
  if (isObject(value)) {
    const stood = text(value, 'unresolved');
    const inner = Object.entries(value).flatMap(([member, one]) => [...partsOf(member), ...wordsOf(one, member)]);
    return stood === undefined ? inner : [...inner, unresolved(stood)];
  }
  if (value === null) return [];
  return typeof value === 'string' ? [...new Set([wordOf(value, name), ...partsOf(value)])] : [wordOf(value, name)];
}

/** A key and its last part: `Deals/Standard` is the layout that the CRM calls Standard. */
function partsOf(key: string): readonly string[] {
  return [...new Set([key, ...key.split(/[/.]/), key.slice(key.indexOf('/') + 1), key.slice(key.indexOf('.') + 1)])];
}
