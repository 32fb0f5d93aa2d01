import type { Kind } from '../kinds/kind.ts';
import type { Element } from '../model/element.ts';
import { nameOfKey } from '../model/element.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject } from '../model/json.ts';
import type { Correction } from './check.ts';
import { findTwin } from './near-names.ts';
import type { SchemaError } from './schema-errors.ts';

/** What is known at the place of a schema error. */
export interface ErrorSite {
  readonly kind: Kind;
  readonly element: Element;
  /** the attribute that is unknown or missing; empty for other errors */
  readonly name: string;
  /** names or values that would be right */
  readonly allowed: readonly Json[];
  readonly value: Json;
  /** what holds the attribute or the value */
  readonly parent: Json;
  /** true when the schema wants the value to be there */
  readonly required: boolean;
}

/** The correction of a schema error where only one can be meant: a slip in a name or value, a text that YAML took for something else, a name that the path tells. */
export function correctSchemaError(error: SchemaError, site: ErrorSite): Correction | undefined {
  switch (error.keyword) {
    case 'additionalProperties':
      return correctUnknown(site);
    case 'required':
      return correctMissing(error, site);
    case 'enum':
    case 'const':
      return correctValue(site);
    case 'type':
      return correctType([error.params['type']].flat(), site);
    default:
      return undefined;
  }
}

function correctUnknown({ name, allowed, parent }: ErrorSite): Correction | undefined {
  const twin = findTwin(name, allowed.map(String));
  return twin === undefined || !isObject(parent) || Object.hasOwn(parent, twin) ? undefined : { what: 'rename', name: twin };
}

/** An element's own name, which its file's name says. A key that ends in a number stands for one of several of that name. */
function correctMissing(error: SchemaError, { kind, element, name }: ErrorSite): Correction | undefined {
  if (name !== 'name' || error.path.length > 0 || kind.file.holds !== 'one' || / \(\d+\)$/.test(element.key)) return undefined;
  return { what: 'add', value: kind.scope === 'module' ? nameOfKey(element.key) : element.key };
}

function correctValue({ value, allowed }: ErrorSite): Correction | undefined {
  const twin =
    typeof value === 'string'
      ? findTwin(
          value,
          allowed.flatMap((one) => (typeof one === 'string' ? [one] : [])),
        )
      : undefined;
  return twin === undefined ? undefined : { what: 'set', value: twin };
}

function correctType(types: readonly unknown[], { value, parent, required }: ErrorSite): Correction | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return types.includes('string') ? { what: 'quote' } : undefined;
  // An entry without a value says nothing, and so does its absence.
  if (value === null) return required || isList(parent) ? undefined : { what: 'remove' };
  if (typeof value !== 'string') return undefined;
  if (types.includes('boolean') && /^(true|false)$/i.test(value)) return { what: 'set', value: value.toLowerCase() === 'true' };
  const number = Number(value);
  const isWanted = types.includes('number') || (types.includes('integer') && Number.isSafeInteger(number));
  return isWanted && String(number) === value && Number.isFinite(number) ? { what: 'set', value: number } : undefined;
}
