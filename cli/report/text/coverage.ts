import type { Coverage } from '../../kinds/coverage.ts';
import type { TextContext } from '../context.ts';
import { titleKind } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { say } from '../language.ts';
import { coverageMessages } from '../messages/key.ts';
import { choosePaint } from '../style.ts';
import { layOutTable } from '../table.ts';
import type { CoverageView } from '../view.ts';

const operations = ['read', 'create', 'update', 'delete'] as const;

/** The coverage matrix for a terminal: a row a kind, what the API can do, what is done by hand and why. Ends with a line feed. */
export function formatCoverage(view: CoverageView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const title = view.org === null ? coverageMessages.titleAny : coverageMessages.title;
  const columns = [coverageMessages.kind, ...operations.map((operation) => coverageMessages[operation]), coverageMessages.note].map((message) => ({
    title: say(message, context.lang),
  }));
  const lines = layOutTable(
    columns,
    view.kinds.map((row) => listCells(row, context)),
    (line, row) => (view.kinds[row]?.class === 'manual' ? paint('warning', line) : line),
  );
  return `${[paint('strong', say(title, context.lang, { org: showHidden(view.org ?? '') })), ...lines].join('\n')}\n`;
}

function listCells(row: Coverage, context: TextContext): string[] {
  return [
    showHidden(titleKind(row.kind, context)),
    ...operations.map((operation) => say(row[operation] ? coverageMessages.yes : coverageMessages.no, context.lang)),
    `${say(coverageMessages[row.class], context.lang)}: ${showHidden(row.reason[context.lang])}`,
  ];
}
