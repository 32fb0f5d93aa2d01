import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { reviewMessages } from '../messages/review.ts';
import { listReviewWords } from '../review-words.ts';
import { choosePaint } from '../style.ts';
import type { ReviewView } from '../view.ts';
import { listFindingLines } from './findings.ts';

/** What an approver's own look says beside the plan: how it stands to the recorded one, what was found, who signed. Ends with a line feed. */
export function formatReview(view: ReviewView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const words = listReviewWords(view, context.lang, showHidden).map(({ tone, words }) => paint(tone, words));
  return `${[...words, ...listFindingLines(view.findings, context)].join('\n')}\n`;
}

/** What is said when an identity has signed. Ends with a line feed. */
export function formatSigned({ name, key }: NonNullable<ReviewView['signed']>, context: TextContext): string {
  const words = say(reviewMessages.signed, context.lang, { key: showHidden(key), name: showHidden(name) });
  return `${choosePaint(context.color)('good', words)}\n`;
}
