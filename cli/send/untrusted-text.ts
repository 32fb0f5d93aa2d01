/** Control and format characters: line breaks, bidi marks, zero widths, which hide or reorder what a reviewer sees. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text that somebody else chose, for Markdown that the forge renders: as code, because mentions, references and closing keywords work anywhere
 * else, and with every sign as an entity, so that nothing ends the code. What is invisible is shown as an escape; long texts are cut.
 */
export function encodeUntrusted(text: string, longest = 200): string {
  const shown = cut(text.toWellFormed(), longest).replace(invisible, (found) => `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`);
  return `<code>${shown.replace(/[^\p{L}\p{N}\p{M} ]/gu, (sign) => (sign.charCodeAt(0) < 128 ? `&#${sign.charCodeAt(0)};` : sign))}</code>`;
}

/** A name for titles and commit messages, which know no code: letters, digits, space and `. _ -` stay, anything else becomes `_`. */
export function plainName(text: string, longest = 80): string {
  return cut(text.toWellFormed(), longest)
    .replace(/[^\p{L}\p{N}\p{M} ._-]/gu, '_')
    .trim();
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest).join('')}…` : text;
}
