import { isUtf8 } from "node:buffer";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { createLineCounter, isLineBreak, type LineCounter } from "./line-counter.ts";

/** How the bytes of a text file stand for characters. The byte order mark decides; without one it is UTF-8. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/**
 * @param chosen what a person said it is, after `not-utf-8` offered it.
 * @returns the encoding and how many bytes its mark takes.
 */
export function encodingOf(start: Uint8Array, chosen?: "windows-1252"): { encoding: TextEncoding; markBytes: number } {
  if (begins(start, [0xef, 0xbb, 0xbf])) return { encoding: "utf-8", markBytes: 3 };
  if (begins(start, [0xff, 0xfe])) return { encoding: "utf-16le", markBytes: 2 };
  if (begins(start, [0xfe, 0xff])) return { encoding: "utf-16be", markBytes: 2 };
  return { encoding: chosen ?? "utf-8", markBytes: 0 };
}

/** A zip archive, which is what spreadsheet workbooks are, or a workbook of before 2007. */
export function isWorkbook(start: Uint8Array): boolean {
  return begins(start, [0x50, 0x4b, 0x03, 0x04]) || begins(start, [0xd0, 0xcf, 0x11, 0xe0]);
}

/**
 * Turns a file's bytes, without its mark, into UTF-8 bytes, piece by piece, and refuses what is no text. What it hands on
 * is a copy: the piece may be written over afterwards.
 */
export interface TextDecoding {
  /** The piece as whole characters; the beginning of one that is cut waits for the next piece. */
  readonly push: (piece: Uint8Array) => Result<Buffer, FileRefusal>;
  readonly finish: () => Result<Buffer, FileRefusal>;
}

export function createTextDecoding(encoding: TextEncoding): TextDecoding {
  return encoding === "utf-8" ? utf8Decoding() : foreignDecoding(encoding);
}

/** Whether every byte of a piece stands for a character in Windows-1252. */
export function fitsWindows1252(piece: Uint8Array): boolean {
  return !piece.some((byte) => byte === 0 || isUnassigned(byte));
}

/** Checked, not decoded: the parser takes UTF-8 bytes as they are. */
function utf8Decoding(): TextDecoding {
  const counter = createLineCounter();
  let pending: Uint8Array = new Uint8Array();
  const check = (bytes: Buffer): Result<Buffer, FileRefusal> => {
    // A zero byte says more than a broken character: pictures and programs have both.
    if (isUtf8(bytes) || bytes.includes(0)) return withoutZero(bytes, counter);
    return err({ code: "not-utf-8", line: lineThatIsNotUtf8(bytes, counter), fitsWindows1252: false });
  };
  return {
    push: (piece) => {
      const bytes = Buffer.concat([pending, piece]);
      const whole = wholeCharacters(bytes);
      pending = Uint8Array.from(bytes.subarray(whole));
      return check(bytes.subarray(0, whole));
    },
    finish: () => check(Buffer.from(pending)),
  };
}

function foreignDecoding(encoding: Exclude<TextEncoding, "utf-8">): TextDecoding {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const counter = createLineCounter();
  const take = (piece: Uint8Array | undefined): Result<Buffer, FileRefusal> => {
    let text: string;
    try {
      text = decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      // Decoded once more without objection, to tell the line by the stand-in character.
      const loose = new TextDecoder(encoding, { ignoreBOM: true }).decode(piece);
      counter.advance(Buffer.from(loose.slice(0, Math.max(0, loose.indexOf("\ufffd")))));
      return err({ code: "broken-utf-16", line: counter.line() });
    }
    return withoutZero(Buffer.from(text, "utf8"), counter);
  };
  return {
    push: (piece) => {
      // The decoder gives the five bytes without a meaning the meaning of control characters.
      const meaningless = encoding === "windows-1252" ? piece.findIndex(isUnassigned) : -1;
      if (meaningless < 0) return take(piece);
      counter.advance(piece.subarray(0, meaningless));
      return err({ code: "not-windows-1252", line: counter.line() });
    },
    finish: () => take(undefined),
  };
}

function withoutZero(bytes: Buffer, counter: LineCounter): Result<Buffer, FileRefusal> {
  const zero = bytes.indexOf(0);
  counter.advance(zero < 0 ? bytes : bytes.subarray(0, zero));
  return zero < 0 ? ok(bytes) : err({ code: "not-text", line: counter.line() });
}

/** Line breaks never stand inside a character, so the lines can be looked at one by one. */
function lineThatIsNotUtf8(bytes: Uint8Array, counter: LineCounter): number {
  let begin = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    if (!isLineBreak(bytes[index])) continue;
    if (!isUtf8(bytes.subarray(begin, index))) break;
    counter.advance(bytes.subarray(begin, index + 1));
    begin = index + 1;
  }
  return counter.line();
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

function isUnassigned(byte: number): boolean {
  return byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d;
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}
