import { actualValue, listOf } from '../kinds/options.ts';
import type { Element } from '../model/element.ts';
import { moduleOfKey, refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import { isList, isObject, property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { correctName, elementsOf, makeFinding, quote, quoteList, suggest } from './check.ts';
import { words } from './messages.ts';
import { findTwin } from './near-names.ts';

/** Findings of blueprints with a state that their field does not have (`blueprint.state`) or a transition from or to no state (`blueprint.transition`). */
export function checkBlueprints(context: CheckContext): readonly Finding[] {
  return elementsOf(context, 'blueprint').flatMap((blueprint) => [...checkStates(context, blueprint), ...checkTransitions(context, blueprint)]);
}

function checkStates(context: CheckContext, blueprint: Element): readonly Finding[] {
  const allowed = valuesOfField(context, blueprint);
  if (allowed === undefined) return [];
  const field = quote(text(blueprint.attributes, 'field') ?? '');
  return listOf(blueprint.attributes, 'states').flatMap((state, index) => {
    if (typeof state !== 'string' || allowed.includes(state)) return [];
    const values = { state: quote(state), field, allowed: quoteList(allowed) };
    const path = ['states', index];
    const correction = correctName(blueprint.attributes, path, findTwin(state, allowed));
    return [makeFinding(context, 'blueprint.state', blueprint, { path, near: suggest(state, allowed), values, correction })];
  });
}

function checkTransitions(context: CheckContext, blueprint: Element): readonly Finding[] {
  const states = listOf(blueprint.attributes, 'states').filter((state) => typeof state === 'string');
  const values = valuesOfField(context, blueprint);
  const allowed = states.length > 0 ? states : values;
  const transitions = property(blueprint.attributes, 'transitions');
  if (allowed === undefined || !isObject(transitions)) return [];
  return Object.entries(transitions).flatMap(([name, transition]) =>
    endsOf(transition)
      .filter(({ state }) => !allowed.includes(state))
      .map(({ state, path: end, direction }) => {
        const path = ['transitions', name, ...end];
        return makeFinding(context, 'blueprint.transition', blueprint, {
          path,
          near: suggest(state, allowed),
          values: { direction: words[direction][context.lang], state: quote(state), allowed: quoteList(allowed) },
          // A state that has a slip itself is no example.
          correction: correctName(
            blueprint.attributes,
            path,
            findTwin(
              state,
              allowed.filter((one) => values?.includes(one) !== false),
            ),
          ),
        });
      }),
  );
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

/** Stored values of the blueprint's field, its own or those of its global picklist; undefined when the files don't tell. */
function valuesOfField(context: CheckContext, blueprint: Element): readonly string[] | undefined {
  const { elements } = context.snapshot;
  const field = elements.get(refOf('field', `${moduleOfKey(blueprint.key)}.${text(blueprint.attributes, 'field') ?? ''}`));
  const shared = text(field?.attributes, 'global_picklist');
  const owner = isList(field?.attributes['pick_list_values']) || shared === undefined ? field : elements.get(refOf('global_picklist', shared));
  const options = owner?.attributes['pick_list_values'];
  return isList(options) ? options.flatMap((option) => actualValue(option) ?? []) : undefined;
}
