import type { JudgedPromise } from '../model/promise.ts';
import type { Setup } from '../model/setup.ts';
import { promises } from './all.ts';
import { worstOf } from './promise.ts';

/** Judges every promise by what is known of a repository, its orgs and this machine, in the order of `all.ts`. Pure. */
export function judgeSetup(setup: Setup): readonly JudgedPromise[] {
  return promises.map((one) => {
    const observations = one.judge(setup);
    return {
      code: one.code,
      promise: one.promise,
      verdict: worstOf(observations.map((observation) => observation.verdict)),
      observations,
      fix: one.fix,
      url: one.page === undefined ? null : `${setup.settings.url}/${one.page}`,
    };
  });
}
