import type { Kind } from '../kinds/kind.ts';
import { isReadable } from '../kinds/kind.ts';
import type { Ref } from '../model/element.ts';
import { splitRef } from '../model/element.ts';
import type { JsonObject } from '../model/json.ts';
import type { Authority } from '../model/org.ts';
import type { MergeRule } from './merge.ts';
import type { PlanInput } from './proposal.ts';

/** What absence from the files means for an element: what org.yaml says of its kind; for what is to be exact, that it goes. */
export function authorityOf(input: Pick<PlanInput, 'rules' | 'exact'>, ref: Ref): Authority {
  if (input.exact.has(ref)) return 'authoritative';
  return input.rules.authority.kinds.get(splitRef(ref).kind) ?? input.rules.authority.usual;
}

/**
 * How an element's attributes merge. What the API cannot set stays unless the element is to be exact, which then says what it could not undo. Only in an element of
 * ours does `managed` take anything away: elsewhere the last apply's state does not tell our members from the org's own.
 */
export function mergeRuleOf(input: PlanInput, kind: Kind, ref: Ref, base: () => JsonObject | undefined): MergeRule {
  // Of what only people set, the file says all: nobody else has a say in it.
  if (!isReadable(kind)) return { authority: 'authoritative' };
  const authority = authorityOf(input, ref);
  if (authority === 'managed' && !input.owned.has(ref)) return { authority: 'additive' };
  if (authority === 'additive') return { authority };
  const exact = input.exact.has(ref);
  const fixed = exact ? [] : [...kind.frozen, ...(kind.unsettable ?? [])];
  return {
    authority,
    base: authority === 'managed' ? base() : undefined,
    exact,
    kept: new Set([...(kind.given ?? []), ...fixed]),
    whole: new Set(kind.kept ?? []),
  };
}
