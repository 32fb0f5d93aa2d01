import type { SetupPromise } from './promise.ts';
import { either } from './promise.ts';

/** The branch that the workflows name. */
const branchOfWorkflows = 'main';

/**
 * Workflows run for `main`, and for requests with the code of the default branch. An org with another base branch would be neither checked nor applied, or be
 * judged by the code of another branch.
 */
export const workflowBranch: SetupPromise = {
  code: 'doctor.base-branch',
  promise: {
    en: 'Every org has the branch as its base that the workflows run on and for.',
    ja: 'すべての組織のベースブランチは、ワークフローが動作するブランチである。',
  },
  fix: {
    en: 'Make "main" the default branch, and set base_branch: main in org.yaml.',
    ja: 'デフォルトブランチを main にし、org.yaml で base_branch: main を設定してください。',
  },
  page: 'settings',
  judge: ({ settings, orgs }) =>
    orgs.map(({ policy }) =>
      either(
        policy.baseBranch === branchOfWorkflows && settings.defaultBranch === branchOfWorkflows,
        policy.name,
        { en: `its base is ${branchOfWorkflows}, the default branch`, ja: `ベースはデフォルトブランチ ${branchOfWorkflows}` },
        {
          en: `its base is ${policy.baseBranch}, the default branch ${settings.defaultBranch}, and the workflows are for ${branchOfWorkflows}`,
          ja: `ベースは ${policy.baseBranch}、デフォルトブランチは ${settings.defaultBranch}、ワークフローの対象は ${branchOfWorkflows}`,
        },
      ),
    ),
};
