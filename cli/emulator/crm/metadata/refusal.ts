import type { JsonObject } from '../../../model/json.ts';

/** Why a part of a write was not done: the error item for the answer. Returned in place of a result, never thrown. */
export class Refusal {
  readonly error: JsonObject;

  constructor(error: JsonObject) {
    this.error = error;
  }
}
