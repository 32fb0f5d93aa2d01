import { listOf } from '../kinds/options.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { correctName, elementsOf, makeFinding, quote, quoteList, spendOnNames, suggest } from './check.ts';
import { valuesOfField } from './field-values.ts';
import { words } from './messages.ts';
import { findTwin } from './near-names.ts';

/** Findings of blueprints with a state that their field does not have (`blueprint.state`) or a transition from or to no state (`blueprint.transition`). */
export function* checkBlueprints(context: CheckContext): Generator<Finding> {
  for (const blueprint of elementsOf(context, 'blueprint')) {
    yield* checkStates(context, blueprint);
    yield* checkTransitions(context, blueprint);
  }
}

function* checkStates(context: CheckContext, blueprint: Element): Generator<Finding> {
  const allowed = valuesOf(context, blueprint);
  if (allowed === undefined) return;
  const known = new Set(allowed);
  const field = quote(text(blueprint.attributes, 'field') ?? '');
  for (const [index, state] of listOf(blueprint.attributes, 'states').entries()) {
    if (typeof state !== 'string' || known.has(state)) continue;
    const values = { state: quote(state), field, allowed: quoteList(allowed) };
    const path = ['states', index];
    const { near, twin } = findState(context, state, allowed, allowed);
    yield makeFinding(context, 'blueprint.state', blueprint, { path, near, values, correction: correctName(blueprint.attributes, path, twin) });
  }
}

function* checkTransitions(context: CheckContext, blueprint: Element): Generator<Finding> {
  const states = listOf(blueprint.attributes, 'states').filter((state) => typeof state === 'string');
  const values = valuesOf(context, blueprint);
  const allowed = states.length > 0 ? states : values;
  const transitions = property(blueprint.attributes, 'transitions');
  if (allowed === undefined || !isObject(transitions)) return;
  const known = new Set(allowed);
  // A state that has a slip itself is no example.
  const ofField = values === undefined ? undefined : new Set(values);
  const examples = ofField === undefined ? allowed : allowed.filter((one) => ofField.has(one));
  for (const [name, transition] of Object.entries(transitions))
    for (const { state, path: end, direction } of endsOf(transition)) {
      if (known.has(state)) continue;
      const path = ['transitions', name, ...end];
      const { near, twin } = findState(context, state, allowed, examples);
      const shown = { direction: words[direction][context.lang], state: quote(state), allowed: quoteList(allowed) };
      const correction = correctName(blueprint.attributes, path, twin);
      yield makeFinding(context, 'blueprint.transition', blueprint, { path, near, values: shown, correction });
    }
}

/** States like a wrong one, and the one that alone can be meant. */
function findState(
  context: CheckContext,
  state: string,
  allowed: readonly string[],
  examples: readonly string[],
): { near: readonly string[]; twin: string | undefined } {
  if (!spendOnNames(context, state, allowed.length)) return { near: [], twin: undefined };
  return { near: suggest(state, allowed), twin: findTwin(state, examples) };
}

interface TransitionEnd {
  readonly direction: 'from' | 'to';
  readonly state: string;
  readonly path: readonly (string | number)[];
}

function endsOf(transition: Json): readonly TransitionEnd[] {
  const from = property(transition, 'from');
  const to = text(transition, 'to');
  const ends = (isList(from) ? from : []).flatMap((state, index): TransitionEnd[] =>
    typeof state === 'string' ? [{ direction: 'from', state, path: ['from', index] }] : [],
  );
  return to === undefined ? ends : [...ends, { direction: 'to', state: to, path: ['to'] }];
}

function valuesOf(context: CheckContext, blueprint: Element): readonly string[] | undefined {
  return valuesOfField(context, `${moduleOfKey(blueprint.key)}.${text(blueprint.attributes, 'field') ?? ''}`);
}
