import type { Message } from '../language.ts';

/** Words of an audit: who sent, who approved, what was planned and done. User ids are numbers, since a clone knows no names. */
export const auditMessages = {
  title: { en: 'Audit of {org}', ja: '{org} の監査' },
  none: { en: 'No receipt of {org} is in this clone.', ja: 'このクローンには {org} の適用記録がありません。' },
  receipt: { en: 'Receipt {number}, {time}: {status}', ja: '適用記録 {number}、{time}: {status}' },
  sent: { en: 'Sent', ja: '送信' },
  sentBy: {
    en: 'by user {sender} from {source}, signed with copy key {kid}; request #{request}',
    ja: 'ユーザー {sender} が {source} から送信。コピーキー {kid} で署名。リクエスト #{request}',
  },
  sentNobody: { en: 'nobody: a plan of the org itself', ja: 'なし: 組織自身のプラン' },
  sentUnknown: { en: 'not told by this clone', ja: 'このクローンからは不明' },
  approved: { en: 'Approved', ja: '承認' },
  merged: { en: 'merged by user {user} at {time} as {sha}', ja: 'ユーザー {user} が {time} に {sha} としてマージ' },
  mergedUnknown: { en: 'merged as {sha}, by whom is not told', ja: '{sha} としてマージ。マージした人は不明' },
  reviewed: { en: 'reviewed by {users}', ja: 'レビュー: {users}' },
  signed: { en: 'signed with identity {keys}', ja: '署名した識別キー: {keys}' },
  planned: { en: 'Planned', ja: 'プラン' },
  plan: { en: '{digest}, {count} {count?step:steps}', ja: '{digest}、{count} ステップ' },
  done: { en: 'Done', ja: '実行' },
  run: { en: '{counts}; run {run}', ja: '{counts}。実行番号 {run}' },
  whole: {
    en: 'The chain is whole: every record that these receipts rest on is there and unaltered.',
    ja: '連鎖は完全です。これらの適用記録の根拠となる記録はすべて揃っており、変更されていません。',
  },
} as const satisfies Record<string, Message>;
