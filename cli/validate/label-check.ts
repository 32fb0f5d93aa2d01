import type { Element } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { makeFinding, quote } from './check.ts';

// Labels of modules repeat in real orgs (Zoho samples, fact 3), so they are left out.
const labelOf: Readonly<Record<string, string>> = {
  field: 'field_label',
  global_picklist: 'display_label',
  layout: 'name',
  profile: 'name',
  blueprint: 'name',
  workflow_rule: 'name',
};

/**
 * Warnings for elements that people cannot tell apart by name, within their module; code `label.duplicate`. Zoho brings fields of one label itself, so
 * there must be a custom one among them, and
 * the sides of a lookup to many of the module itself have one label in the module that links them.
 */
export function* checkLabels(context: CheckContext): Generator<Finding> {
  const groups = Map.groupBy(context.snapshot.elements.values(), (element) => groupOf(context, element));
  for (const [group, elements] of groups) {
    const [first, ...others] = elements;
    if (group === '' || first === undefined || elements.every(({ attributes }) => attributes['custom_field'] === false)) continue;
    for (const element of others) yield describeDuplicate(context, element, first);
  }
}

function groupOf(context: CheckContext, element: Element): string {
  const label = text(element.attributes, labelOf[element.kind] ?? '');
  if (label === undefined) return '';
  const module = context.kindByName.get(element.kind)?.scope === 'module' ? moduleOfKey(element.key) : '';
  if (context.snapshot.elements.get(refOf('module', module))?.attributes['generated_type'] === 'linking') return '';
  return JSON.stringify([element.kind, module, label]);
}

function describeDuplicate(context: CheckContext, element: Element, first: Element): Finding {
  const path = labelOf[element.kind] ?? '';
  return makeFinding(context, 'label.duplicate', element, {
    path: [path],
    severity: 'warning',
    values: { label: quote(element.attributes[path] ?? null), other: first.key },
  });
}
