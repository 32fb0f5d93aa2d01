import type { Kind } from '../kinds/kind.ts';
import { annotatedAttributes } from '../kinds/schema.ts';
import type { Element } from '../model/element.ts';
import type { Finding } from '../model/finding.ts';
import type { Json } from '../model/json.ts';
import type { CheckContext } from './check.ts';
import { elementsOf, makeFinding, quote } from './check.ts';

/**
 * Findings of what only one element can be, such as the default, where two say that they are it; code `choice.second`. `x-only-one` names the attribute that those among which
 * there is one have in common, or is true for all of a kind. The org would make one of them what the other one was, and no apply would ever be done.
 */
export function* checkOnlyOnes(context: CheckContext): Generator<Finding> {
  for (const kind of context.kinds)
    for (const [attribute, among] of annotatedAttributes(context.schemas, kind, 'x-only-one')) yield* checkKind(context, kind, attribute, among);
}

function* checkKind(context: CheckContext, kind: Kind, attribute: string, among: Json): Generator<Finding> {
  const chosen = new Map<Json | undefined, Element>();
  for (const element of elementsOf(context, kind.name)) {
    if (element.attributes[attribute] !== true) continue;
    const group = among === true ? true : element.attributes[String(among)];
    const first = chosen.get(group);
    if (first === undefined) chosen.set(group, element);
    else {
      yield makeFinding(context, 'choice.second', element, { path: [attribute], values: { attribute, other: quote(first.key) } });
    }
  }
}
