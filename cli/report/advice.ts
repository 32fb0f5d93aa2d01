import type { Receipt } from '../model/receipt.ts';
import type { Language } from './language.ts';
import { say } from './language.ts';
import { receiptMessages } from './messages/receipt.ts';

/** What people do after an apply, one sentence each, in order; `org` is the environment's name encoded for the medium. */
export function adviseNext(receipt: Receipt, org: string, language: Language): string[] {
  const { status, summary } = receipt;
  const manual = summary.manual > 0 ? [say(receiptMessages.nextManual, language, { count: summary.manual, org })] : [];
  if (status === 'refused') return [say(receiptMessages.nextRefused, language)];
  if (status === 'partial') return [say(receiptMessages.nextPartial, language), ...manual];
  return manual.length > 0 ? manual : [say(receiptMessages.nextDone, language)];
}
