import type { Receipt, StepReceipt } from '../model/receipt.ts';
import type { Language } from './language.ts';
import { say } from './language.ts';
import { receiptMessages } from './messages/receipt.ts';

/** The steps of a receipt that ended alike. */
export interface ReceiptGroup {
  readonly status: StepReceipt['status'];
  readonly steps: readonly StepReceipt[];
}

/** A receipt's steps for reading, what went wrong first: failed, skipped, by hand, done; groups without steps are left out. */
export function groupStepReceipts(receipt: Receipt): ReceiptGroup[] {
  const order: readonly StepReceipt['status'][] = ['failed', 'skipped', 'manual', 'done'];
  return order.map((status) => ({ status, steps: receipt.steps.filter((step) => step.status === status) })).filter((group) => group.steps.length > 0);
}

/** What is noted beside a step: why it is not done, unless the receipt's own reason says it for all, and the id of what it created. Not encoded for any medium. */
export function noteOfStep(step: StepReceipt, receipt: Receipt, language: Language): string {
  const error = step.error === undefined || isEnded(step, receipt) ? [] : [step.error];
  const created = step.created === undefined ? [] : [say(receiptMessages.created, language, { id: step.created })];
  return [...error, ...created].join('; ');
}

/** Steps that were skipped for a reason of their own: not because the run ended, nor because another step was not done. Running again does not help them. */
export function countBlocked(receipt: Receipt): number {
  if (receipt.plan.blocked === 0) return 0;
  return receipt.steps.filter((step) => step.status === 'skipped' && !isEnded(step, receipt) && !/^needs "/.test(step.error ?? '')).length;
}

/** True for a step that was not reached because the run ended before its time. */
function isEnded(step: StepReceipt, receipt: Receipt): boolean {
  return step.status === 'skipped' && step.error !== undefined && receipt.reason?.endsWith(`: ${step.error}`) === true;
}
