import type { Receipt, StepReceipt } from '../../model/receipt.ts';
import type { Message } from '../language.ts';

/** Words of a receipt in every report for people. */
export const receiptMessages = {
  title: { en: 'Receipt for {org}', ja: '{org} の適用記録' },
  request: { en: 'Request #{number}', ja: 'リクエスト #{number}' },
  withoutRequest: { en: 'Without a request', ja: 'リクエストなし' },
  reason: { en: 'Reason: {reason}', ja: '理由: {reason}' },
  counts: {
    en: '{done} done, {failed} failed, {skipped} skipped, {manual} by hand',
    ja: '完了 {done} 件、失敗 {failed} 件、見送り {skipped} 件、手作業 {manual} 件',
  },
  status: { en: 'Status', ja: '状態' },
  step: { en: 'Step', ja: 'ステップ' },
  attempts: { en: 'Tries', ja: '試行' },
  note: { en: 'Note', ja: '備考' },
  noSteps: { en: 'There was nothing to do.', ja: '行うことはありませんでした。' },
  cost: {
    en: '{requests} {requests?request:requests} to the CRM, {credits} API {credits?credit:credits}, {from} to {to}',
    ja: 'CRM への要求 {requests} 回、{credits} API クレジット、{from} から {to} まで',
  },
  digest: { en: 'Plan digest: {digest}', ja: 'プランのダイジェスト: {digest}' },
  next: { en: 'What to do next', ja: '次に行うこと' },
  nextDone: { en: 'Nothing: everything that was approved is applied.', ja: 'ありません。承認された内容はすべて適用されました。' },
  nextPartial: {
    en: 'Mend what the notes say, then run the job again: it does what is left and nothing twice. No new copy key is needed.',
    ja: '備考の問題を解消してから、ジョブをもう一度実行してください。残りだけが適用され、同じことが二度行われることはありません。新しいコピーキーは不要です。',
  },
  nextRefused: {
    en: 'Nothing was changed in the org. Mend the reason above, then run the job again; where the copy key or the approval no longer holds, a new request is needed.',
    ja: '組織は何も変更されていません。上の理由を解消してから、ジョブをもう一度実行してください。コピーキーや承認がすでに無効な場合は、新しいリクエストが必要です。',
  },
  nextManual: {
    en: 'Do the {count} {count?step:steps} marked "by hand" in the setup of the org, then run "orgcast plan {org}": it shows what is still open.',
    ja: '「手作業」の {count} 件を組織の設定画面で行ってから、「orgcast plan {org}」を実行してください。残っているものが表示されます。',
  },
} as const satisfies Record<string, Message>;

/** How one step ended, in words. */
export const stepStatusMessages = {
  done: { en: 'done', ja: '完了' },
  failed: { en: 'failed', ja: '失敗' },
  skipped: { en: 'skipped', ja: '見送り' },
  manual: { en: 'by hand', ja: '手作業' },
} as const satisfies Record<StepReceipt['status'], Message>;

/** How an apply ended, in words. */
export const receiptStatusMessages = {
  done: { en: 'applied', ja: '適用済み' },
  partial: { en: 'applied in part', ja: '一部のみ適用' },
  refused: { en: 'refused', ja: '拒否' },
} as const satisfies Record<Receipt['status'], Message>;
