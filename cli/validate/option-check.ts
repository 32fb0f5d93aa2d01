import type { Kind } from '../kinds/kind.ts';
import { listOf } from '../kinds/options.ts';
import { annotatedAttributes } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
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
  const valuesByModule = new Map<string, readonly string[] | undefined>();
  for (const element of elementsOf(context, kind.name)) {
    const key = `${moduleOfKey(element.key)}.${field}`;
    if (!valuesByModule.has(key)) valuesByModule.set(key, valuesOfField(context, key));
    const allowed = valuesByModule.get(key);
    if (allowed !== undefined) yield* checkElement(context, element, attribute, { field, allowed });
  }
}

function* checkElement(
  context: CheckContext,
  element: Element,
  attribute: string,
  { field, allowed }: { readonly field: string; readonly allowed: readonly string[] },
): Generator<Finding> {
  const known = new Set(allowed);
  for (const [index, value] of listOf(element.attributes, attribute).entries()) {
    if (typeof value !== 'string' || known.has(value)) continue;
    const path = [attribute, index];
    const compares = spendOnNames(context, value, allowed.length);
    const correction = compares ? correctName(element.attributes, path, findTwin(value, allowed)) : undefined;
    const values = { value: quote(value), field: quote(field), allowed: quoteList(allowed) };
    yield makeFinding(context, 'option.missing', element, { path, near: compares ? suggest(value, allowed) : [], values, correction });
  }
}
