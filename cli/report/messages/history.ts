import type { Message } from '../language.ts';

/** Words of an org's history, of its drift and of a rollback. */
export const historyMessages = {
  title: { en: 'History of {org}', ja: '{org} の履歴' },
  none: { en: 'Nothing has been applied to {org} yet.', ja: '{org} にはまだ何も適用されていません。' },
  number: { en: 'No.', ja: '番号' },
  finished: { en: 'Finished', ja: '終了' },
  status: { en: 'Status', ja: '状態' },
  request: { en: 'Request', ja: 'リクエスト' },
  steps: { en: 'Steps', ja: 'ステップ' },
  wayBack: { en: 'Way back', ja: '復元' },
  yes: { en: 'yes', ja: '可' },
  no: { en: 'no', ja: '不可' },
  digest: { en: 'Plan', ja: 'プラン' },
} as const satisfies Record<string, Message>;

/** Words of a drift report. `{by}`, `{at}` are whom and when the CRM tells. */
export const driftMessages = {
  title: { en: 'Drift of {org}', ja: '{org} のドリフト' },
  since: { en: 'Compared with receipt {number} of {at}.', ja: '{at} の適用記録 {number} と比較しました。' },
  noBase: {
    en: 'No state of {org} after an apply is kept yet, so it is compared with its files.',
    ja: '{org} の適用後の状態はまだ保存されていないため、ファイルと比較しました。',
  },
  none: { en: 'No drift: {org} is as it was then.', ja: 'ドリフトはありません。{org} はその状態のままです。' },
  noneRead: { en: 'No drift in what could be read of {org}.', ja: '{org} の読み取れた範囲にはドリフトはありません。' },
  unreadable: { en: 'Not read completely, so that nobody knows what became of it:', ja: '完全に読み取れなかったため、変更の有無が不明なもの:' },
  audit: {
    en: 'Who and when are those of the last change of each element; the audit log is not read.',
    ja: '変更者と日時は各要素の最終変更のものです。監査ログは読み取りません。',
  },
  request: { en: 'Pull request: {url}', ja: 'プルリクエスト: {url}' },
  counts: { en: '{added} added, {removed} removed, {changed} changed', ja: '追加 {added} 件、削除 {removed} 件、変更 {changed} 件' },
  added: { en: 'Added in the org', ja: '組織で追加されたもの' },
  removed: { en: 'Removed in the org', ja: '組織で削除されたもの' },
  changed: { en: 'Changed in the org', ja: '組織で変更されたもの' },
  by: { en: 'by {by}, {at}', ja: '{by}、{at}' },
  byOnly: { en: 'by {by}', ja: '{by}' },
  atOnly: { en: '{at}', ja: '{at}' },
  next: {
    en: "Merging this takes what the org has into its files. Closing it leaves the files, and the next apply puts the files' state back.",
    ja: 'マージすると、組織の現在の内容がファイルに取り込まれます。閉じるとファイルはそのままで、次の適用でファイルの内容に戻ります。',
  },
  nextText: {
    en: "To keep what the org has: orgcast export {org}. To put the files' state back: orgcast plan {org}, then apply.",
    ja: '組織の内容を残す場合: orgcast export {org}。ファイルの内容に戻す場合: orgcast plan {org} の後に適用。',
  },
} as const satisfies Record<string, Message>;

/** Words of a rollback. */
export const rollbackMessages = {
  title: { en: 'Rollback of {org} to receipt {to}', ja: '{org} を適用記録 {to} の後の状態に戻す' },
  titleStart: { en: 'Rollback of {org} to before its first apply', ja: '{org} を最初の適用の前の状態に戻す' },
  request: { en: 'Request #{number}: {url}', ja: 'リクエスト #{number}: {url}' },
  restores: { en: 'What is restored', ja: '元に戻るもの' },
  cannot: { en: 'What cannot be undone', ja: '元に戻せないもの' },
  cannotNone: { en: 'Nothing is lost: all of it can be undone.', ja: '元に戻せないものはありません。' },
  next: {
    en: 'Nothing is changed before this is merged. The check posts the whole plan here.',
    ja: 'マージするまで何も変更されません。プランの全体はチェックがここに投稿します。',
  },
} as const satisfies Record<string, Message>;
