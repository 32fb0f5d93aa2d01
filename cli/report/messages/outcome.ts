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
  validated: {
    en: '{files} {files?file:files}, {elements} {elements?element:elements} checked.',
    ja: '{files} ファイル、要素 {elements} 件を検査しました。',
  },
  sent: { en: 'Request #{number}: {url}', ja: 'リクエスト #{number}: {url}' },
  sentBranch: { en: 'Branch {branch}, bundle {digest}', ja: 'ブランチ {branch}、バンドル {digest}' },
  accepted: { en: 'Request #{number} for {org} may be merged.', ja: '{org} へのリクエスト #{number} はマージできます。' },
  refused: { en: 'Request #{number} for {org} is refused.', ja: '{org} へのリクエスト #{number} は受け付けられません。' },
  written: { en: 'Written:', ja: '作成したファイル:' },
  kept: { en: 'There already and left alone: {count}', ja: '既存のためそのままのファイル: {count} 件' },
  identity: { en: 'Identity key of {org}: {key}', ja: '{org} の識別キー: {key}' },
} as const satisfies Record<string, Message>;
