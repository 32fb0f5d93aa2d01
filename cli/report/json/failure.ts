import type { Failure } from '../../model/failure.ts';
import { exitCodes } from '../../model/failure.ts';
import type { JsonObject } from '../../model/json.ts';

/** What any command prints with `--json` when it fails. Shape: `schemas/output/failure.schema.json`. Causes and stacks stay out. */
export function toFailureJson(failure: Failure): JsonObject {
  return {
    formatVersion: 1,
    error: {
      code: failure.code,
      kind: failure.kind,
      message: failure.message,
      place: failure.place ?? null,
      fix: failure.fix ?? null,
      exitCode: exitCodes[failure.kind],
    },
  };
}
