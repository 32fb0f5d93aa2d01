import { judgeBranches } from './branches.ts';
import type { SetupPromise } from './promise.ts';
import { either } from './promise.ts';

/** CODEOWNERS binds nobody unless a rule asks for it (threat 7). */
export const branchCodeOwners: SetupPromise = {
  code: 'doctor.branch-code-owners',
  promise: {
    en: 'What has owners in CODEOWNERS changes with the approval of one of them.',
    ja: 'CODEOWNERS に所有者がいるファイルは、所有者の承認がなければ変わらない。',
  },
  fix: {
    en: 'In the ruleset for the base branch, turn on "Require review from Code Owners".',
    ja: 'ベースブランチのルールセットで「Require review from Code Owners」を有効にしてください。',
  },
  page: 'settings/rules',
  judge: (setup) =>
    judgeBranches(setup, (branch, { reviews }) => [
      either(
        reviews.codeOwners,
        branch,
        { en: 'review from code owners is required', ja: '所有者のレビューが必要' },
        { en: 'review from code owners is not required', ja: '所有者のレビューは不要' },
      ),
    ]),
};
