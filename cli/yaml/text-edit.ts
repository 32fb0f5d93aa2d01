/** A replacement of a part of a text; `start` equals `end` for an insertion. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; of those that start at one place, the first given comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, Math.max(at, edit.start)) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}

/** Start of the line that an offset is in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Start of the line after the one that an offset is in; the end of the text when there is none. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Start of the comment lines that stand directly above a line, not before `floor`; the line itself when there are none. The schema line belongs to the file. */
export function commentStart(text: string, line: number, floor: number): number {
  let start = line;
  while (start > floor) {
    const above = lineStart(text, start - 1);
    const content = text.slice(above, start).trim();
    if (above < floor || !content.startsWith('#') || content.startsWith('# yaml-language-server:')) break;
    start = above;
  }
  return start;
}

/** Indents every line that is not empty. */
export function indentLines(text: string, columns: number): string {
  return columns === 0 ? text : text.replace(/^(?=[^\n])/gm, ' '.repeat(columns));
}
