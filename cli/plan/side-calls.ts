import type { Kind, SideFacts } from '../kinds/kind.ts';
import type { JsonObject } from '../model/json.ts';
import type { PlanInput } from './proposal.ts';
import { whyNotOffered } from './proposal.ts';

/** A call that a step needs besides its own and that the org's API lacks. */
export interface LackingCall {
  /** the attributes that it would set */
  readonly names: readonly string[];
  readonly why: string;
  /** what a new element has in place of these until a person sets them; undefined: only a person can make it */
  readonly instead: JsonObject | undefined;
}

/** The further calls of a step that the org's API lacks; none when it does not tell what it has. */
export function findLackingCalls(input: PlanInput, kind: Kind, step: SideFacts): readonly LackingCall[] {
  return (kind.besides ?? []).flatMap((endpoint): readonly LackingCall[] => {
    const why = whyNotOffered(input, endpoint);
    const names = why === undefined ? [] : endpoint.sets(step);
    return why === undefined || names.length === 0 ? [] : [{ names, why, instead: endpoint.instead }];
  });
}

/** The same for a new element with all of these attributes. */
export function findLackingForCreate(input: PlanInput, kind: Kind, key: string, after: JsonObject): readonly LackingCall[] {
  return findLackingCalls(input, kind, { key, before: undefined, after, changed: new Set(Object.keys(after)) });
}
