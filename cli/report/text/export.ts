import type { TextContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { outcomeMessages } from '../messages/outcome.ts';
import { choosePaint } from '../style.ts';
import type { ExportView } from '../view.ts';
import { listFindingLines } from './findings.ts';

/** What an export read and wrote, for a terminal: totals, elements by kind, what could not be read, findings, cost. Ends with a line feed. */
export function formatExport(view: ExportView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const kinds = Object.entries(view.elements).map(([kind, count]) => {
    return `  ${say(outcomeMessages.kindCount, context.lang, { kind: showHidden(titleKind(kind, context)), count: formatCount(count) })}`;
  });
  const unreadable = view.unreadable.map(({ kind, module, reason }) => {
    const place = module === undefined ? titleKind(kind, context) : `${titleKind(kind, context)} ${module}`;
    return `  ${showHidden(place)}: ${showHidden(reason)}`;
  });
  const lines = [
    paint('strong', say(outcomeMessages.exported, context.lang, countFiles(view))),
    ...kinds,
    ...(unreadable.length === 0 ? [] : [paint('warning', say(outcomeMessages.unreadable, context.lang)), ...unreadable]),
    ...listFindingLines(view.findings, context),
    say(outcomeMessages.cost, context.lang, { requests: formatCount(view.requests), credits: formatCount(view.credits) }),
  ];
  return `${lines.join('\n')}\n`;
}

function countFiles(view: ExportView): Record<string, string> {
  const elements = Object.values(view.elements).reduce((sum, count) => sum + count, 0);
  return {
    org: showHidden(view.org),
    elements: formatCount(elements),
    written: formatCount(view.files.written.length),
    removed: formatCount(view.files.removed.length),
    unchanged: formatCount(view.files.unchanged),
  };
}
