import type { KeyStatus } from '../../model/copy-key.ts';
import type { Message } from '../language.ts';

/** Words of a copy key. */
export const keyMessages = {
  title: { en: 'Copy key {kid}', ja: 'コピーキー {kid}' },
  target: { en: 'For', ja: '対象' },
  repository: { en: 'Repository', ja: 'リポジトリ' },
  base: { en: 'Base branch', ja: 'ベースブランチ' },
  issued: { en: 'Issued', ja: '発行' },
  expires: { en: 'Valid until', ja: '有効期限' },
  left: { en: '{hours} h {minutes} min left', ja: '残り {hours} 時間 {minutes} 分' },
  status: { en: 'Status', ja: '状態' },
  kid: { en: 'Key', ja: 'キー' },
  request: { en: 'Request', ja: 'リクエスト' },
  sentBy: { en: '#{request} by user {sender}', ja: '#{request} (ユーザー {sender})' },
  asArgument: {
    en: 'The copy key stands in the process list and in the history of the shell. Pipe it in with "-", or set ORGCAST_KEY.',
    ja: 'コピーキーがプロセス一覧とシェルの履歴に残ります。「-」で標準入力から渡すか、ORGCAST_KEY を設定してください。',
  },
  ask: { en: 'Copy key:', ja: 'コピーキー:' },
  none: {
    en: 'No copy keys for {org}. Make one with "orgcast key create {org}".',
    ja: '{org} のコピーキーはありません。「orgcast key create {org}」で作成できます。',
  },
  revoked: {
    en: 'Copy key {kid} for {org} is revoked: nothing can be sent or applied with it.',
    ja: '{org} のコピーキー {kid} を失効させました。このキーでは送信も適用もできません。',
  },
} as const satisfies Record<string, Message>;

/** State of a copy key, with what it means for its holder. */
export const keyStatusMessages = {
  active: { en: 'active: a request can be sent and merged', ja: '有効: リクエストの送信とマージができます' },
  expired: { en: 'expired: make a new key in the target', ja: '期限切れ: 対象の組織で新しいキーを作成してください' },
  revoked: { en: 'revoked: make a new key in the target', ja: '失効: 対象の組織で新しいキーを作成してください' },
  spent: { en: 'spent: its request has been applied', ja: '使用済み: リクエストはすでに適用されました' },
} as const satisfies Record<KeyStatus, Message>;

/** Words of the coverage matrix. */
export const coverageMessages = {
  title: { en: 'What the API of {org} can do', ja: '{org} の API でできること' },
  titleAny: { en: 'What the API can do', ja: 'API でできること' },
  kind: { en: 'Kind', ja: '種類' },
  read: { en: 'Read', ja: '読取' },
  create: { en: 'Create', ja: '作成' },
  update: { en: 'Update', ja: '更新' },
  delete: { en: 'Delete', ja: '削除' },
  note: { en: 'Note', ja: '備考' },
  yes: { en: 'yes', ja: '可' },
  no: { en: '–', ja: '–' },
  automated: { en: 'automated', ja: '自動' },
  partly: { en: 'partly', ja: '一部' },
  manual: { en: 'by hand', ja: '手作業' },
} as const satisfies Record<string, Message>;
