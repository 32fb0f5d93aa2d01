import { ownersOf } from './codeowners-pattern.ts';
import type { SetupPromise } from './promise.ts';
import { bad, either } from './promise.ts';

/** What decides about requests, whichever org they are for: settings, who owns what, and a workflow that somebody might add. */
const shared = ['orgcast.yaml', '.github/CODEOWNERS', '.github/workflows/apply.yml', '.github/workflows/new.yml'];

/** Policy that anybody may change by a reviewed pull request of anybody is policy of nobody in particular (threat 7). */
export const codeownersCover: SetupPromise = {
  code: 'doctor.codeowners-cover',
  promise: {
    en: 'Policies of orgs, orgcast.yaml and .github/ have owners.',
    ja: '組織のポリシー、orgcast.yaml、.github/ には所有者がいる。',
  },
  fix: {
    en: "Give them owners in .github/CODEOWNERS: the org's administrators for environments/<org>/org.yaml, those who keep the pipeline for the rest.",
    ja: '.github/CODEOWNERS に所有者を記載してください。environments/<組織名>/org.yaml は組織の管理者、それ以外はパイプラインの管理者にします。',
  },
  page: 'blob/main/.github/CODEOWNERS',
  judge: ({ orgs, owners }) =>
    [...orgs.map(({ policy }) => `environments/${policy.name}/org.yaml`), ...shared].map((path) => {
      if (owners === undefined) return bad(path, 'has no owner', '所有者がいない');
      const found = ownersOf(owners.text, path);
      return either(
        found.length > 0,
        path,
        { en: `belongs to ${found.join(' ')}`, ja: `所有者: ${found.join(' ')}` },
        { en: 'has no owner', ja: '所有者がいない' },
      );
    }),
};
