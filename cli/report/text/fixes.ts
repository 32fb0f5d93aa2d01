import type { Finding } from '../../model/finding.ts';
import { compareFindings } from '../../model/finding.ts';
import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { findingMessages } from '../messages/finding.ts';
import { locateFinding } from '../place.ts';
import { choosePaint } from '../style.ts';

/** What was fixed for a terminal, a line each at the place where it was, and how many. Ends with a blank line, since what is left follows. */
export function formatFixes(fixed: readonly Finding[], context: TextContext): string {
  const paint = choosePaint(context.color);
  const word = paint('good', say(findingMessages.fixed, context.lang));
  const lines = fixed
    .toSorted(compareFindings)
    .map((finding) =>
      [paint('strong', showHidden(locateFinding(finding))), word, paint('quiet', showHidden(finding.code)), showHidden(finding.message)].join(' '),
    );
  const count = say(fixed.length === 0 ? findingMessages.noFix : findingMessages.fixedCount, context.lang, { count: formatCount(fixed.length) });
  return `${[...lines, count, ''].join('\n')}\n`;
}
