import type { Message } from '../language.ts';

/** What commands say when they are done. */
export const outcomeMessages = {
  exported: {
    en: '{org}: {elements} {elements?element:elements}; {written} {written?file:files} written, {removed} removed, {unchanged} unchanged',
    ja: '{org}: 要素 {elements} 件、書き込み {written} ファイル、削除 {removed} ファイル、変更なし {unchanged} ファイル',
  },
  kindCount: { en: '{kind}: {count}', ja: '{kind}: {count}' },
  cost: {
    en: '{requests} {requests?request:requests} to the CRM, {credits} API {credits?credit:credits}',
    ja: 'CRM への要求 {requests} 回、{credits} API クレジット',
  },
  unreadable: {
    en: 'Not read completely; files of these are left as they are:',
    ja: '完全に読み取れなかったもの (該当するファイルはそのまま残しました):',
  },
  sent: { en: 'Request #{number} to {org}: {url}', ja: '{org} へのリクエスト #{number}: {url}' },
  sentFiles: {
    en: '{files} {files?file:files} on branch {branch}, signed with copy key {kid}',
    ja: 'ブランチ {branch} に {files} ファイル (コピーキー {kid} で署名)',
  },
  mergeBefore: { en: 'It has to be merged before {time}.', ja: '{time} までにマージする必要があります。' },
  written: { en: 'Written: {files}', ja: '作成: {files}' },
  kept: { en: 'Left as they are: {count} {count?file:files}', ja: '既存のまま: {count} ファイル' },
  environment: { en: 'Environment {org} made. Public identity key: {key}', ja: '環境 {org} を作成しました。公開識別キー: {key}' },
  newIdentity: {
    en: 'New identity for {org}: {key}. It counts once a reviewed change adds it to identity_keys in environments/{org}/org.yaml; the others count until they are taken out there.',
    ja: '{org} の新しい識別キー: {key}。レビューを経て environments/{org}/org.yaml の identity_keys に追加されると有効になります。これまでのキーは、そこから削除するまで有効です。',
  },
  next: {
    en: 'Next: fill in environments/<org>/org.yaml, commit, and run "orgcast export <org>". Once it is pushed, "orgcast doctor" lists what to set up on GitHub.',
    ja: '次の手順: environments/<org>/org.yaml を記入してコミットし、「orgcast export <org>」を実行してください。push 後は「orgcast doctor」で GitHub 側の設定項目を確認できます。',
  },
} as const satisfies Record<string, Message>;
