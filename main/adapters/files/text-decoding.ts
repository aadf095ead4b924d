import { isUtf8 } from "node:buffer";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** How the bytes of a text file stand for characters. The byte order mark decides; without one it is UTF-8. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * @param chosen what a person said it is, after `not-utf-8` offered it.
 * @returns the encoding and how many bytes its mark takes.
 */
export function encodingOf(start: Uint8Array, chosen?: "windows-1252"): { encoding: TextEncoding; markBytes: number } {
  const begins = (...bytes: number[]): boolean => bytes.every((byte, index) => start[index] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return { encoding: "utf-8", markBytes: 3 };
  if (begins(0xff, 0xfe)) return { encoding: "utf-16le", markBytes: 2 };
  if (begins(0xfe, 0xff)) return { encoding: "utf-16be", markBytes: 2 };
  return { encoding: chosen ?? "utf-8", markBytes: 0 };
}

/** A zip archive, which is what spreadsheet workbooks are, or a workbook of before 2007. */
export function isWorkbook(start: Uint8Array): boolean {
  return [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ].some((mark) => mark.every((byte, index) => start[index] === byte));
}

/** Turns a file's bytes, without its mark, into UTF-8 bytes, piece by piece, and refuses what is no text. */
export interface TextDecoding {
  /** The piece as whole UTF-8 characters; what a character lacks waits for the next piece. */
  readonly push: (piece: Uint8Array) => Result<Uint8Array, FileRefusal>;
  readonly finish: () => Result<Uint8Array, FileRefusal>;
}

export function createTextDecoding(encoding: TextEncoding): TextDecoding {
  return encoding === "utf-8" ? utf8() : foreign(encoding);
}

/** Checked, not decoded: the parser takes UTF-8 bytes as they are. */
function utf8(): TextDecoding {
  let pending: Uint8Array = new Uint8Array();
  let line = 1;
  const check = (bytes: Uint8Array): Result<Uint8Array, FileRefusal> => {
    if (!isUtf8(bytes)) {
      const broken = line + firstLineWhere(bytes, (part) => !isUtf8(part));
      return err({ code: "not-utf-8", line: broken, fitsWindows1252: false });
    }
    const zero = bytes.indexOf(0);
    if (zero >= 0) return err({ code: "not-text", line: line + lineBreaks(bytes.subarray(0, zero)) });
    line += lineBreaks(bytes);
    return ok(bytes);
  };
  return {
    push: (piece) => {
      const bytes = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
      const whole = wholeCharacters(bytes);
      pending = bytes.slice(whole);
      return check(bytes.subarray(0, whole));
    },
    finish: () => check(pending),
  };
}

function foreign(encoding: Exclude<TextEncoding, "utf-8">): TextDecoding {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let line = 1;
  const take = (read: () => string): Result<Uint8Array, FileRefusal> => {
    let text: string;
    try {
      text = read();
    } catch {
      return err({ code: "broken-utf-16", line });
    }
    const bytes = Buffer.from(text, "utf8");
    const zero = bytes.indexOf(0);
    if (zero >= 0) return err({ code: "not-text", line: line + lineBreaks(bytes.subarray(0, zero)) });
    line += lineBreaks(bytes);
    return ok(bytes);
  };
  return {
    push: (piece) => {
      // The decoder gives the five bytes without a meaning the meaning of control characters.
      const meaningless = encoding === "windows-1252" ? piece.findIndex(isUnassigned) : -1;
      if (meaningless >= 0) {
        return err({ code: "not-windows-1252", line: line + lineBreaks(piece.subarray(0, meaningless)) });
      }
      return take(() => decoder.decode(piece, { stream: true }));
    },
    finish: () => take(() => decoder.decode()),
  };
}

/** Whether every byte of a piece stands for a character in Windows-1252. */
export function fitsWindows1252(piece: Uint8Array): boolean {
  return !piece.some((byte) => byte === 0 || isUnassigned(byte));
}

function isUnassigned(byte: number): boolean {
  return byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d;
}

/** Length of the part that does not end in the middle of a character. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Line breaks in whole pieces of text: LF, CRLF or CR alone. A CR at the very end counts, its LF is then not seen as one. */
export function lineBreaks(bytes: Uint8Array): number {
  let count = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte === lineFeed || (byte === carriageReturn && bytes[index + 1] !== lineFeed)) count += 1;
  }
  return count;
}

function firstLineWhere(bytes: Uint8Array, holds: (line: Uint8Array) => boolean): number {
  let begin = 0;
  let line = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index];
    if (byte !== lineFeed && byte !== carriageReturn) continue;
    if (holds(bytes.subarray(begin, index))) return line;
    if (byte === lineFeed || bytes[index + 1] !== lineFeed) line += 1;
    begin = index + 1;
  }
  return line;
}
