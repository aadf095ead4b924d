import { CsvError, Parser } from "csv-parse";
import { parse } from "csv-parse/sync";
import type { SourceRow } from "#shared/importing/file-row.ts";
import { createLineCounter, isLineBreak } from "./line-counter.ts";

export type Delimiter = "," | ";" | "\t";

/** The delimiter of a header line: the one that stands most often outside quotation marks. */
export function guessDelimiter(headerLine: string): Delimiter {
  const bare = headerLine.replace(/"[^"]*"/g, "");
  const candidates: readonly Delimiter[] = [",", ";", "\t"];
  const counts = candidates.map((delimiter) => bare.split(delimiter).length);
  return candidates[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Cuts UTF-8 bytes into rows. What is not yet a whole row waits, and is all that is held. */
export interface RowParser {
  readonly push: (bytes: Buffer) => SourceRow[];
  readonly finish: () => Promise<{ readonly rows: SourceRow[]; readonly unclosedQuoteLine: number | undefined }>;
  /** Bytes held of the row that is not whole yet, and the line it begins on. */
  readonly waiting: () => { readonly bytes: number; readonly line: number };
}

const newline = ["\r\n", "\n", "\r"];

/**
 * csv-parse does the cutting. Lines are counted here, from the bytes each record ends at: csv-parse counts a CRLF inside
 * quotation marks as two lines.
 */
export function createRowParser(delimiter: Delimiter): RowParser {
  const counter = createLineCounter();
  const found: { readonly cells: string[]; readonly end: number }[] = [];
  const parser = new Parser({
    delimiter,
    record_delimiter: newline,
    relax_column_count: true,
    // A quotation mark inside a bare value (`21" screen`) is itself; see `isDamaged` for the rest.
    relax_quotes: true,
    skip_empty_lines: true,
    // Rows are taken here, where the stream would buffer them.
    on_record: (cells: string[], { bytes }) => {
      found.push({ cells, end: bytes });
      return null;
    },
  });
  let failure: Error | undefined;
  parser.on("error", (cause) => {
    failure = cause;
  });
  parser.resume();
  let held: Buffer = Buffer.alloc(0);
  let heldFrom = 0;

  const drop = (bytes: number): void => {
    counter.advance(held.subarray(0, bytes));
    held = held.subarray(bytes);
    heldFrom += bytes;
  };
  const dropBlankLines = (): void => {
    let blank = 0;
    while (isLineBreak(held[blank])) blank += 1;
    drop(blank);
  };
  const takeFound = (): SourceRow[] => {
    const rows = found.splice(0).map(({ cells, end }) => {
      dropBlankLines();
      const raw = held.subarray(0, end - heldFrom);
      const line = counter.line();
      const body = withoutLineEnd(raw);
      counter.advance(body);
      const lastLine = counter.line();
      held = held.subarray(body.length);
      heldFrom += body.length;
      drop(raw.length - body.length);
      const row = { line, lastLine, cells };
      return isDamaged(cells, body, delimiter) ? { ...row, damage: "stray-quote" as const } : row;
    });
    dropBlankLines();
    return rows;
  };

  return {
    push: (bytes) => {
      held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
      parser.write(bytes);
      if (failure) throw failure;
      return takeFound();
    },
    finish: async () => {
      await new Promise<void>((resolve) => {
        parser.once("close", resolve);
        parser.end();
      });
      const rows = takeFound();
      if (!failure) return { rows, unclosedQuoteLine: undefined };
      if (!(failure instanceof CsvError) || failure.code !== "CSV_QUOTE_NOT_CLOSED") throw failure;
      const open = openQuotation(held, delimiter);
      const line = counter.line();
      const cells = [
        ...cellsOf(held.subarray(0, open), delimiter).slice(0, -1),
        // The rows it swallowed are not its own.
        held
          .subarray(open + 1)
          .toString("utf8")
          .split(/[\r\n]/, 1)[0] ?? "",
      ];
      counter.advance(held.subarray(0, open));
      const unclosedQuoteLine = counter.line();
      return {
        rows: [...rows, { line, lastLine: unclosedQuoteLine, cells, damage: "unclosed-quote" }],
        unclosedQuoteLine,
      };
    },
    waiting: () => ({ bytes: held.length, line: counter.line() }),
  };
}

/**
 * Told apart from a value that truly begins with a quotation mark (`"""Hello"""`) by reading the row once more, strictly.
 * Only rows where the question arises pay for it.
 */
function isDamaged(cells: readonly string[], raw: Buffer, delimiter: Delimiter): boolean {
  if (!cells.some((cell) => cell.startsWith('"'))) return false;
  try {
    parse(raw, { delimiter, record_delimiter: newline });
    return false;
  } catch (cause) {
    if (cause instanceof CsvError) return true;
    throw cause;
  }
}

/** The cells of the beginning of a row, which ends in a delimiter or is empty. */
function cellsOf(raw: Buffer, delimiter: Delimiter): string[] {
  const rows: string[][] = parse(raw, { delimiter, record_delimiter: newline, relax_quotes: true });
  return rows[0] ?? [""];
}

/** Where the quotation mark stands that no other closes; the end where there is none. */
function openQuotation(raw: Buffer, delimiter: Delimiter): number {
  const quote = 0x22;
  const comma = delimiter.charCodeAt(0);
  let open = -1;
  for (let index = 0; index < raw.length; index += 1) {
    if (raw[index] !== quote) continue;
    const before = raw[index - 1];
    if (open < 0) {
      if (index === 0 || before === comma) open = index;
    } else if (raw[index + 1] === quote) index += 1;
    else open = -1;
  }
  return open < 0 ? raw.length : open;
}

function withoutLineEnd(raw: Buffer): Buffer {
  let end = raw.length;
  if (raw[end - 1] === 0x0a) end -= 1;
  if (raw[end - 1] === 0x0d) end -= 1;
  return raw.subarray(0, end);
}
