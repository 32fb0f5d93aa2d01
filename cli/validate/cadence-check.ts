import { listOf } from '../kinds/options.ts';
import type { Element } from '../model/element.ts';
import { refOf } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import { property, text } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding, quote } from './check.ts';

/**
 * Findings of cadences with a place that no follow-up has, or a follow-up that comes after itself (`cadence.place`), with a follow-up that does nothing
 * (`cadence.no-action`), and with a task or mail that is not made for cadences (`cadence.feature`).
 */
export function* checkCadences(context: CheckContext): Generator<Finding> {
  for (const cadence of elementsOf(context, 'cadence')) {
    yield* checkPlaces(context, cadence);
    yield* checkActions(context, cadence);
  }
}

function* checkPlaces(context: CheckContext, cadence: Element): Generator<Finding> {
  const followUps = listOf(cadence.attributes, 'follow_ups');
  const named = [
    ...followUps.map((one, index) => ({ place: property(one, 'after'), own: index + 1, path: ['follow_ups', index, 'after'] })),
    ...listOf(cadence.attributes, 'unenroll').map((one, index) => ({
      place: property(one, 'follow_up'),
      own: undefined,
      path: ['unenroll', index, 'follow_up'],
    })),
  ];
  for (const { place, own, path } of named) {
    if (typeof place !== 'number' || (place <= followUps.length && place !== own)) continue;
    yield makeFinding(context, 'cadence.place', cadence, { path, values: { place, count: followUps.length } });
  }
}

/** Follow-ups take only actions of the feature `cadences`. */
function* checkActions(context: CheckContext, cadence: Element): Generator<Finding> {
  for (const [index, followUp] of listOf(cadence.attributes, 'follow_ups').entries()) {
    if (!actions.some((name) => property(followUp, name) !== undefined))
      yield makeFinding(context, 'cadence.no-action', cadence, { path: ['follow_ups', index] });
    for (const kind of ['task', 'email_notification']) {
      const key = text(followUp, kind);
      const action = key === undefined ? undefined : context.snapshot.elements.get(refOf(kind, key));
      if (key === undefined || action === undefined || action.attributes['feature_type'] === 'cadences') continue;
      yield makeFinding(context, 'cadence.feature', cadence, { path: ['follow_ups', index, kind], values: { key: quote(key) } });
    }
  }
}

/** Attributes of a follow-up that say what it does. */
const actions: readonly string[] = ['task', 'email_notification', 'call', 'message'];
