import type { JsonObject } from '../../model/json.ts';
import type { Change } from '../../model/plan.ts';

/** A change; an absent `before` or `after` means that the attribute is not there, which differs from null. `side` is null where nobody knows who moved. */
export function toChangeJson(change: Change): JsonObject {
  return {
    path: change.path,
    ...(change.before === undefined ? {} : { before: change.before }),
    ...(change.after === undefined ? {} : { after: change.after }),
    side: change.side ?? null,
  };
}
