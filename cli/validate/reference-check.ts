import type { Kind } from '../kinds/kind.ts';
import type { ReferenceRule, SchemaNode } from '../kinds/schema.ts';
import { elementSchema, itemSchema, keyReferenceRule, propertySchema, referenceRule, resolveSchema } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey, nameOfKey, refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding, mayBeUnread, quote, suggest } from './check.ts';

/** Findings of references (`x-ref`, `x-ref-keys`, and `{kind: key}` in open values) to elements that are not there; code `ref.missing`. */
export function checkReferences(context: CheckContext): readonly Finding[] {
  const findings: Finding[] = [];
  const known = new Map<JsonObject, boolean>();
  for (const element of context.snapshot.elements.values()) {
    const kind = context.kindByName.get(element.kind);
    if (kind === undefined) continue;
    const root = elementSchema(context.schemas, kind.schema, kind.file.holds);
    walk({ context, kind, element, findings, known }, element.attributes, root, []);
  }
  return findings;
}

interface Walk {
  readonly context: CheckContext;
  readonly kind: Kind;
  readonly element: Element;
  readonly findings: Finding[];
  /** whether anything below a schema node can refer to an element; most of a file cannot, and is passed over */
  readonly known: Map<JsonObject, boolean>;
}

type Path = readonly (string | number)[];

function walk(at: Walk, value: Json, schema: SchemaNode, path: Path): void {
  if (!mayRefer(at.known, schema)) return;
  const chosen = chooseAlternative(schema, value);
  if (property(chosen.node, 'x-value') === true) {
    walkOpenValue(at, value, path);
  } else if (typeof value === 'string') {
    const rule = referenceRule(chosen);
    if (rule !== undefined) checkReference(at, rule, value, path, 'value');
  } else if (isList(value)) {
    const member = itemSchema(chosen);
    for (const [index, one] of value.entries()) walk(at, one, member, [...path, index]);
  } else if (isObject(value)) {
    walkObject(at, value, chosen, path);
  }
}

function walkObject(at: Walk, value: JsonObject, schema: SchemaNode, path: Path): void {
  const rule = keyReferenceRule(schema);
  for (const [name, one] of Object.entries(value)) {
    if (rule !== undefined) checkReference(at, rule, name, [...path, name], 'key');
    const next = propertySchema(schema, name);
    if (next !== undefined) walk(at, one, next, [...path, name]);
  }
}

/** In a value that the schema leaves open, an object with the one property `<kind>` is a reference to an element. */
function walkOpenValue(at: Walk, value: Json, path: Path): void {
  if (isList(value)) {
    for (const [index, one] of value.entries()) walkOpenValue(at, one, [...path, index]);
    return;
  }
  if (!isObject(value)) return;
  const names = Object.keys(value);
  const [name = ''] = names;
  const key = value[name];
  if (names.length === 1 && at.context.kindByName.has(name) && typeof key === 'string') {
    checkReference(at, { kind: name, inModule: false, optional: false }, key, [...path, name], 'value');
    return;
  }
  for (const each of names) walkOpenValue(at, value[each] ?? null, [...path, each]);
}

function checkReference(at: Walk, rule: ReferenceRule, name: string, path: Path, what: 'key' | 'value'): void {
  const { context, element } = at;
  const target = context.kindByName.get(rule.kind);
  // Kinds without a descriptor (users, email templates) are never in files.
  if (target === undefined || rule.optional) return;
  const own = at.kind.scope === 'module' ? moduleOfKey(element.key) : element.key;
  const key = rule.inModule ? `${own}${target.separator}${name}` : name;
  const module = target.scope === 'module' ? moduleOfKey(key) : '';
  const ref = refOf(rule.kind, key);
  if (context.snapshot.elements.has(ref) || context.exists?.(ref) === true || mayBeUnread(context, rule.kind, module, key)) return;
  const title = context.lang === 'en' ? target.title.en : target.title.ja;
  const near = nearKeys(context, target, rule, module, name);
  at.findings.push(makeFinding(context, 'ref.missing', element, { path, what, near, values: { title, key: quote(key) } }));
}

/** Keys like a missing one; a name that is the label of an element counts as like it. */
function nearKeys(context: CheckContext, target: Kind, rule: ReferenceRule, module: string, name: string): readonly string[] {
  const candidates = elementsOf(context, target.name).filter((element) => !rule.inModule || moduleOfKey(element.key) === module);
  const written = (element: Element) => (rule.inModule ? nameOfKey(element.key) : element.key);
  const labelled = candidates.filter(({ attributes }) =>
    ['field_label', 'display_label', 'plural_label', 'name'].some((label) => text(attributes, label) === name),
  );
  return labelled.length > 0 ? labelled.slice(0, 3).map(written) : suggest(name, candidates.map(written));
}

/** Of several forms, the one of the value's own type. */
function chooseAlternative(schema: SchemaNode, value: Json): SchemaNode {
  const choices = property(schema.node, 'oneOf');
  if (!isList(choices)) return schema;
  const type = isList(value) ? 'array' : value === null ? 'null' : typeof value;
  const resolved = choices.filter(isObject).map((choice) => resolveSchema({ ...schema, node: choice }));
  return resolved.find(({ node }) => property(node, 'type') === type) ?? schema;
}

function mayRefer(known: Map<JsonObject, boolean>, schema: SchemaNode): boolean {
  const found = known.get(schema.node);
  if (found !== undefined) return found;
  // A schema that contains itself is met again while this is worked out; then walking on is right and only slower.
  known.set(schema.node, true);
  const { node } = schema;
  const result =
    ['x-ref', 'x-ref-keys', 'x-value'].some((keyword) => Object.hasOwn(node, keyword)) ||
    partsOf(node).some((part) => mayRefer(known, resolveSchema({ ...schema, node: part })));
  known.set(node, result);
  return result;
}

function partsOf(node: JsonObject): readonly JsonObject[] {
  const declared = property(node, 'properties');
  const choices = property(node, 'oneOf');
  const parts = [
    property(node, 'items'),
    property(node, 'additionalProperties'),
    ...(isList(choices) ? choices : []),
    ...Object.values(isObject(declared) ? declared : {}),
  ];
  return parts.filter(isObject);
}
