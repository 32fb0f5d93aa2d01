import type { Finding } from '../../model/finding.ts';
import { compareFindings, countFindings } from '../../model/finding.ts';
import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { findingMessages } from '../messages/finding.ts';
import { locateFinding } from '../place.ts';
import { choosePaint } from '../style.ts';

/**
 * Findings for a terminal: `file:line:column severity code message` a line, the fix indented under it, and a line of counts at the end. Sorted
 * by place. Ends with a line feed.
 */
export function formatFindings(findings: readonly Finding[], context: TextContext): string {
  if (findings.length === 0) return `${choosePaint(context.color)('good', say(findingMessages.none, context.lang))}\n`;
  return `${[...listFindingLines(findings, context), '', countFindingsInWords(findings, context)].join('\n')}\n`;
}

/** The lines of {@link formatFindings} without the counts, for reports that hold findings among other things. */
export function listFindingLines(findings: readonly Finding[], context: TextContext): string[] {
  return listInOrder(findings.toSorted(compareFindings), context);
}

/** The same lines in the order given. */
export function listInOrder(findings: readonly Finding[], context: TextContext): string[] {
  return findings.flatMap((finding) => formatFinding(finding, context));
}

function formatFinding(finding: Finding, context: TextContext): string[] {
  const paint = choosePaint(context.color);
  const place = showHidden(locateFinding(finding));
  const head = [
    paint('strong', place),
    paint(finding.severity, finding.severity),
    paint('quiet', showHidden(finding.code)),
    showHidden(finding.message),
  ];
  const line = (place === '' ? head.slice(1) : head).join(' ');
  return finding.fix === undefined ? [line] : [line, `    ${say(findingMessages.fix, context.lang, { fix: showHidden(finding.fix) })}`];
}

function countFindingsInWords(findings: readonly Finding[], context: TextContext): string {
  const counts = countFindings(findings);
  const words = say(findingMessages.counts, context.lang, {
    error: formatCount(counts.error),
    warning: formatCount(counts.warning),
    note: formatCount(counts.note),
  });
  return choosePaint(context.color)(counts.error > 0 ? 'error' : counts.warning > 0 ? 'warning' : 'good', words);
}
