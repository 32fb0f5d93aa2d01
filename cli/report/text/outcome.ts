import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { outcomeMessages } from '../messages/outcome.ts';
import { choosePaint } from '../style.ts';
import type { CheckView, InitView, SendView, ValidateView } from '../view.ts';
import { formatFindings, listFindingLines } from './findings.ts';
import { formatPlan } from './plan.ts';

/** What `validate` found, for a terminal: findings, their counts, and how much was looked at. Ends with a line feed. */
export function formatValidate(view: ValidateView, context: TextContext): string {
  const counts = { files: formatCount(view.files), elements: formatCount(view.elements) };
  return `${formatFindings(view.findings, context)}${say(outcomeMessages.validated, context.lang, counts)}\n`;
}

/** The request that `send` opened or updated, for a terminal, and its plan where there is one. Ends with a line feed. */
export function formatSend(view: SendView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const lines = [
    paint('strong', say(outcomeMessages.sent, context.lang, { number: view.number, url: showHidden(view.url) })),
    say(outcomeMessages.sentBranch, context.lang, { branch: showHidden(view.branch), digest: showHidden(view.digest) }),
  ];
  return `${lines.join('\n')}\n${view.plan === null ? '' : `\n${formatPlan(view.plan, context)}`}`;
}

/** What `check` concluded, for a terminal: whether the request may be merged, findings, the plan. Ends with a line feed. */
export function formatCheck(view: CheckView, context: TextContext): string {
  const paint = choosePaint(context.color);
  const message = view.accepted ? outcomeMessages.accepted : outcomeMessages.refused;
  const conclusion = paint(view.accepted ? 'good' : 'error', say(message, context.lang, { number: view.number, org: showHidden(view.org) }));
  const lines = [conclusion, ...listFindingLines(view.findings, context)];
  return `${lines.join('\n')}\n${view.plan === null ? '' : `\n${formatPlan(view.plan, context)}`}`;
}

/** What `init` made, for a terminal. Ends with a line feed. */
export function formatInit(view: InitView, context: TextContext): string {
  const { written, unchanged } = view.files;
  const keys = view.orgs.flatMap(({ org, identityKey }) =>
    identityKey === null ? [] : [say(outcomeMessages.identity, context.lang, { org: showHidden(org), key: showHidden(identityKey) })],
  );
  const lines = [
    ...(written.length === 0 ? [] : [say(outcomeMessages.written, context.lang), ...written.map((path) => `  ${showHidden(path)}`)]),
    ...(unchanged.length === 0 ? [] : [say(outcomeMessages.kept, context.lang, { count: formatCount(unchanged.length) })]),
    ...keys,
  ];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}
