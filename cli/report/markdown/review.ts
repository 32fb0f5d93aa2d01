import type { ReportContext } from '../context.ts';
import { encodeCodeSpan } from '../encode/markdown.ts';
import { listReviewWords } from '../review-words.ts';
import type { ReviewView } from '../view.ts';
import { listFindingSections } from './findings.ts';

/** What an approver's own look says beside the plan, in Markdown. Ends with a line feed. */
export function writeReviewNote(view: ReviewView, context: ReportContext): string {
  const words = listReviewWords(view, context.lang, encodeCodeSpan).map((sentence) => `* ${sentence.words}`);
  const findings =
    view.plan === null ? [] : listFindingSections(view.findings, context).map(({ head, entries }) => `${head}${entries.join('')}`.trim());
  return `${[words.join('\n'), ...findings].join('\n\n')}\n`;
}
