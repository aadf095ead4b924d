import type { Result } from "../kernel/result.ts";
import { cellOf, type FileRow } from "./file-row.ts";

/** Why a row is set aside. Messages say what was found and what to do; the code is for machines and tests. */
export const rowProblemCodes = [
  "missing-value",
  "not-a-number",
  "not-a-whole-number",
  "too-small",
  "too-large",
  "too-long",
  "not-a-price",
  "not-a-currency",
  "not-a-date",
  "not-a-country",
  "not-an-email",
  "not-true-or-false",
  "missing-postcode",
  "missing-sku",
  "unknown-sku",
  "unknown-status",
  "partly-shipped",
  "control-character",
  /** A spreadsheet turned a long number into `5.01E+12` and its digits are gone. */
  "digits-lost",
  /** A barcode that a bench would take for a command, a badge, a place or a box label. */
  "reserved-code",
  "repeated-sku",
  "repeated-barcode",
  "repeated-number",
  "repeated-id",
  "repeated-order",
  "rows-missing",
  "stray-row",
  "wrong-width",
  "stray-quote",
  "unclosed-quote",
  "rest-not-read",
] as const;
export type RowProblemCode = (typeof rowProblemCodes)[number];

/** One thing wrong with one cell. `column` is empty where the whole row is meant. */
export interface RowProblem {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly code: RowProblemCode;
  readonly message: string;
  /** The cell mended in spelling only (`4,25`, letter O for zero); never a SKU, never an address. */
  readonly suggestion?: string;
}

/** Something a person may want to know; the row came in all the same. */
export interface RowNotice {
  readonly line: number;
  readonly column: string;
  readonly code:
    | "not-a-gtin"
    | "repeated-in-file"
    | "part-refunded"
    | "figures-differ"
    | "shipped-without-date"
    | "restocked";
  readonly message: string;
}

/** Why one cell cannot be read, before anyone knows which line it is on. */
export interface CellRefusal {
  readonly code: RowProblemCode;
  readonly message: string;
  readonly suggestion?: string;
}

export type CellReading<Value> = Result<Value, CellRefusal>;

/** Collects the problems of a row or an order, so that all of them are shown at once. */
export interface Checker {
  readonly problems: readonly RowProblem[];
  /** The cell's value, or undefined once its problem is noted. */
  readonly read: <Value>(
    row: FileRow,
    column: string,
    reader: (cell: string) => CellReading<Value>,
  ) => Value | undefined;
  readonly refuse: (row: FileRow, column: string, refusal: CellRefusal) => void;
}

export function createChecker(): Checker {
  const problems: RowProblem[] = [];
  const refuse = (row: FileRow, column: string, refusal: CellRefusal): void => {
    problems.push({ line: row.line, column, value: cellOf(row, column), ...refusal });
  };
  return {
    problems,
    refuse,
    read: (row, column, reader) => {
      const reading = reader(cellOf(row, column));
      if (reading.ok) return reading.value;
      refuse(row, column, reading.error);
      return undefined;
    },
  };
}

/** The row's own problem where its cells may stand under the wrong names; undefined for a whole row. */
export function doubtProblem(row: FileRow): RowProblem | undefined {
  if (!row.doubt) return undefined;
  const base = { line: row.line, column: "", value: "", code: row.doubt.kind };
  switch (row.doubt.kind) {
    case "stray-quote":
      return {
        ...base,
        message: "A quotation mark stands inside a quoted value. Mend it in the file and open the file again.",
      };
    case "unclosed-quote":
      return {
        ...base,
        message: "The file ends inside a quoted value. Export it again, or close the quotation mark in the file.",
      };
    case "wrong-width": {
      const { values, columns, lines } = row.doubt;
      const counted = `This row has ${values} ${values === 1 ? "value" : "values"} and the header has ${columns}.`;
      return {
        ...base,
        message:
          lines > 1 && values > columns
            ? `${counted} It runs over ${lines} lines: a quotation mark may have been opened and never closed, and other rows may be inside. Mend the file and open it again.`
            : `${counted} Mend it in the file and open the file again.`,
      };
    }
  }
}
