import { longestScan } from "#shared/scanning/scan.ts";

/** What comes out of a scanner's byte stream. */
export type Frame =
  | { readonly kind: "scan"; readonly text: string }
  /** Bytes that are no scan: too long for one, or a piece left without its end. */
  | { readonly kind: "noise"; readonly reason: "too-long" | "no-suffix" };

/**
 * Cuts the bytes of a serial scanner at CR or LF. Chunks may break anywhere; a frame is only given out once its suffix
 * came, so that half a code is never taken for a code. `expire` drops a piece that never got its end.
 */
export class FrameSplitter {
  #bytes: number[] = [];
  #tooLong = false;

  push(chunk: Uint8Array): Frame[] {
    const frames: Frame[] = [];
    for (const byte of chunk) {
      if (byte === 0x0d || byte === 0x0a) {
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

  /** Nothing came for a while: what is left is not a scan. */
  expire(): Frame[] {
    if (this.#bytes.length === 0) return [];
    this.#bytes = [];
    this.#tooLong = false;
    return [{ kind: "noise", reason: "no-suffix" }];
  }

  get isPending(): boolean {
    return this.#bytes.length > 0;
  }

  #end(): Frame | undefined {
    const bytes = Uint8Array.from(this.#bytes);
    const tooLong = this.#tooLong;
    this.#bytes = [];
    this.#tooLong = false;
    if (tooLong) return { kind: "noise", reason: "too-long" };
    return bytes.length === 0 ? undefined : { kind: "scan", text: new TextDecoder().decode(bytes) };
  }
}
