import type { JudgedPromise, Verdict } from '../../model/promise.ts';
import type { ReportContext } from '../context.ts';
import { encodeCell, encodeCodeSpan, encodeMarkdown } from '../encode/markdown.ts';
import { formatCount, say } from '../language.ts';
import { doctorMessages, verdictMessages } from '../messages/doctor.ts';
import { countVerdicts, sortByVerdict } from '../verdicts.ts';
import type { DoctorView } from '../view.ts';

const signs: Readonly<Record<Verdict, string>> = { holds: '✅', broken: '❌', unknown: '❔' };

/** What `doctor` found as a page or a job's summary: a table, broken promises first. Ends with a line feed. */
export function writeDoctor({ repository, promises }: DoctorView, context: ReportContext): string {
  const { lang } = context;
  const values = Object.fromEntries(Object.entries(countVerdicts(promises)).map(([verdict, count]) => [verdict, formatCount(count)]));
  const titles = [doctorMessages.promise, doctorMessages.seen].map((message) => say(message, lang));
  const head = [
    `## ${say(doctorMessages.title, lang, { repository: encodeMarkdown(repository) })}`,
    '',
    `${say(doctorMessages.counts, lang, values)}`,
    '',
    `| | ${titles.join(' | ')} |`,
    '|---|---|---|',
  ];
  return `${[...head, ...sortByVerdict(promises).map((promise) => writeRow(promise, context))].join('\n')}\n`;
}

function writeRow({ code, promise, verdict, observations, fix, url }: JudgedPromise, { lang }: ReportContext): string {
  const seen = sortByVerdict(observations).map(
    (one) => `${verdict === one.verdict ? '' : `${signs[one.verdict]} `}${encodeCodeSpan(one.place)} ${encodeMarkdown(one.says[lang])}`,
  );
  const said = encodeMarkdown(say(doctorMessages.fix, lang, { fix: fix[lang] }));
  const link = url === null ? '' : ` (${encodeCodeSpan(url)})`;
  const what = [...seen, ...(verdict === 'holds' ? [] : [`${said}${link}`])].join('<br>');
  const state = `${signs[verdict]} ${say(verdictMessages[verdict], lang)}`;
  return `| ${state} | ${encodeCodeSpan(code)} ${encodeMarkdown(promise[lang])} | ${what === '' ? encodeCell('') : what} |`;
}
