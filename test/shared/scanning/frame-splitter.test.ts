import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Frame, FrameSplitter } from "#shared/scanning/frame-splitter.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const words = (frames: readonly Frame[]) => frames.map((frame) => (frame.kind === "scan" ? frame.text : frame.reason));
/** As a scanner set to seven bits and a parity bit sends it to a port that reads eight. */
const withParity = (text: string, odd: boolean) =>
  bytes(text).map((byte) => {
    const ones = [...byte.toString(2)].filter((bit) => bit === "1").length;
    return (ones % 2 === 1) === odd ? byte : byte | 0x80;
  });

describe("a serial scanner's bytes", () => {
  it("are codes at CR, LF or both, wherever the chunks break", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[!-~]{1,20}$/), { minLength: 1, maxLength: 5 }),
        fc.constantFrom("\r", "\n", "\r\n"),
        fc.array(fc.integer({ min: 1, max: 7 })),
        (codes, end, cuts) => {
          const all = bytes(codes.map((code) => code + end).join(""));
          const splitter = new FrameSplitter();
          const frames: Frame[] = [];
          let at = 0;
          for (const cut of [...cuts, all.length]) {
            frames.push(...splitter.push(all.subarray(at, at + cut)));
            at += cut;
          }
          expect(words(frames)).toEqual(codes);
          expect(splitter.isPending).toBe(false);
        },
      ),
    );
  });

  it("without their end are noise, and never glued to the next code", () => {
    const splitter = new FrameSplitter();
    expect(splitter.push(bytes("AAA"))).toEqual([]);
    expect(words(splitter.expire())).toEqual(["no-suffix"]);
    expect(words(splitter.push(bytes("BBB\r")))).toEqual(["BBB"]);
  });

  it("of a scanner that cannot send an end are a code after a pause", () => {
    const splitter = new FrameSplitter("none");
    expect(splitter.push(bytes("4006381333931"))).toEqual([]);
    expect(words(splitter.expire())).toEqual(["4006381333931"]);
  });

  it("may stand between STX and ETX", () => {
    expect(words(new FrameSplitter().push(bytes("\u000296385074\u0003\r")))).toEqual(["96385074"]);
  });

  it("beyond what a barcode holds are noise", () => {
    expect(words(new FrameSplitter().push(bytes(`${"1".repeat(20_000)}\r96385074\r`)))).toEqual([
      "too-long",
      "96385074",
    ]);
  });

  it("with a parity bit in them say which parity, with or without an end that shows", () => {
    const even = new FrameSplitter();
    expect(even.push(withParity("4006381333931\r", false))).toEqual([]);
    expect(words(even.expire())).toEqual(["even-parity"]);
    expect(words(new FrameSplitter().push(withParity("4006381333931\r\n", false)))).toEqual(["even-parity"]);
    expect(words(new FrameSplitter().push(withParity("4006381333931\r", true)))).toEqual(["odd-parity"]);
    expect(words(new FrameSplitter().push(bytes("Łódź-10\r")))).toEqual(["Łódź-10"]);
  });
});
