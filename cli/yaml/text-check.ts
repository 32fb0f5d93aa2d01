import type { YamlProblem } from './yaml-problem.ts';
import { maxFileBytes, sizeProblem } from './yaml-problem.ts';

// What YAML 1.2 does not print (section 5.1), NEL, LS, PS and BOM that readers treat differently, and the bidirectional controls that make a
// review see another text than the reader does. A carriage return is good before a line feed only: readers differ on a lone one.
const forbidden = /[[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]--[\t\n\r]]|\r(?!\n)/v;
const everyForbidden = new RegExp(forbidden, 'gv');

/** Problems that are visible without parsing: size and characters. */
export function checkText(text: string): readonly YamlProblem[] {
  if (text.length * 3 > maxFileBytes && Buffer.byteLength(text) > maxFileBytes) return [sizeProblem(0)];
  return forbidden.test(text) ? Array.from(text.matchAll(everyForbidden), describe).slice(0, 20) : [];
}

function describe(match: RegExpExecArray): YamlProblem {
  const code = codeOf(match[0]);
  return {
    code: 'yaml.character',
    offset: match.index,
    message: `The character U+${code} is not allowed as it is.`,
    fix: `Remove it, or write \\u${code} in double quotes.`,
    fatal: true,
  };
}

/** True when a text holds a character that must be escaped, and so can only be printed in double quotes. */
export function needsEscapes(text: string): boolean {
  return text.includes('\r') || forbidden.test(text);
}

/** A printed YAML text in which forbidden characters that the printer left as they are, all of them within double quotes, are escaped. */
export function escapeForbidden(printed: string): string {
  return forbidden.test(printed) ? printed.replace(everyForbidden, (character) => `\\u${codeOf(character)}`) : printed;
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
