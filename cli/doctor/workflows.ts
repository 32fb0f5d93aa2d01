import type { SetupPromise } from './promise.ts';
import { either } from './promise.ts';

/** Judges workflows by being the very files that this version was tested with (threats 8 and 17). */
export const workflows: SetupPromise = {
  code: 'doctor.workflows',
  promise: {
    en: 'The workflows on the default branch are those that this version ships.',
    ja: 'デフォルトブランチのワークフローは、このバージョンに付属するものと同じである。',
  },
  fix: {
    en: 'Remove the file, run "orgcast init" again, and merge the change; or read the difference and answer for it.',
    ja: 'ファイルを削除して「orgcast init」を実行し、変更をマージしてください。意図した変更であれば、差分を確認してください。',
  },
  page: 'tree/main/.github/workflows',
  judge: (setup) =>
    setup.workflows.map(({ path, state }) =>
      either(
        state === 'same',
        path,
        { en: 'is as shipped', ja: '付属のものと同じ' },
        state === 'missing' ? { en: 'is missing', ja: 'ファイルがない' } : { en: 'differs from the one shipped', ja: '付属のものと異なる' },
      ),
    ),
};
