/** Rows as the reader hands them over, and as the importers take them: by column name. */

/** What the reader could not make whole. */
export type RowDamage =
  /** Text goes on after a closing quotation mark: where one cell ends and the next begins is a guess. */
  | "stray-quote"
  /** The file ends inside a quoted cell; only the cells up to there are known. */
  | "unclosed-quote";

/** One record of a separated-values file. It may stretch over several lines, since quoted cells hold line breaks. */
export interface SourceRow {
  /** Line of the file it begins on, counted from 1, and the line its last cell ends on. */
  readonly line: number;
  readonly lastLine: number;
  readonly cells: readonly string[];
  readonly damage?: RowDamage;
}

/** A row by column name; only cells that hold something. Known columns bear their canonical name. */
export interface FileRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** Why its cells cannot be trusted to stand under the right name, if so. */
  readonly doubt?: RowDoubt;
}

export type RowDoubt =
  | { readonly kind: RowDamage }
  | { readonly kind: "wrong-width"; readonly values: number; readonly columns: number; readonly lines: number };

/**
 * Rows by column name, without those that hold nothing: spreadsheets leave such rows at the end of what they save.
 * @param names the header's columns in order, known ones by canonical name, see `RecognisedHeader`.
 */
export function toFileRows(rows: readonly SourceRow[], names: readonly string[]): FileRow[] {
  return rows
    .filter((row) => row.damage !== undefined || row.cells.some((cell) => cell.trim() !== ""))
    .map((row) => toFileRow(row, names));
}

// Values past the header's end become "Value n".
function toFileRow(row: SourceRow, names: readonly string[]): FileRow {
  const held = row.cells
    .map((cell, index) => [names[index] ?? `Value ${index + 1}`, cell] as const)
    .filter(([, cell]) => cell !== "");
  const cells = Object.fromEntries(held);
  if (row.damage) return { line: row.line, cells, doubt: { kind: row.damage } };
  if (row.cells.length === names.length) return { line: row.line, cells };
  const lines = row.lastLine - row.line + 1;
  return {
    line: row.line,
    cells,
    doubt: { kind: "wrong-width", values: row.cells.length, columns: names.length, lines },
  };
}

/** The cell as the file has it; empty text where the file has nothing. */
export function cellOf(row: FileRow, column: string): string {
  return Object.hasOwn(row.cells, column) ? (row.cells[column] ?? "") : "";
}

/**
 * The source rows as one text that stays the same as long as the shop's record does: line numbers, column order and
 * columns unknown to us do not count. Its digest tells "already here" from "changed since".
 */
export function canonicalRows(rows: readonly FileRow[], columns: readonly string[]): string {
  return JSON.stringify(
    rows.map((row) => columns.map((column) => [column, cellOf(row, column)]).filter(([, cell]) => cell !== "")),
  );
}
