import { actualValue } from '../kinds/options.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Element } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, text } from '../model/json.ts';
import type { CheckCode, CheckContext } from './check.ts';
import { makeFinding, quote } from './check.ts';

const none = '-None-';

/**
 * Findings of picklists of fields and of global picklists: more than one `-None-` (`picklist.none`), a stored value twice (`picklist.duplicate-value`; unique
 * in every list of the Zoho samples, fact 12), and a shown value twice (`picklist.duplicate-label`, a warning).
 */
export function* checkPicklists(context: CheckContext): Generator<Finding> {
  for (const element of context.snapshot.elements.values()) {
    const options = element.attributes['pick_list_values'];
    if (isList(options)) yield* checkOptions(context, element, options);
  }
}

function* checkOptions(context: CheckContext, element: Element, options: readonly Json[]): Generator<Finding> {
  const stored = new Set<string>();
  const shown = new Set<string>();
  const whole = new Set<string>();
  for (const [index, option] of options.entries()) {
    const actual = actualValue(option);
    const display = text(option, 'display_value') ?? actual;
    const problem = findProblem(actual, display, stored, shown);
    if (actual !== undefined) stored.add(actual);
    if (display !== undefined) shown.add(display);
    const written = canonicalText(option);
    const isSame = whole.has(written);
    whole.add(written);
    if (problem === undefined) continue;
    const severity = problem === 'picklist.duplicate-label' ? 'warning' : 'error';
    const value = quote((problem === 'picklist.duplicate-label' ? display : actual) ?? null);
    // The very same value again says nothing.
    const correction = isSame ? ({ what: 'remove' } as const) : undefined;
    yield makeFinding(context, problem, element, { path: ['pick_list_values', index], severity, values: { value }, correction });
  }
}

function findProblem(
  actual: string | undefined,
  display: string | undefined,
  stored: ReadonlySet<string>,
  shown: ReadonlySet<string>,
): CheckCode | undefined {
  if ((actual === none && stored.has(none)) || (display === none && shown.has(none))) return 'picklist.none';
  if (actual !== undefined && stored.has(actual)) return 'picklist.duplicate-value';
  return display !== undefined && shown.has(display) ? 'picklist.duplicate-label' : undefined;
}
