import type { SetupPromise } from './promise.ts';
import { bad, good, whenKnown } from './promise.ts';

/** What would refuse a key or a request is better known before somebody sends one. */
export const eligible: SetupPromise = {
  code: 'doctor.eligible',
  promise: { en: 'Every org may receive a copy.', ja: 'すべての組織はコピーを受け取ることができる。' },
  fix: { en: 'Do what each refusal names.', ja: '各項目の指示に従ってください。' },
  judge: ({ orgs }) =>
    orgs.flatMap(({ policy: { name }, eligibility }) =>
      whenKnown(name, eligibility, (findings) => {
        const refusals = findings.filter(({ severity }) => severity === 'error');
        if (refusals.length === 0) return good(name, 'nothing speaks against it', '問題なし');
        return refusals.map(({ code, message }) => bad(name, `${code}: ${message}`, `${code}: ${message}`));
      }),
    ),
};
