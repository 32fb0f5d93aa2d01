import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { findingMessages } from '../messages/finding.ts';
import { choosePaint } from '../style.ts';
import type { FixesView } from '../view.ts';
import { listFindingLines } from './findings.ts';

/** What `validate --fix` did, for a terminal: what it settled, and the files that it wrote. Ends with a line feed. */
export function formatFixes(view: FixesView, context: TextContext): string {
  const paint = choosePaint(context.color);
  if (view.fixed.length === 0) return `${say(findingMessages.noFixes, context.lang)}\n`;
  const title = say(findingMessages.fixed, context.lang, { count: formatCount(view.fixed.length), files: formatCount(view.files.length) });
  const lines = [
    paint('good', title),
    ...listFindingLines(view.fixed, context).map((line) => `  ${line}`),
    ...view.files.map((file) => say(findingMessages.rewritten, context.lang, { file: showHidden(file) })),
  ];
  return `${lines.join('\n')}\n`;
}
