import type { SetupPromise } from './promise.ts';
import { bad, good, whenKnown } from './promise.ts';

/** Most scopes that one line names. */
const shown = 5;

/** With too few scopes an apply would end half way. */
export const tokenScopes: SetupPromise = {
  code: 'doctor.token-scopes',
  promise: {
    en: "The org's token may read and write everything that orgcast manages.",
    ja: '組織のトークンは、orgcast が管理するものをすべて読み書きできる。',
  },
  fix: {
    en: 'Make the refresh token again with the scopes of the README; a token for checks alone needs those that end in .READ.',
    ja: 'README のスコープでリフレッシュトークンを発行し直してください。チェック専用のトークンは .READ で終わるスコープだけで足ります。',
  },
  judge: ({ orgs }) =>
    orgs.flatMap(({ policy: { name }, scopes }) =>
      whenKnown(name, scopes, ({ needed, missing }) => {
        if (missing.length === 0) return good(name, `has all ${needed} scopes`, `必要な ${needed} 件のスコープがすべてある`);
        const some = `${missing.slice(0, shown).join(', ')}${missing.length > shown ? ' …' : ''}`;
        return bad(
          name,
          `lacks ${missing.length} of ${needed} scopes: ${some}`,
          `必要な ${needed} 件のスコープのうち ${missing.length} 件がない: ${some}`,
        );
      }),
    ),
};
