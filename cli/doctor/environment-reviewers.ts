import { judgeEnvironments } from './environments.ts';
import type { SetupPromise } from './promise.ts';
import { either, good, notKnown } from './promise.ts';

/** A gate besides the merge is nobody's duty; where there is one, it must not be opened by others than approvers. */
export const environmentReviewers: SetupPromise = {
  code: 'doctor.environment-reviewers',
  promise: {
    en: 'Where an environment asks for reviewers, they are approvers of the org.',
    ja: '環境にレビュアーが設定されている場合、それは組織の承認者である。',
  },
  fix: {
    en: 'Take everybody out of "Required reviewers" who is not among the approvers of org.yaml, or list them there.',
    ja: '「Required reviewers」から org.yaml の承認者でない人を外すか、org.yaml に承認者として記載してください。',
  },
  page: 'settings/environments',
  judge: (setup) =>
    judgeEnvironments(setup, ({ name, reviewers, teams }, { policy }) => {
      if (reviewers.length + teams === 0)
        return [good(name, 'asks for no reviewers; the merge is the approval', 'レビュアーの設定なし (マージが承認となる)')];
      const strangers = policy.approvers.length === 0 ? [] : reviewers.filter((id) => !policy.approvers.includes(id));
      const people = either(
        strangers.length === 0,
        name,
        { en: 'asks for approvers', ja: '承認者のレビューが必要' },
        { en: `user ${strangers.join(', ')} may open it and is no approver`, ja: `ユーザー ${strangers.join('、')} は承認者ではないが許可できる` },
      );
      return teams === 0 ? [people] : [people, notKnown(name, 'the members of a team are not read')];
    }),
};
