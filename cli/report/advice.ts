import type { Receipt } from '../model/receipt.ts';
import type { Language } from './language.ts';
import { formatCount, say } from './language.ts';
import { receiptMessages } from './messages/receipt.ts';
import { countBlocked } from './receipt-steps.ts';

/** What people do after an apply, one sentence each, in order; `org` is the environment's name encoded for the medium. */
export function adviseNext(receipt: Receipt, org: string, language: Language): string[] {
  const { status, summary } = receipt;
  if (status === 'refused') return [say(receiptMessages.nextRefused, language)];
  const blocked = countBlocked(receipt);
  const { nextManual, nextBlocked, nextDone } = receiptMessages;
  const advice = [
    ...adviseAgain(receipt, summary.failed + summary.skipped - blocked, language),
    ...(blocked > 0 ? [say(nextBlocked, language, { count: formatCount(blocked), org })] : []),
    ...(summary.manual > 0 ? [say(nextManual, language, { count: formatCount(summary.manual), org })] : []),
  ];
  return advice.length > 0 ? advice : [say(nextDone, language)];
}

/** Why a run ended before its time, where it says so, and that running again goes on from there. */
function adviseAgain(receipt: Receipt, open: number, language: Language): string[] {
  if (open === 0) return [];
  const { nextBudget, nextCredits, nextMend, nextAgain, nextSavedAgain } = receiptMessages;
  const reason = receipt.reason ?? '';
  const stopped = /\bbudget of this run\b/.test(reason) ? [nextBudget] : /\bcredits left in these 24 hours\b/.test(reason) ? [nextCredits] : [];
  const mend = receipt.summary.failed > 0 ? [nextMend] : [];
  return [...stopped, ...mend, receipt.request === null ? nextSavedAgain : nextAgain].map((message) => say(message, language));
}
