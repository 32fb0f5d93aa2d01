import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';

/** Journals and caches hold what the org answered; credentials are in `.env` (threat 11). */
export const ignoredFiles: SetupPromise = {
  code: 'doctor.ignored-files',
  promise: { en: 'Journals, caches and credentials never get into git.', ja: 'ジャーナル、キャッシュ、認証情報は git に入らない。' },
  fix: { en: 'Add .orgcast/ and .env to .gitignore.', ja: '.gitignore に .orgcast/ と .env を追加してください。' },
  judge: (setup) =>
    whenKnown('.gitignore', setup.ignored, (paths) =>
      paths.map(({ path, ignored }) =>
        either(ignored, path, { en: 'is ignored by git', ja: 'git の対象外' }, { en: 'is not ignored by git', ja: 'git の対象になっている' }),
      ),
    ),
};
