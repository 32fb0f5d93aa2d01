import type { SetupPromise } from './promise.ts';
import { bad, either } from './promise.ts';

/** A copy of the repository elsewhere must not take keys that were made for this one (threat 4). */
export const repositoryId: SetupPromise = {
  code: 'doctor.repository-id',
  promise: { en: 'Every policy on the base branch is for this repository.', ja: 'ベースブランチのポリシーは、このリポジトリのものである。' },
  fix: {
    en: 'Merge environments/<org>/org.yaml with repository_id set to the number of this repository.',
    ja: 'environments/<組織名>/org.yaml に、このリポジトリの番号を repository_id として記載し、マージしてください。',
  },
  judge: ({ settings, orgs }) =>
    orgs.map(({ policy, published }) => {
      if (!published) return bad(policy.name, `org.yaml is not on ${policy.baseBranch} yet`, `org.yaml がまだ ${policy.baseBranch} にない`);
      const said = policy.repositoryId ?? 'none';
      return either(
        policy.repositoryId === settings.id,
        policy.name,
        { en: `repository_id is ${said}`, ja: `repository_id は ${said}` },
        { en: `repository_id is ${said}, this repository is ${settings.id}`, ja: `repository_id は ${said}、このリポジトリは ${settings.id}` },
      );
    }),
};
