import type { SetupPromise } from './promise.ts';
import { bad, good, whenKnown } from './promise.ts';

/** GitHub passes over lines that it cannot read: what they name has no owner (threat 7). */
export const codeownersValid: SetupPromise = {
  code: 'doctor.codeowners-valid',
  promise: { en: 'CODEOWNERS is there and GitHub understands every line.', ja: 'CODEOWNERS があり、GitHub がすべての行を解釈できる。' },
  fix: {
    en: 'Correct the lines that GitHub names; every owner must exist and may write.',
    ja: 'GitHub が指摘する行を修正してください。所有者は実在し、書き込み権限が必要です。',
  },
  page: 'settings/access',
  judge: ({ settings, owners }) => {
    if (owners === undefined) return [bad('.github/CODEOWNERS', 'is missing', 'ファイルがない')];
    return whenKnown(owners.path, settings.ownerErrors, (errors) =>
      errors.length === 0 ? good(owners.path, 'has no errors', 'エラーなし') : errors.map((error) => bad(owners.path, error, error)),
    );
  },
};
