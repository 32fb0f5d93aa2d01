import type { JsonObject } from '../../model/json.ts';
import type { ReviewView } from '../view.ts';
import { toCheckJson } from './request.ts';

/** What `review --json` prints: what `check` prints, and how the plan stands to the recorded one. Shape: `schemas/output/review.schema.json`. */
export function toReviewJson(view: ReviewView): JsonObject {
  const { head, recorded, plan, signed } = view;
  return {
    ...toCheckJson(view),
    head,
    recorded: recorded === null ? null : { name: recorded.name, digest: recorded.digest },
    equal: recorded === null || plan === null ? null : recorded.digest === plan.digest,
    signed: signed === null ? null : { name: signed.name, key: signed.key },
  };
}
