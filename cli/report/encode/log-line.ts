import { showHidden } from './hidden.ts';

/**
 * Untrusted text as one line of a CI log that no runner takes for a command. GitHub's runner obeys a line that starts with `::` after white
 * space and `##[` anywhere in a line (actions/runner, ActionCommand.cs); `%`, CR and LF are escaped as its toolkit does, so that a command
 * that we write ourselves may carry the text as data. Not for coloured text: control characters are made visible.
 */
export function encodeLogLine(text: string): string {
  const escaped = text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  return showHidden(escaped)
    .replace(/^(\s*)::/u, '$1%3A%3A')
    .replaceAll('##[', '%23%23[');
}

/** A text of several lines, each encoded by {@link encodeLogLine}; line feeds stay. */
export function encodeLogText(text: string): string {
  return text.split('\n').map(encodeLogLine).join('\n');
}

/** A whole text of ours, which may hold untrusted names, for a log: its lines stay as they are but for what a runner would take for a command. */
export function defuseCommands(text: string): string {
  return text.replace(/^(\s*)::/gmu, '$1%3A%3A').replaceAll('##[', '%23%23[');
}

/** The same for a text in JSON, where a command can stand only within a string: it reads back as it was. */
export function defuseJson(json: string): string {
  return json.replaceAll('##[', '##\\u005b');
}
