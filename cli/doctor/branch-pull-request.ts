import { judgeBranches } from './branches.ts';
import type { SetupPromise } from './promise.ts';
import { either } from './promise.ts';

/** Without it anybody who may write changes policies and environments unseen (threat 6). */
export const branchPullRequest: SetupPromise = {
  code: 'doctor.branch-pull-request',
  promise: {
    en: 'The base branch changes by reviewed pull requests only.',
    ja: 'ベースブランチは、レビューされたプルリクエストでのみ変わる。',
  },
  fix: {
    en: 'In an active ruleset for the base branch, turn on "Require a pull request before merging" with at least one required approval.',
    ja: 'ベースブランチの有効なルールセットで「Require a pull request before merging」を有効にし、必要な承認を 1 件以上にしてください。',
  },
  page: 'settings/rules',
  judge: (setup) =>
    judgeBranches(setup, (branch, rules) => [
      either(
        rules.types.has('pull_request') && rules.reviews.count > 0,
        branch,
        { en: `a pull request with ${rules.reviews.count} approval(s) is required`, ja: `プルリクエストと承認 ${rules.reviews.count} 件が必要` },
        rules.types.has('pull_request')
          ? { en: 'a pull request is required, an approval is not', ja: 'プルリクエストは必要だが、承認は不要' }
          : { en: 'can be pushed to without a pull request', ja: 'プルリクエストなしで push できる' },
      ),
    ]),
};
