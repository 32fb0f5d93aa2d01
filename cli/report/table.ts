import { measureWidth, padStartToWidth, padToWidth } from './display-width.ts';

/** One column of a text table. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * Rows as aligned lines under their titles, two spaces apart, without trailing spaces. Cells are plain (unpainted) text; `paintRow` may colour a
 * finished line.
 */
export function layOutTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paintRow: (line: string, row: number) => string,
): string[] {
  const widths = columns.map((column, index) => Math.max(measureWidth(column.title), ...rows.map((row) => measureWidth(row[index] ?? ''))));
  const layOut = (cells: readonly string[]): string =>
    columns
      .map((column, index) => (column.align === 'right' ? padStartToWidth : padToWidth)(cells[index] ?? '', widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  return [layOut(columns.map((column) => column.title)), ...rows.map((row, index) => paintRow(layOut(row), index))];
}
