import type { JsonObject } from '../../model/json.ts';
import type { Change } from '../../model/plan.ts';

/**
 * A change; an absent `before` or `after` means that the attribute is not there, which differs from null, an absent `side` that nobody knows who moved. A saved plan
 * is digested as it is printed, so nothing may be put in its place.
 */
export function toChangeJson(change: Change): JsonObject {
  return {
    path: change.path,
    ...(change.before === undefined ? {} : { before: change.before }),
    ...(change.after === undefined ? {} : { after: change.after }),
    ...(change.side === undefined ? {} : { side: change.side }),
  };
}
