import { ledgerRefs } from './ledger-refs.ts';
import type { SetupPromise } from './promise.ts';
import { either, whenKnown } from './promise.ts';
import { includesTag } from './ref-pattern.ts';

/** Checks record plans and applies redeem keys with a job's token; where tags cannot be created, nothing is ever applied. */
export const ledgerOpen: SetupPromise = {
  code: 'doctor.ledger-open',
  promise: { en: 'New records can be added to the ledger.', ja: '台帳に新しい記録を追加できる。' },
  fix: {
    en: 'Exclude "orgcast/**/*" from the tag rulesets with "Restrict creations".',
    ja: '「Restrict creations」が有効なタグルールセットから「orgcast/**/*」を除外してください。',
  },
  page: 'settings/rules',
  judge: ({ settings }) =>
    whenKnown('refs/tags/orgcast/', settings.rulesets, (rulesets) => {
      const closing = rulesets.filter(
        (ruleset) =>
          ruleset.active && ruleset.target === 'tag' && ruleset.types.has('creation') && ledgerRefs.some((ref) => includesTag(ruleset, ref)),
      );
      const names = closing.map(({ name }) => `"${name}"`).join(', ');
      return either(
        closing.length === 0,
        'refs/tags/orgcast/',
        { en: 'tags can be created', ja: 'タグを作成できる' },
        { en: `the ruleset ${names} restricts creations`, ja: `ルールセット ${names} が作成を制限している` },
      );
    }),
};
