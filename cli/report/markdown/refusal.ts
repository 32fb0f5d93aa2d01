import type { Finding } from '../../model/finding.ts';
import { compareFindings } from '../../model/finding.ts';
import type { ReportContext } from '../context.ts';
import { encodeCodeSpan } from '../encode/markdown.ts';
import { say } from '../language.ts';
import { requestMessages } from '../messages/request.ts';
import { fitComment } from './budget.ts';
import type { Rest } from './cut.ts';
import { writeCut } from './cut.ts';
import { listFindingSections } from './findings.ts';
import { markComment } from './marker.ts';

/**
 * The comment on a request that cannot be accepted: why, where, and what to do. Carries the marker of the plan's comment and so takes its place.
 * Ends with a line feed.
 */
export function writeRefusalComment(target: string, findings: readonly Finding[], context: ReportContext, rest: Rest, budget?: number): string {
  const org = encodeCodeSpan(target);
  const start = [
    markComment('plan', target),
    `## ❌ ${say(requestMessages.refusedTitle, context.lang, { org })}`,
    '',
    say(requestMessages.refusedNote, context.lang),
    '',
  ].join('\n');
  return fitComment(start, listFindingSections(findings.toSorted(compareFindings), context), (cut) => writeCut(cut, rest, context), budget);
}
