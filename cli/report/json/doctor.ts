import type { JsonObject } from '../../model/json.ts';
import type { JudgedPromise } from '../../model/promise.ts';
import { countVerdicts } from '../verdicts.ts';
import type { DoctorView } from '../view.ts';

/** What `doctor --json` prints; texts are English, codes are what programs go by. Shape: `schemas/output/doctor.schema.json`. */
export function toDoctorJson({ repository, viewer, promises }: DoctorView): JsonObject {
  return {
    formatVersion: 1,
    repository,
    viewer: { id: viewer.id, login: viewer.login, role: viewer.role },
    promises: promises.map(toPromiseJson),
    counts: { ...countVerdicts(promises) },
  };
}

function toPromiseJson({ code, promise, verdict, observations, fix, url }: JudgedPromise): JsonObject {
  return {
    ...{ code, promise: promise.en, verdict },
    observations: observations.map(({ place, verdict: seen, says }) => ({ place, verdict: seen, message: says.en })),
    fix: verdict === 'holds' ? null : fix.en,
    url,
  };
}
