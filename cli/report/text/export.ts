import type { TextContext } from '../context.ts';
import type { Message } from '../language.ts';
import { formatCount, say } from '../language.ts';
import type { ExportView } from '../view.ts';
import { listFindingLines } from './findings.ts';

const messages = {
  title: {
    en: '{org}: {elements} elements read with {requests} requests ({credits} API credits)',
    ja: '{org}: {elements} 個の要素を {requests} 回のリクエストで読み取りました（API クレジット {credits}）',
  },
  files: {
    en: 'Files: {written} written, {removed} removed, {unchanged} unchanged',
    ja: 'ファイル: 書き込み {written}、削除 {removed}、変更なし {unchanged}',
  },
  unreadable: { en: 'Not read: {kind} – {reason}', ja: '読み取れなかったもの: {kind} – {reason}' },
} satisfies Record<string, Message>;

/** What an export did, for a terminal. Ends with a line feed. */
export function formatExport(view: ExportView, context: TextContext): string {
  const elements = Object.values(view.elements).reduce((sum, count) => sum + count, 0);
  const counts = { elements: formatCount(elements), requests: formatCount(view.requests), credits: formatCount(view.credits) };
  const { written, removed, unchanged } = view.files;
  return [
    say(messages.title, context.lang, { org: view.org, ...counts }),
    say(messages.files, context.lang, {
      written: formatCount(written.length),
      removed: formatCount(removed.length),
      unchanged: formatCount(unchanged),
    }),
    ...view.unreadable.map((one) =>
      say(messages.unreadable, context.lang, { kind: `${one.kind}${one.module === undefined ? '' : ` ${one.module}`}`, reason: one.reason }),
    ),
    ...listFindingLines(view.findings, context),
    '',
  ].join('\n');
}
