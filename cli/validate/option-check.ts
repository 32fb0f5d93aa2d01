import type { Kind } from '../kinds/kind.ts';
import { listOf } from '../kinds/options.ts';
import { annotatedAttributes, elementSchema, listRule, propertySchema } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { correctName, elementsOf, makeFinding, quote, quoteList, spendOnNames, suggest } from './check.ts';
import { valuesOfField } from './field-values.ts';
import { findTwin } from './near-names.ts';

/** Findings of lists of stored values of a picklist (`x-option-of`) that name one which the picklist does not have; code `option.missing`. */
export function* checkOptionNames(context: CheckContext): Generator<Finding> {
  for (const kind of context.kinds)
    for (const [attribute, field] of annotatedAttributes(context.schemas, kind, 'x-option-of'))
      yield* checkKind(context, kind, attribute, String(field));
}

function* checkKind(context: CheckContext, kind: Kind, attribute: string, field: string): Generator<Finding> {
  const by = memberNameOf(context, kind, attribute);
  const valuesByModule = new Map<string, readonly string[] | undefined>();
  for (const element of elementsOf(context, kind.name)) {
    const key = `${moduleOfKey(element.key)}.${field}`;
    if (!valuesByModule.has(key)) valuesByModule.set(key, valuesOfField(context, key));
    const allowed = valuesByModule.get(key);
    if (allowed !== undefined) yield* checkElement(context, element, attribute, { field, allowed, by });
  }
}

/** The attribute of a member that is its value, where members are no texts. */
function memberNameOf({ schemas }: CheckContext, kind: Kind, attribute: string): string {
  const list = propertySchema(elementSchema(schemas, kind.schema, kind.file.holds), attribute);
  const rule = list === undefined ? undefined : listRule(list);
  return rule === undefined || rule === 'set' ? '' : rule.by;
}

function* checkElement(
  context: CheckContext,
  element: Element,
  attribute: string,
  { field, allowed, by }: { readonly field: string; readonly allowed: readonly string[]; readonly by: string },
): Generator<Finding> {
  const known = new Set(allowed);
  for (const [index, value] of listOf(element.attributes, attribute).entries()) {
    const name = typeof value === 'string' ? value : text(value, by);
    if (name === undefined || known.has(name)) continue;
    const path = typeof value === 'string' ? [attribute, index] : [attribute, index, by];
    const compares = spendOnNames(context, name, allowed.length);
    const correction = compares ? correctName(element.attributes, path, findTwin(name, allowed)) : undefined;
    const values = { value: quote(name), field: quote(field), allowed: quoteList(allowed) };
    yield makeFinding(context, 'option.missing', element, { path, near: compares ? suggest(name, allowed) : [], values, correction });
  }
}
