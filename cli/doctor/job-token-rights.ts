import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';

/** A workflow that somebody adds without `permissions` must not get more than reading (threats 8 and 21). */
export const jobTokenRights: SetupPromise = {
  code: 'doctor.job-token-rights',
  promise: {
    en: "A workflow's token may only read, unless the workflow asks for more.",
    ja: 'ワークフローのトークンは、明示的に求めない限り読み取りしかできない。',
  },
  fix: {
    en: 'Under "Workflow permissions", choose "Read repository contents and packages permissions".',
    ja: '「Workflow permissions」で「Read repository contents and packages permissions」を選んでください。',
  },
  page: 'settings/actions',
  judge: ({ settings }) =>
    whenKnown('actions', settings.jobTokens, ({ rights }) =>
      either(
        rights === 'read',
        'actions',
        { en: 'tokens read by default', ja: '既定のトークンは読み取りのみ' },
        { en: 'tokens write by default', ja: '既定のトークンは書き込み可能' },
      ),
    ),
};
