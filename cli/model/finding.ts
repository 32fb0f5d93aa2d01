/** How bad a finding is: an error stops what follows, a warning and a note do not. */
export type Severity = 'error' | 'warning' | 'note';

/** A place in a file. Line and column count from 1, columns in UTF-16 code units as editors do. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A correction that a program can write: one thing at one place of a file. `set` another scalar · `quote` a scalar as the text that is written there · `rename` a key ·
 * `remove` an entry or a list's member · `add` an entry under the path's last part · `head` puts a line in front of the file.
 */
export type FindingEdit = { readonly file: string; readonly path: readonly (string | number)[] } & (
  | { readonly what: 'set' | 'add'; readonly value: string | number | boolean }
  | { readonly what: 'quote' | 'remove' }
  | { readonly what: 'rename'; readonly name: string }
  | { readonly what: 'head'; readonly line: string }
);

/** What an edit replaces in a file: from a place up to another one, by a text. */
export interface Replacement {
  readonly start: Place;
  readonly end: Place;
  readonly text: string;
}

/** A located problem that a user can mend. Always gathered, never thrown. */
export interface Finding extends Partial<Place> {
  /** stable code such as `ref.missing`; documented, never reused for another meaning */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** path of attributes within the element or document, dot-separated */
  readonly path?: string;
  /** the element's address, when there is one */
  readonly element?: string;
  /** what to do, as an imperative sentence */
  readonly fix?: string;
  /** the same as `validate --fix` writes it, where nobody needs to decide */
  readonly edit?: FindingEdit;
}

/** Most findings of one look at a bundle: nobody reads more, and what is behind them is told once these are mended. */
export const mostFindings = 1_000;

/** Number of findings by severity. */
export function countFindings(findings: readonly Finding[]): { error: number; warning: number; note: number } {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}

/** Order for output: by file, line, column, then code, so that equal input prints equal text. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file ?? '', b.file ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
