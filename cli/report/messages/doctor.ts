import type { Verdict } from '../../model/promise.ts';
import type { Message } from '../language.ts';

/** Words of what `doctor` tells. */
export const doctorMessages = {
  title: { en: 'Promises in {repository}', ja: '{repository} での約束' },
  viewer: { en: 'Asked as {login} (user {id}), who may {role}', ja: '確認者: {login} (ユーザー {id})、権限: {role}' },
  promise: { en: 'Promise', ja: '約束' },
  seen: { en: 'What was seen', ja: '確認結果' },
  fix: { en: 'To make it hold: {fix}', ja: '対処: {fix}' },
  counts: {
    en: '{holds} {holds?promise holds:promises hold}, {broken} {broken?is:are} broken, {unknown} {unknown?is:are} not known',
    ja: '守られている {holds} 件、守られていない {broken} 件、不明 {unknown} 件',
  },
  unknownWarning: {
    en: 'What is not known is not promised. Ask again as an administrator of the repository, with the credentials of the orgs.',
    ja: '不明なものは約束できません。リポジトリの管理者として、組織の認証情報を設定してもう一度実行してください。',
  },
} as const satisfies Record<string, Message>;

/** What an account may do in a repository. */
export const roleMessages = {
  admin: { en: 'administer the repository', ja: '管理' },
  write: { en: 'write', ja: '書き込み' },
  read: { en: 'read', ja: '読み取り' },
} as const satisfies Record<string, Message>;

/** How a promise stands. */
export const verdictMessages = {
  holds: { en: 'holds', ja: '守られている' },
  broken: { en: 'broken', ja: '守られていない' },
  unknown: { en: 'not known', ja: '不明' },
} as const satisfies Record<Verdict, Message>;
