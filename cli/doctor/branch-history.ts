import { judgeBranches } from './branches.ts';
import type { SetupPromise } from './promise.ts';
import { bad, good } from './promise.ts';

/** A rewritten branch would change the policy that a merge is judged by, after the fact (threats 6 and 24). */
export const branchHistory: SetupPromise = {
  code: 'doctor.branch-history',
  promise: { en: 'The history of the base branch cannot be rewritten.', ja: 'ベースブランチの履歴は書き換えられない。' },
  fix: {
    en: 'In the ruleset for the base branch, turn on "Block force pushes" and "Restrict deletions".',
    ja: 'ベースブランチのルールセットで「Block force pushes」と「Restrict deletions」を有効にしてください。',
  },
  page: 'settings/rules',
  judge: (setup) =>
    judgeBranches(setup, (branch, { types }) => {
      const missing = ['non_fast_forward', 'deletion'].filter((type) => !types.has(type));
      if (missing.length === 0) return [good(branch, 'force pushes and deletion are blocked', '強制 push と削除は禁止')];
      return missing.map((type) =>
        type === 'deletion' ? bad(branch, 'can be deleted', '削除できる') : bad(branch, 'can be force-pushed', '強制 push できる'),
      );
    }),
};
