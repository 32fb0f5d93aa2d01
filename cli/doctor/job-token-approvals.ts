import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';

/** Else whoever may push a workflow lets its token give the approval that a rule asks for (threat 6). */
export const jobTokenApprovals: SetupPromise = {
  code: 'doctor.job-token-approvals',
  promise: { en: 'No workflow approves a pull request.', ja: 'ワークフローはプルリクエストを承認できない。' },
  fix: {
    en: 'Turn off "Allow GitHub Actions to create and approve pull requests"; the workflow drift then needs the secret ORGCAST_FORGE_TOKEN.',
    ja: '「Allow GitHub Actions to create and approve pull requests」を無効にしてください。その場合、ワークフロー drift にはシークレット ORGCAST_FORGE_TOKEN が必要です。',
  },
  page: 'settings/actions',
  judge: ({ settings }) =>
    whenKnown('actions', settings.jobTokens, ({ mayApprove }) =>
      either(
        !mayApprove,
        'actions',
        { en: 'workflows may not approve', ja: 'ワークフローは承認できない' },
        { en: 'workflows may approve pull requests', ja: 'ワークフローがプルリクエストを承認できる' },
      ),
    ),
};
