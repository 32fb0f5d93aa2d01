import { judgeEnvironments } from './environments.ts';
import type { SetupPromise } from './promise.ts';
import { bad, either, whenKnown } from './promise.ts';

/** The credentials of an org are worth what this is worth: a branch of one's own could name the environment and read them (threat 10). */
export const environmentBranch: SetupPromise = {
  code: 'doctor.environment-branch',
  promise: {
    en: "Credentials of an org are given to jobs of the org's base branch only.",
    ja: '組織の認証情報は、その組織のベースブランチのジョブにだけ渡される。',
  },
  fix: {
    en: 'In each environment, set "Deployment branches and tags" to "Selected branches and tags" and allow the base branch alone.',
    ja: '各環境の「Deployment branches and tags」を「Selected branches and tags」にし、ベースブランチだけを許可してください。',
  },
  page: 'settings/environments',
  judge: (setup) =>
    judgeEnvironments(setup, ({ name, branches, patterns }, { policy }) => {
      if (branches === 'any') return [bad(name, 'every branch may use it', 'どのブランチからも使える')];
      // GitHub counts branches with a branch protection rule; where there is none, every branch may deploy.
      if (branches === 'protected') return [bad(name, 'whichever branches are protected may use it', '保護されたブランチなら、どれからでも使える')];
      return whenKnown(name, patterns, (known) => {
        const others = known.filter((one) => one.name !== policy.baseBranch || one.type !== 'branch').map((one) => `${one.type} ${one.name}`);
        return either(
          others.length === 0,
          name,
          { en: `only ${policy.baseBranch} may use it`, ja: `${policy.baseBranch} からだけ使える` },
          { en: `${others.join(', ')} may use it too`, ja: `${others.join('、')} からも使える` },
        );
      });
    }),
};
