import type { ReportContext } from '../context.ts';
import { titleKind } from '../context.ts';
import type { Medium } from '../danger.ts';
import { countDrift, describeTouch, driftSigns, listDriftChanges } from '../drift.ts';
import { encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { driftMessages } from '../messages/history.ts';
import type { DriftItem, DriftView } from '../view.ts';
import type { Section } from './budget.ts';
import { fitComment } from './budget.ts';
import { writeCut } from './cut.ts';
import type { PlanCommentOptions } from './plan.ts';
import { chooseMedium, mostChanges, writeChanges } from './step.ts';

/** A drift as the body of the pull request that takes the org's change: what it is compared with, counts, then each kind's elements. Ends with a line feed. */
export function writeDriftBody(view: DriftView, context: ReportContext, options: PlanCommentOptions): string {
  const medium = chooseMedium(options.disclose ?? 'all');
  const sections = (['removed', 'changed', 'added'] as const).flatMap((what) => listKindSections(view, what, context, medium));
  return fitComment(writeStart(view, context), sections, (cut) => writeCut(cut, options.rest, context), options.budget);
}

function writeStart(view: DriftView, context: ReportContext): string {
  const org = encodeCodeSpan(view.org);
  const { title, noBase, none, since, next, audit } = driftMessages;
  const base =
    view.since === null
      ? say(noBase, context.lang, { org })
      : say(since, context.lang, { number: formatCount(view.since.number), at: encodeCodeSpan(view.since.at) });
  const counts =
    view.drift.length === 0
      ? say(none, context.lang, { org })
      : `${countDrift(view, context.lang)}\n\n${say(next, context.lang)}\n\n${say(audit, context.lang)}`;
  return [`## ${say(title, context.lang, { org })}`, '', base, '', counts, ''].join('\n');
}

function listKindSections(view: DriftView, what: DriftItem['what'], context: ReportContext, medium: Medium): Section[] {
  const items = view.drift.filter((item) => item.what === what);
  return [...Map.groupBy(items, (item) => item.kind)].map(([kind, members]) => ({
    head: `\n### ${say(driftMessages[what], context.lang)}: ${encodeMarkdown(titleKind(kind, context))} (${formatCount(members.length)})\n\n`,
    entries: members.map((item) => writeItem(item, context, medium)),
    tail: '',
  }));
}

function writeItem(item: DriftItem, context: ReportContext, medium: Medium): string {
  const touch = describeTouch(item.touch, context.lang, encodeMarkdown);
  const head = `- ${encodeCodeSpan(driftSigns[item.what])} ${medium.code(item.key)}${touch === '' ? '' : ` (${touch})`}\n`;
  const changes = listDriftChanges(item);
  return `${head}${writeChanges({ shown: changes.slice(0, mostChanges), left: Math.max(0, changes.length - mostChanges), whole: false }, context, medium)}`;
}
