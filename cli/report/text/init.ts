import type { TextContext } from '../context.ts';
import { showHidden } from '../encode/hidden.ts';
import { formatCount, say } from '../language.ts';
import { outcomeMessages } from '../messages/outcome.ts';
import type { InitView } from '../view.ts';

/** What init did, for a terminal: files (the schemas as one), environments with their identity keys, and what comes next. Ends with a line feed. */
export function formatInit(view: InitView, context: TextContext): string {
  const { unchanged } = view.files;
  const written = listWritten(view.files.written);
  const environments = view.orgs.flatMap(({ org, identityKey, isNew = true }) => {
    const message = isNew ? outcomeMessages.environment : outcomeMessages.newIdentity;
    return identityKey === null ? [] : [say(message, context.lang, { org: showHidden(org), key: showHidden(identityKey) })];
  });
  const lines = [
    ...(written === '' ? [] : [say(outcomeMessages.written, context.lang, { files: written })]),
    ...(unchanged.length === 0 ? [] : [say(outcomeMessages.kept, context.lang, { count: formatCount(unchanged.length) })]),
    ...environments,
    say(outcomeMessages.next, context.lang),
  ];
  return `${lines.join('\n')}\n`;
}

function listWritten(paths: readonly string[]): string {
  const shown = paths.filter((path) => !path.startsWith('schemas/')).map(showHidden);
  const schemas = paths.length - shown.length;
  return [...shown, ...(schemas > 0 ? [`schemas/ (${formatCount(schemas)})`] : [])].join(', ');
}
