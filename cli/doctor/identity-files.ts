import type { SetupPromise } from './promise.ts';
import { bad, good } from './promise.ts';

/** Permission bits of group and others. */
const forOthers = 0o077;

/** The private half of an identity makes keys for the org: it is its administrator's alone (threat 5). */
export const identityFiles: SetupPromise = {
  code: 'doctor.identity-files',
  promise: {
    en: 'Private halves of identities on this machine are readable by their owner alone, and none is left over.',
    ja: 'このマシンの識別キーの秘密鍵は所有者だけが読め、不要なものは残っていない。',
  },
  fix: {
    en: 'Run chmod 600 on the file; delete one that no org.yaml lists any more.',
    ja: 'ファイルに chmod 600 を実行してください。org.yaml に記載のないものは削除してください。',
  },
  judge: ({ orgs }) =>
    orgs.flatMap(({ policy, identities }) =>
      identities.map(({ file, publicKey, mode }) => {
        if (publicKey === undefined) return bad(file, 'holds no key', '鍵が含まれていない');
        if ((mode & forOthers) !== 0) return bad(file, `has mode ${(mode & 0o777).toString(8)}`, `モードが ${(mode & 0o777).toString(8)}`);
        if (!policy.identityKeys.includes(publicKey))
          return bad(file, `is none of the identities of ${policy.name}`, `${policy.name} の識別キーではない`);
        return good(file, 'is readable by its owner alone', '所有者だけが読める');
      }),
    ),
};
