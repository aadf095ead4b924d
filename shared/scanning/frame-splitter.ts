import { longestScan } from "./scan.ts";
import { scannedText } from "./scanned-text.ts";

/** Why bytes make no scan. The set-up page has words for each. */
export type NoiseReason =
  /** More than any barcode holds. */
  | "too-long"
  /** A piece was left without its end: the scanner is not set to send CR, or the line broke off. */
  | "no-suffix"
  /** The scanner sends seven bits and a parity bit; the port reads eight bits. */
  | "even-parity"
  | "odd-parity"
  /** A report whose own count does not fit it. */
  | "broken-report";

/** What comes out of a scanner's byte stream; `bytes` as they came, for the set-up page. */
export type Frame =
  | { readonly kind: "scan"; readonly text: string; readonly bytes: Uint8Array }
  | { readonly kind: "noise"; readonly reason: NoiseReason; readonly bytes: Uint8Array };

/** `none`: the scanner cannot be told to send a suffix, and a pause has to end the code. */
export type Suffix = "line-end" | "none";

const carriageReturn = 0x0d;
const lineFeed = 0x0a;
const startOfText = 0x02;
const endOfText = 0x03;

/**
 * Cuts the bytes of a serial scanner at CR or LF. Chunks may break anywhere; a frame is only given out once its suffix
 * came, so that half a code is never taken for a code. `expire` says that nothing came for a while: with a suffix wanted
 * what is left is noise, without one it is the code.
 */
export class FrameSplitter {
  readonly #suffix: Suffix;
  #bytes: number[] = [];
  #tooLong = false;

  constructor(suffix: Suffix = "line-end") {
    this.#suffix = suffix;
  }

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of chunk) {
      if (byte === carriageReturn || byte === lineFeed) {
        const frame = this.#end();
        if (frame) frames.push(frame);
      } else if (this.#bytes.length >= longestScan) {
        this.#tooLong = true;
      } else {
        this.#bytes.push(byte);
      }
    }
    return frames;
  }

  expire(): Frame[] {
    if (this.#bytes.length === 0) return [];
    if (this.#suffix === "none") {
      const frame = this.#end();
      return frame ? [frame] : [];
    }
    const bytes = this.#take();
    return [{ kind: "noise", reason: parityReason(bytes) ?? "no-suffix", bytes }];
  }

  get isPending(): boolean {
    return this.#bytes.length > 0;
  }

  #take(): Uint8Array {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#tooLong = false;
    return bytes;
  }

  #end(): Frame | undefined {
    const tooLong = this.#tooLong;
    const bytes = this.#take();
    if (bytes.length === 0) return undefined;
    if (tooLong) return { kind: "noise", reason: "too-long", bytes };
    const parity = parityReason(bytes);
    if (parity) return { kind: "noise", reason: parity, bytes };
    return { kind: "scan", text: scannedText(withoutFraming(bytes)), bytes };
  }
}

/** Some scanners put STX and ETX around what they read. */
function withoutFraming(bytes: Uint8Array): Uint8Array {
  const start = bytes[0] === startOfText ? 1 : 0;
  const end = bytes.at(-1) === endOfText ? bytes.length - 1 : bytes.length;
  return bytes.subarray(start, Math.max(start, end));
}

const fewestForParity = 6;

/**
 * Seven data bits and a parity bit, read as eight bits: every byte then has the same parity, some have their high bit set,
 * and the low seven bits are what a barcode holds. By chance that is one in 2^n.
 */
function parityReason(bytes: Uint8Array): "even-parity" | "odd-parity" | undefined {
  if (bytes.length < fewestForParity || bytes.every((byte) => byte < 0x80)) return undefined;
  const isText = bytes.every((byte) => {
    const low = byte & 0x7f;
    return (low >= 0x20 && low < 0x7f) || low === carriageReturn || low === 0x1d;
  });
  if (!isText) return undefined;
  if (bytes.every((byte) => !hasOddParity(byte))) return "even-parity";
  return bytes.every(hasOddParity) ? "odd-parity" : undefined;
}

function hasOddParity(byte: number): boolean {
  let parity = 0;
  for (let rest = byte; rest > 0; rest >>= 1) parity ^= rest & 1;
  return parity === 1;
}
