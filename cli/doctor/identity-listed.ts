import type { SetupPromise } from './promise.ts';
import { bad, good } from './promise.ts';

/** The keys that sign for an org are those on the base branch, and somebody holds them. */
export const identityListed: SetupPromise = {
  code: 'doctor.identity-listed',
  promise: {
    en: 'Every org has an identity that can sign copy keys and reviews.',
    ja: 'すべての組織に、コピーキーとレビューに署名できる識別キーがある。',
  },
  fix: {
    en: 'Run "orgcast init --org <org>" on the machine of its administrator, and merge the public key in org.yaml.',
    ja: '組織の管理者のマシンで「orgcast init --org <組織名>」を実行し、org.yaml の公開鍵をマージしてください。',
  },
  judge: ({ orgs }) =>
    orgs.map(({ policy, identities }) => {
      const { name, identityKeys } = policy;
      if (identityKeys.length === 0) return bad(name, 'org.yaml lists no identity key', 'org.yaml に識別キーがない');
      const held = identities.filter(({ publicKey }) => publicKey !== undefined && identityKeys.includes(publicKey)).length;
      const rotation =
        identityKeys.length > 1 ? ['; once the rotation is over, take the old ones out', '。ローテーション後は古いキーを外してください'] : ['', ''];
      return good(
        name,
        `org.yaml lists ${identityKeys.length}, this machine holds ${held} of them${rotation[0]}`,
        `org.yaml に ${identityKeys.length} 件、このマシンに ${held} 件${rotation[1]}`,
      );
    }),
};
