import type { JudgedPromise, Observation, Verdict } from '../../model/promise.ts';
import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { doctorMessages, roleMessages, verdictMessages } from '../messages/doctor.ts';
import type { Tone } from '../style.ts';
import { choosePaint } from '../style.ts';
import { countVerdicts, sortByVerdict } from '../verdicts.ts';
import type { DoctorView } from '../view.ts';

const tones: Readonly<Record<Verdict, Tone>> = { holds: 'good', broken: 'error', unknown: 'warning' };
const signs: Readonly<Record<Verdict, string>> = { holds: '✓', broken: '✗', unknown: '?' };

/** What `doctor` found, for a terminal: broken promises first, with what was seen and how to make them hold. Ends with a line feed. */
export function formatDoctor(view: DoctorView, context: TextContext): string {
  const { lang } = context;
  const paint = choosePaint(context.color);
  const counts = countVerdicts(view.promises);
  const { login, id, role } = view.viewer;
  const values = Object.fromEntries(Object.entries(counts).map(([verdict, count]) => [verdict, formatCount(count)]));
  const lines = [
    paint('strong', say(doctorMessages.title, lang, { repository: showHidden(view.repository) })),
    paint('quiet', say(doctorMessages.viewer, lang, { login: showHidden(login), id: String(id), role: say(roleMessages[role], lang) })),
    '',
    ...sortByVerdict(view.promises).flatMap((promise) => formatPromise(promise, context)),
    '',
    paint(counts.broken > 0 ? 'error' : counts.unknown > 0 ? 'warning' : 'good', say(doctorMessages.counts, lang, values)),
    ...(counts.unknown > 0 ? [paint('warning', say(doctorMessages.unknownWarning, lang))] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** A promise that holds is one line; any other says what was seen where it does not, and what to do. */
function formatPromise({ code, promise, verdict, observations, fix, url }: JudgedPromise, context: TextContext): string[] {
  const { lang } = context;
  const paint = choosePaint(context.color);
  const head = `${paint(tones[verdict], `${signs[verdict]} ${say(verdictMessages[verdict], lang)}`)} ${paint('quiet', code)} ${promise[lang]}`;
  if (verdict === 'holds') return [head];
  const seen = sortByVerdict(observations.filter((one) => one.verdict !== 'holds')).map((one) => `    ${formatObservation(one, context)}`);
  const link = url === null ? '' : ` ${showHidden(url)}`;
  return [head, ...seen, `    ${say(doctorMessages.fix, lang, { fix: fix[lang] })}${link}`];
}

function formatObservation({ place, verdict, says }: Observation, context: TextContext): string {
  const paint = choosePaint(context.color);
  return `${paint(tones[verdict], signs[verdict])} ${paint('strong', showHidden(place))}: ${showHidden(says[context.lang])}`;
}
