import type { Finding } from '../../model/finding.ts';
import type { ReportContext } from '../context.ts';
import { cutToWidth } from '../display-width.ts';
import { encodeCell, encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import type { Message } from '../language.ts';
import { formatCount, say } from '../language.ts';
import { findingMessages, severityMessages } from '../messages/finding.ts';
import { planMessages } from '../messages/plan.ts';
import { requestMessages } from '../messages/request.ts';
import { locateFinding } from '../place.ts';
import type { Section } from './budget.ts';

const signs = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

/** Cells of a finding's text in a comment; the log and the JSON hold the rest. */
const textWidth = 500;

/** How a table of findings is headed, with `{count}` of them; `urgent` when it must be seen first. */
export interface FindingTable {
  readonly title: Message;
  readonly urgent?: true;
}

/** Findings as a table of a comment, one entry a finding, in the order given. No section when there are none. */
export function listFindingSections(
  findings: readonly Finding[],
  context: ReportContext,
  table: FindingTable = { title: planMessages.findings },
): Section[] {
  if (findings.length === 0) return [];
  const titles = [requestMessages.severity, findingMessages.place, findingMessages.what].map((message) => say(message, context.lang));
  return [
    {
      head: `\n### ${table.urgent === true ? '❌ ' : ''}${say(table.title, context.lang, { count: formatCount(findings.length) })}\n\n| ${titles.join(' | ')} |\n|---|---|---|\n`,
      entries: findings.map((finding) => writeRow(finding, context)),
      tail: '',
      urgent: table.urgent === true,
    },
  ];
}

function writeRow(finding: Finding, context: ReportContext): string {
  const place = cutToWidth(locateFinding(finding), textWidth);
  const severity = `${signs[finding.severity]} ${say(severityMessages[finding.severity], context.lang)}`;
  const fix =
    finding.fix === undefined ? '' : `<br>${say(findingMessages.fix, context.lang, { fix: encodeMarkdown(cutToWidth(finding.fix, textWidth)) })}`;
  const what = `${encodeCodeSpan(finding.code)} ${encodeMarkdown(cutToWidth(finding.message, textWidth))}${fix}`;
  return `| ${severity} | ${place === '' ? encodeCell('') : encodeCodeSpan(place)} | ${what} |\n`;
}
