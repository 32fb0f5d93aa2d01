/** How a line feed inside untrusted text is shown: a sign of its own, so that one value stays on one line. */
const lineFeedSign = '⏎';

/**
 * Characters that are not seen or that change how their neighbours are seen: C0 and C1 controls, soft hyphen, bidirectional controls (Unicode
 * TR #9), zero-width space and joiners that are no part of a script's spelling, fillers, line and paragraph separators, annotation marks, tag
 * characters, byte order marks and lone surrogates. ZWNJ and ZWJ stay: Persian, Indic scripts and emoji are spelled with them.
 */
const hidden =
  /[\p{Cc}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

/**
 * Untrusted text with every hidden character made visible (`\u{202e}`, line feeds as `⏎`), so that nothing can reorder, hide or colour what a
 * reader sees and no terminal takes it as a command. The result is one line.
 */
export function showHidden(text: string): string {
  return text
    .replaceAll('\r\n', lineFeedSign)
    .replaceAll('\n', lineFeedSign)
    .replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
