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
  nextMend: { en: 'Mend what the notes say.', ja: '備考の問題を解消してください。' },
  nextAgain: {
    en: 'Run the job again: it goes on from here and does nothing twice. No new copy key is needed.',
    ja: 'ジョブをもう一度実行してください。残りだけが適用され、同じことが二度行われることはありません。新しいコピーキーは不要です。',
  },
  nextSavedAgain: {
    en: 'Apply the same saved plan again: it goes on from here and does nothing twice.',
    ja: '同じ保存済みプランをもう一度適用してください。残りだけが適用され、同じことが二度行われることはありません。',
  },
  nextBudget: {
    en: 'Nothing is broken: the budget of org.yaml was used up, so the run stopped before the next write. Raise it there if more is to be done at once.',
    ja: '異常ではありません。org.yaml の budget に達したため、次の書き込みの前に停止しました。一度に多く適用する場合は budget を引き上げてください。',
  },
  nextCredits: {
    en: 'Nothing is broken: the API credits of the org are used up. They come back over 24 hours.',
    ja: '異常ではありません。組織の API クレジットを使い切りました。24 時間のうちに回復します。',
  },
  nextBlocked: {
    en: '{count} blocked {count?step is:steps are} not done by running again: see "orgcast plan {org}", settle what it says (for a consent, the line to write), and have the new plan approved.',
    ja: '停止中の {count} 件は、再実行しても行われません。「orgcast plan {org}」で内容を確認し、記載の事項 (同意の場合は書くべき行) を解決してから、新しいプランの承認を受けてください。',
  },
  created: { en: 'id {id}', ja: 'ID {id}' },
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
