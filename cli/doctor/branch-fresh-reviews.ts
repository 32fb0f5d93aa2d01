import { judgeBranches } from './branches.ts';
import type { SetupPromise } from './promise.ts';
import { either } from './promise.ts';

/** An approval must be of what is merged, not of what was there before the last push (threats 3 and 6). */
export const branchFreshReviews: SetupPromise = {
  code: 'doctor.branch-fresh-reviews',
  promise: {
    en: 'An approval is of the commit that is merged, and never by who pushed it.',
    ja: '承認はマージされるコミットに対するものであり、push した本人によるものではない。',
  },
  fix: {
    en: 'In the ruleset for the base branch, turn on "Dismiss stale pull request approvals when new commits are pushed" and "Require approval of the most recent reviewable push".',
    ja: 'ベースブランチのルールセットで「Dismiss stale pull request approvals when new commits are pushed」と「Require approval of the most recent reviewable push」を有効にしてください。',
  },
  page: 'settings/rules',
  judge: (setup) =>
    judgeBranches(setup, (branch, { reviews }) => [
      either(
        reviews.dismissStale,
        branch,
        { en: 'a push dismisses approvals', ja: 'push すると承認は取り消される' },
        { en: 'approvals outlive a push', ja: 'push 後も承認が残る' },
      ),
      either(
        reviews.lastPush,
        branch,
        { en: 'the last push needs the approval of somebody else', ja: '最後の push には別の人の承認が必要' },
        { en: 'who pushed last may be the one who approves', ja: '最後に push した人が承認できる' },
      ),
    ]),
};
