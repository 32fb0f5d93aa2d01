import type { Audit, AuditEntry } from '../../model/audit.ts';
import { countFindings } from '../../model/finding.ts';
import type { TextContext } from '../context.ts';
import { measureWidth, padToWidth } from '../display-width.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { auditMessages } from '../messages/audit.ts';
import { receiptStatusMessages } from '../messages/receipt.ts';
import { choosePaint } from '../style.ts';
import { formatInstant } from '../time.ts';
import { listFindingLines } from './findings.ts';
import { countStepReceipts } from './receipt.ts';

/** An audit for a terminal: of each apply who sent, who approved, what was planned and done; then what does not fit. Ends with a line feed. */
export function formatAudit({ org, entries, findings }: Audit, context: TextContext): string {
  const paint = choosePaint(context.color);
  const name = showHidden(org);
  const blocks = [
    [paint('strong', say(auditMessages.title, context.lang, { org: name }))],
    ...(entries.length === 0 ? [[say(auditMessages.none, context.lang, { org: name })]] : entries.map((entry) => listEntryLines(entry, context))),
    listFindingLines(findings, context),
  ];
  if (entries.length > 0 && countFindings(findings).error === 0) blocks.push([paint('good', say(auditMessages.whole, context.lang))]);
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function listEntryLines(entry: AuditEntry, context: TextContext): string[] {
  const { number, receipt, run } = entry;
  const { lang } = context;
  const status = say(receiptStatusMessages[receipt.status], lang);
  const counts = countStepReceipts(receipt, context);
  const plan = { digest: showHidden(receipt.planDigest), count: formatCount(receipt.steps.length) };
  const rows: readonly (readonly [string, string])[] = [
    [say(auditMessages.sent, lang), saySent(entry, context)],
    ...sayApproved(entry, context).map((words, index) => [index === 0 ? say(auditMessages.approved, lang) : '', words] as const),
    [say(auditMessages.planned, lang), say(auditMessages.plan, lang, plan)],
    [say(auditMessages.done, lang), run === null ? counts : say(auditMessages.run, lang, { counts, run: showHidden(run) })],
  ];
  const width = Math.max(...rows.map(([label]) => measureWidth(label)));
  const head = say(auditMessages.receipt, lang, { number, time: showHidden(receipt.finishedAt), status });
  return [choosePaint(context.color)('strong', head), ...rows.map(([label, value]) => `  ${padToWidth(label, width)}  ${value}`)];
}

function saySent({ sent, approved, receipt }: AuditEntry, { lang }: TextContext): string {
  if (sent === null) return say(approved === null ? auditMessages.sentNobody : auditMessages.sentUnknown, lang);
  const { sender, source, kid } = sent;
  return say(auditMessages.sentBy, lang, { sender, source: showHidden(source), kid: showHidden(kid), request: receipt.request ?? '?' });
}

function sayApproved({ approved }: AuditEntry, { lang }: TextContext): string[] {
  if (approved === null) return [];
  const { mergeSha, mergedBy, mergedAt, reviewers, signedBy } = approved;
  const sha = showHidden(mergeSha.slice(0, 12));
  const merged =
    mergedBy === null || mergedAt === null
      ? say(auditMessages.mergedUnknown, lang, { sha })
      : say(auditMessages.merged, lang, { user: mergedBy, time: formatInstant(mergedAt), sha });
  const reviewed = reviewers.length === 0 ? [] : [say(auditMessages.reviewed, lang, { users: reviewers.join(', ') })];
  const signed = signedBy.length === 0 ? [] : [say(auditMessages.signed, lang, { keys: signedBy.map(showHidden).join(', ') })];
  return [merged, ...reviewed, ...signed];
}
