import type { FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import type { SourceRow } from "#shared/importing/file-row.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isLineBreak } from "./line-counter.ts";
import { type OpenFile, openFile, readingRefusal } from "./open-file.ts";
import { createRowParser, type Delimiter, guessDelimiter, type RowParser } from "./row-parser.ts";
import {
  createTextDecoding,
  encodingOf,
  fitsWindows1252,
  isWorkbook,
  type TextDecoding,
  type TextEncoding,
} from "./text-decoding.ts";

export interface CsvHeader {
  readonly cells: readonly string[];
  readonly line: number;
  readonly delimiter: Delimiter;
  readonly encoding: TextEncoding;
  readonly bytesTotal: number;
  /** UTC ms; with `bytesTotal` it tells whether the file is still the same. */
  readonly modifiedAt: number;
}

/** A file is a header, rows, and an end: `finished`, or `stopped` with rows before it that are good. */
export type CsvEvent =
  | { readonly kind: "header"; readonly header: CsvHeader }
  | {
      readonly kind: "rows";
      readonly rows: readonly SourceRow[];
      readonly bytesRead: number;
      readonly bytesTotal: number;
    }
  | { readonly kind: "finished"; readonly rows: number }
  | { readonly kind: "stopped"; readonly refusal: FileRefusal; readonly rows: number };

export interface CsvOptions {
  /** Given once a person has looked at a file that is not UTF-8 and said what it is. */
  readonly encoding?: "windows-1252";
  readonly signal?: AbortSignal;
  /** The header of an earlier reading: the file is refused as `changed` where it is another by now. */
  readonly same?: Pick<CsvHeader, "bytesTotal" | "modifiedAt">;
  /** Rows handed over at a time; fewer where rows are long. */
  readonly batchRows?: number;
}

const bytesAtATime = 64 * 1024;
/** Longest row taken; more than that is a quotation mark that was never closed. */
export const longestRow = 1024 * 1024;
// What is parsed without letting anything else run: a few milliseconds, also where every row is refused.
const pieceBytes = 8 * 1024;
const pieceLines = 128;
const batchBytes = 256 * 1024;

/**
 * Reads a separated-values file (comma, semicolon or tab, by its header), holding one batch of rows at a time and letting
 * other work run between pieces. The last event is `finished` or `stopped`; nothing that a file can hold makes it throw.
 */
export async function* readCsv(path: string, options: CsvOptions = {}): AsyncGenerator<CsvEvent, void> {
  const opened = await openFile(path);
  if (!opened.ok) {
    yield { kind: "stopped", refusal: opened.error, rows: 0 };
    return;
  }
  try {
    yield* readOpen(opened.value, options);
  } finally {
    await opened.value.handle.close();
  }
}

/** The header alone: what kind of file it is, before anything is decided. Reads no further than it must. */
export async function readHeader(path: string, options: CsvOptions = {}): Promise<Result<CsvHeader, FileRefusal>> {
  for await (const event of readCsv(path, options)) {
    if (event.kind === "header") return ok(event.header);
    if (event.kind === "stopped") return err(event.refusal);
  }
  throw new Error("Broken assumption: a reading begins with a header or a refusal");
}

async function* readOpen(file: OpenFile, options: CsvOptions): AsyncGenerator<CsvEvent, void> {
  const batchRows = options.batchRows ?? 500;
  let batch: SourceRow[] = [];
  let handedOver = 0;
  let bytesHandedOver = 0;
  let header: CsvHeader | undefined;
  for await (const step of steps(file, options)) {
    if (step.kind === "refused") {
      if (batch.length > 0) yield { kind: "rows", rows: batch, bytesRead: step.bytesRead, bytesTotal: file.bytes };
      yield { kind: "stopped", refusal: step.refusal, rows: handedOver + batch.length };
      return;
    }
    let { rows } = step;
    const [top] = rows;
    if (!header && top) {
      if (top.damage === "unclosed-quote") continue;
      rows = rows.slice(1);
      const { delimiter, encoding } = step;
      const { bytes: bytesTotal, modifiedAt } = file;
      header = { cells: top.cells, line: top.line, delimiter, encoding, bytesTotal, modifiedAt };
      yield { kind: "header", header };
    }
    batch.push(...rows);
    while (batch.length >= batchRows || (batch.length > 0 && step.bytesRead - bytesHandedOver >= batchBytes)) {
      const full = batch.slice(0, batchRows);
      batch = batch.slice(batchRows);
      handedOver += full.length;
      bytesHandedOver = step.bytesRead;
      yield { kind: "rows", rows: full, bytesRead: step.bytesRead, bytesTotal: file.bytes };
    }
  }
  if (batch.length > 0) yield { kind: "rows", rows: batch, bytesRead: file.bytes, bytesTotal: file.bytes };
  const rows = handedOver + batch.length;
  if (!header) yield { kind: "stopped", refusal: { code: "empty" }, rows: 0 };
  else if (rows === 0) yield { kind: "stopped", refusal: { code: "no-rows" }, rows: 0 };
  else yield { kind: "finished", rows };
}

type Step =
  | {
      readonly kind: "parsed";
      readonly rows: readonly SourceRow[];
      readonly bytesRead: number;
      readonly delimiter: Delimiter;
      readonly encoding: TextEncoding;
    }
  | { readonly kind: "refused"; readonly refusal: FileRefusal; readonly bytesRead: number };

/** Rows as they become whole, the header first. A refusal is the last step. */
async function* steps(file: OpenFile, { encoding: chosen, signal, same }: CsvOptions): AsyncGenerator<Step, void> {
  let bytesRead = 0;
  const refuse = (refusal: FileRefusal): Step => ({ kind: "refused", refusal, bytesRead });
  if (same && (same.bytesTotal !== file.bytes || same.modifiedAt !== file.modifiedAt)) {
    yield refuse({ code: "changed" });
    return;
  }
  let text: { encoding: TextEncoding; decoding: TextDecoding } | undefined;
  let table: { delimiter: Delimiter; parser: RowParser } | undefined;
  // Text before the header's line is whole, and so before the delimiter is known.
  let opening = Buffer.alloc(0);
  let ended = false;
  // Read into again and again: decoding copies what it hands on.
  const buffer = Buffer.allocUnsafe(bytesAtATime);
  while (!ended) {
    if (signal?.aborted) {
      yield refuse({ code: "cancelled" });
      return;
    }
    const chunk = await readChunk(file.handle, buffer, bytesRead);
    if (!chunk.ok) {
      yield refuse(chunk.error);
      return;
    }
    let bytes = chunk.value;
    ended = bytes.length === 0;
    if (!text && !ended) {
      if (isWorkbook(bytes)) {
        yield refuse({ code: "workbook" });
        return;
      }
      const { encoding, markBytes } = encodingOf(bytes, chosen);
      text = { encoding, decoding: createTextDecoding(encoding) };
      bytesRead += markBytes;
      bytes = bytes.subarray(markBytes);
    }
    if (!text) return;
    bytesRead += bytes.length;
    const decoded = ended ? text.decoding.finish() : text.decoding.push(bytes);
    if (!decoded.ok) {
      yield refuse(await withEncodingOffer(file.handle, decoded.error));
      return;
    }
    let fresh = decoded.value;
    if (!table) {
      opening = Buffer.concat([opening, fresh]);
      const line = firstLine(opening, ended || opening.length > longestRow);
      if (line === undefined) continue;
      const delimiter = guessDelimiter(line);
      table = { delimiter, parser: createRowParser(delimiter) };
      fresh = opening;
      opening = Buffer.alloc(0);
    }
    for (const piece of pieces(fresh)) {
      const rows = table.parser.push(piece);
      yield { kind: "parsed", rows, bytesRead, delimiter: table.delimiter, encoding: text.encoding };
      const waiting = table.parser.waiting();
      if (waiting.bytes > longestRow) {
        yield refuse({ code: "row-too-long", line: waiting.line });
        return;
      }
      await setImmediate();
      if (signal?.aborted) {
        yield refuse({ code: "cancelled" });
        return;
      }
    }
  }
  if (!text || !table) return;
  const { rows, unclosedQuoteLine } = await table.parser.finish();
  yield { kind: "parsed", rows, bytesRead, delimiter: table.delimiter, encoding: text.encoding };
  const late = await lateRefusal(file, bytesRead);
  if (late) yield refuse(late);
  else if (unclosedQuoteLine !== undefined) yield refuse({ code: "unclosed-quote", line: unclosedQuoteLine });
}

/** The next bytes, as a view of `buffer`; none at the end of the file. */
async function readChunk(handle: FileHandle, buffer: Buffer, position: number): Promise<Result<Buffer, FileRefusal>> {
  try {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    return ok(buffer.subarray(0, bytesRead));
  } catch (cause) {
    return err(readingRefusal(cause));
  }
}

/** A file that is not UTF-8 is looked through once more, so that the person is offered only what can be right. */
async function withEncodingOffer(handle: FileHandle, refusal: FileRefusal): Promise<FileRefusal> {
  if (refusal.code !== "not-utf-8") return refusal;
  const buffer = Buffer.allocUnsafe(bytesAtATime);
  let position = 0;
  for (;;) {
    const chunk = await readChunk(handle, buffer, position);
    if (!chunk.ok || !fitsWindows1252(chunk.value)) return refusal;
    if (chunk.value.length === 0) return { ...refusal, fitsWindows1252: true };
    position += chunk.value.length;
  }
}

/** Undefined where the file at its end is still what it was when it was opened. */
async function lateRefusal(file: OpenFile, bytesRead: number): Promise<FileRefusal | undefined> {
  try {
    const { size, mtimeMs } = await file.handle.stat();
    const same = size === bytesRead && size === file.bytes && Math.floor(mtimeMs) === file.modifiedAt;
    return same ? undefined : { code: "changed" };
  } catch (cause) {
    return readingRefusal(cause);
  }
}

/** The first line that is not blank, once it is whole or nothing more of it can come. */
function firstLine(opening: Buffer, mustDo: boolean): string | undefined {
  const text = opening.toString("utf8").replace(/^[\r\n]+/, "");
  const end = text.search(/[\r\n]/);
  if (end >= 0) return text.slice(0, end);
  return mustDo ? text : undefined;
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  let begin = 0;
  let lines = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (isLineBreak(bytes[index])) lines += 1;
    if (index + 1 - begin < pieceBytes && lines < pieceLines) continue;
    yield bytes.subarray(begin, index + 1);
    begin = index + 1;
    lines = 0;
  }
  if (begin < bytes.length) yield bytes.subarray(begin);
}
