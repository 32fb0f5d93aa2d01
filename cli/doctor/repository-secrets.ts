import type { SetupPromise } from './promise.ts';
import { bad, good, whenKnown } from './promise.ts';

const credential = /^ORGCAST_.*(?:CLIENT_ID|CLIENT_SECRET|REFRESH_TOKEN)$|ZOHO/;

/** Anybody who may write can read every repository secret by pushing a workflow (threat 10; GitHub docs, "Security hardening for GitHub Actions"). */
export const repositorySecrets: SetupPromise = {
  code: 'doctor.repository-secrets',
  promise: {
    en: 'Credentials of orgs are in environments, where a branch policy guards them, and never in repository secrets.',
    ja: '組織の認証情報は、ブランチの制限がある環境にのみ置かれ、リポジトリシークレットには置かれない。',
  },
  fix: {
    en: 'Delete the secret, make a new refresh token, and put it into the environment of its org.',
    ja: 'シークレットを削除し、リフレッシュトークンを発行し直して、組織の環境に登録してください。',
  },
  page: 'settings/secrets/actions',
  judge: ({ settings }) =>
    whenKnown('secrets', settings.secrets, (names) => {
      const found = names.filter((name) => credential.test(name));
      if (found.length === 0) return good('secrets', 'none looks like a credential of an org', '組織の認証情報らしいものはない');
      return found.map((name) => bad(name, 'looks like a credential of an org', '組織の認証情報と思われる'));
    }),
};
