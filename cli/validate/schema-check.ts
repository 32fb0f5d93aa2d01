import type { Kind } from '../kinds/kind.ts';
import type { SchemaNode } from '../kinds/schema.ts';
import { elementSchema, itemSchema, objectAlternative, propertyOrder, propertySchema } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { nameOfKey } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { describeFinding, quote, quoteList, suggest } from './check.ts';
import type { Message } from './messages.ts';
import { fillMessage, fixMessages, schemaMessages, typeNames, words } from './messages.ts';
import { correctSchemaError } from './schema-correction.ts';
import type { SchemaError } from './schema-errors.ts';
import { selectErrors } from './schema-errors.ts';

/** Findings of elements that do not fit their kind's schema; code `schema.<keyword>`, at the key or value that is wrong. */
export function* checkSchemas(context: CheckContext): Generator<Finding> {
  for (const element of context.snapshot.elements.values()) {
    const kind = context.kindByName.get(element.kind);
    if (kind !== undefined) yield* checkElement(context, kind, element);
  }
}

function checkElement(context: CheckContext, kind: Kind, element: Element): readonly Finding[] {
  const validate = context.validators[kind.schema];
  if (validate === undefined) return [];
  const many = kind.file.holds === 'map';
  // A schema of a file of many elements describes the file, so each element is checked as a file with one entry.
  if (validate(many ? { [entryOf(kind, element)]: element.attributes } : element.attributes)) return [];
  const root = elementSchema(context.schemas, kind.schema, kind.file.holds);
  return selectErrors(validate.errors ?? []).map((error) =>
    describeError(context, kind, element, root, many ? { ...error, path: error.path.slice(1) } : error),
  );
}

/** The name that an element has in a file of many. */
function entryOf(kind: Kind, element: Element): string {
  return kind.scope === 'module' ? nameOfKey(element.key) : element.key;
}

function describeError(context: CheckContext, kind: Kind, element: Element, root: SchemaNode, error: SchemaError): Finding {
  const name = String(error.params['additionalProperty'] ?? error.params['missingProperty'] ?? '');
  const value = error.ofName === true ? (error.path.at(-1) ?? entryOf(kind, element)) : valueAt(element.attributes, error.path);
  const allowed = allowedOf(error, schemaAt(root, error.path));
  const unknown = error.keyword === 'additionalProperties';
  const { message, fix } = textsOf(error, value);
  return describeFinding(context, element, {
    code: `schema.${error.keyword}`,
    path: name === '' ? error.path : [...error.path, name],
    what: unknown || error.keyword === 'required' || error.ofName === true ? 'key' : 'value',
    message,
    fix,
    near: unknown
      ? suggest(name, allowed.map(String))
      : error.keyword === 'enum' && typeof value === 'string'
        ? suggest(value, allowed.map(String))
        : [],
    values: {
      title: titleOf(context, kind, root, error.path),
      name: quote(name).slice(1, -1),
      // Only some messages show the value, and a large one is slow to write out for each of hundreds of findings.
      get value() {
        return quote(value);
      },
      keyword: error.keyword,
      type: typeList(context, error.params['type']),
      allowed: quoteList(allowed, 30),
      pattern: String(error.params['pattern'] ?? ''),
      format: String(error.params['format'] ?? ''),
      limit: String(error.params['limit'] ?? ''),
      first: Number(error.params['j'] ?? 0) + 1,
      second: Number(error.params['i'] ?? 0) + 1,
    },
    correction:
      error.ofName === true
        ? undefined
        : correctSchemaError(error, {
            kind,
            element,
            name,
            allowed,
            value,
            parent: unknown || error.keyword === 'required' ? value : valueAt(element.attributes, error.path.slice(0, -1)),
            required: requiredOf(schemaAt(root, error.path.slice(0, -1))).includes(error.path.at(-1) ?? ''),
          }),
  });
}

function textsOf(error: SchemaError, value: Json): { message: Message; fix: Message } {
  const message: Message = (schemaMessages as Readonly<Record<string, Message>>)[error.keyword] ?? schemaMessages.other;
  const quotable =
    error.keyword === 'type' && (typeof value === 'number' || typeof value === 'boolean') && [error.params['type']].flat().includes('string');
  if (quotable) return { message, fix: fixMessages.quote };
  const fixes: Readonly<Record<string, Message>> = {
    additionalProperties: fixMessages.additionalProperties,
    required: fixMessages.required,
    type: fixMessages.type,
    not: fixMessages.not,
  };
  return { message, fix: fixes[error.keyword] ?? fixMessages.value };
}

function allowedOf({ keyword, params }: SchemaError, schema: SchemaNode | undefined): readonly Json[] {
  if (keyword === 'enum') return params['allowedValues'] as readonly Json[];
  if (keyword === 'const') return [params['allowedValue'] as Json];
  return keyword === 'additionalProperties' && schema !== undefined ? propertyOrder(schema) : [];
}

function requiredOf(schema: SchemaNode | undefined): readonly Json[] {
  const names = schema === undefined ? undefined : property(schema.node, 'required');
  return isList(names) ? names : [];
}

function typeList(context: CheckContext, types: unknown): string {
  const names = [types].flat().map((type) => (typeNames as Readonly<Record<string, Message>>)[String(type)]);
  return names.map((name) => name?.[context.lang] ?? '').join(fillMessage(words.or, context.lang, {}));
}

/** What messages call the thing at a path: the kind, or the title that the schema gives the part. */
function titleOf(context: CheckContext, kind: Kind, root: SchemaNode, path: readonly string[]): string {
  if (path.length === 0) return context.lang === 'en' ? kind.title.en.toLowerCase() : kind.title.ja;
  const schema = schemaAt(root, path);
  const title = schema === undefined ? undefined : text(schema.node, 'title');
  const named = title ?? path.findLast((part) => !/^\d+$/.test(part)) ?? kind.name;
  return context.lang === 'en' ? named.toLowerCase() : named;
}

function schemaAt(root: SchemaNode, path: readonly string[]): SchemaNode | undefined {
  let schema: SchemaNode | undefined = objectAlternative(root);
  for (const part of path) {
    if (schema === undefined) return undefined;
    const isItem: boolean = /^\d+$/.test(part) && property(schema.node, 'items') !== undefined;
    const next: SchemaNode | undefined = isItem ? itemSchema(schema) : propertySchema(schema, part);
    schema = next && objectAlternative(next);
  }
  return schema;
}

function valueAt(root: Json, path: readonly string[]): Json {
  let value: Json = root;
  for (const part of path) value = (isList(value) ? value[Number(part)] : property(value, part)) ?? null;
  return value;
}
