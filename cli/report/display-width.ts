import { eastAsianWidth } from 'get-east-asian-width';

/** Making one is dear, using it is cheap and changes nothing in it. */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cells that a text takes on a terminal: 2 for East Asian wide characters and emoji, 0 for marks that combine (Unicode TR #11). One line, no escapes. */
export function measureWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += measureGrapheme(segment);
  return width;
}

/** The text itself when it fits, else its beginning and `…`, together at most `width` cells; never cuts a character with its marks in two. */
export function cutToWidth(text: string, width: number): string {
  if (text.length * 2 <= width) return text; // no code unit takes more than two cells
  if (isPlain(text)) return text.length <= width ? text : `${text.slice(0, width - 1).trimEnd()}…`;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += measureGrapheme(segment);
    if (used > width) return `${kept.trimEnd()}…`;
    if (used < width) kept += segment; // one cell is the ellipsis's
  }
  return text;
}

/** The text with spaces after it up to `width` cells; a longer text stays as it is. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - measureWidth(text)));
}

/** The text with spaces before it up to `width` cells, for numbers. */
export function padStartToWidth(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - measureWidth(text))) + text;
}

/** Whether every character is one of ASCII that takes a cell. */
function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function graphemes(text: string): Iterable<{ segment: string }> {
  return segmenter.segment(text);
}

function measureGrapheme(grapheme: string): number {
  if (/^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Control}]+$/u.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\ufe0f/u.test(grapheme)) return 2;
  // Half-width katakana keeps its sound mark in a cell of its own though it is one grapheme.
  const soundMarks = grapheme.match(/[\uff9e\uff9f]/gu)?.length ?? 0;
  return eastAsianWidth(grapheme.codePointAt(0) ?? 0) + (grapheme.length > 1 ? soundMarks : 0);
}
