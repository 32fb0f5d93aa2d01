import { showHidden } from './hidden.ts';

/** Entity of an invisible space: it splits what GitHub links after rendering (mentions, issue numbers, addresses), which no escape can stop. */
const split = '&#x200b;';

/** Characters that mean something in GitHub's Markdown or in HTML wherever they stand; `_` does not between letters or digits (GFM, 6.2). */
const special = /[&<>"'\\`*{}[\]|~^#@!]|(?<![a-z\d])_|_(?![a-z\d])/gi;

/** A colon that begins an emoji's name; `:30:` of a time does not, `:100:` does. */
const emojiColon = /:(?=(?:[\w+-]*[a-z_+-][\w+-]*|100|1234):)/gi;

/**
 * Untrusted text as running text of GitHub's Markdown, on one line: renders as itself and as nothing else. No markup, HTML or comment, no
 * mention, reference, closing keyword, emoji, address or formula comes out of it. Safe in a table cell as well: holds no bare `|`.
 */
export function encodeMarkdown(text: string): string {
  return encodeLineStart(splitAutolinks(showHidden(text)));
}

/** Untrusted text as a table cell: like {@link encodeMarkdown}; an empty text gives a dash so that the cell is not taken for a forgotten one. */
export function encodeCell(text: string): string {
  return text.trim() === '' ? '–' : encodeMarkdown(text);
}

/**
 * Untrusted text as code, in running text, lists and table cells alike. Back quotes are used for harmless text; anything else becomes `<code>`
 * with entities and split links, because a code span can neither escape `|` reliably nor keep `<!--` out of the source.
 */
export function encodeCodeSpan(text: string): string {
  const shown = showHidden(text);
  if (shown.trim() === '') return `<code>${'&#x20;'.repeat(Math.max(shown.length, 1))}</code>`;
  return /^[^\s`<>&|\\#@$](?:[^`<>&|\\#@$]*[^\s`<>&|\\#@$])?$/u.test(shown) ? `\`${shown}\`` : `<code>${splitAutolinks(shown)}</code>`;
}

/** Marks where GitHub would make a link or an emoji; the marks are written before entities so that both stay simple. */
function splitAutolinks(text: string): string {
  const mark = '\u200b'; // cannot be in the text: showHidden has spelled it out
  return encodeEntities(
    text
      .replaceAll('@', `@${mark}`)
      .replace(/#(?=\d)/g, `#${mark}`)
      .replace(/\b(gh)-(?=\d)/gi, `$1${mark}-`)
      .replaceAll('://', `:${mark}//`)
      .replace(/\b(www)\./gi, `$1${mark}.`)
      .replace(emojiColon, `:${mark}`),
  ).replaceAll(mark, split);
}

function encodeEntities(text: string): string {
  return text.replace(special, (character) => `&#x${character.charCodeAt(0).toString(16)};`).replaceAll('$', '<span>$</span>'); // GitHub Docs, "Writing mathematical expressions": the only escape outside a formula
}

/** At the start of a line a dash, a number with a dot, an equals sign or four spaces would open a block. */
function encodeLineStart(text: string): string {
  return text
    .replace(/^[\s+=:-]/u, (character) => `&#x${character.charCodeAt(0).toString(16)};`)
    .replace(/^(\d+)([.)])/, (_, digits: string, sign: string) => `${digits}&#x${sign.charCodeAt(0).toString(16)};`);
}
