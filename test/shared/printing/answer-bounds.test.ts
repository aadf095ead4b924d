import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeIpp, encodeIpp, ippOperations } from "#main/adapters/printers/ipp-message.ts";
import { escPosQuestions, readEscPosAnswer } from "#shared/printing/escpos-status.ts";
import { looksLikeZpl, readZpl } from "#shared/printing/zpl-format.ts";
import { parseGetVar, parseZplErrors, parseZplStatus } from "#shared/printing/zpl-status.ts";
import { runs } from "#test/builders/runs.ts";
import { workOf } from "#test/support/counted-work.ts";

/** Whatever a printer or a file says, and however much of it: the work grows as the bytes do, and no number is beyond counting. */
const times = fc.integer({ min: 200, max: 2000 });

const zplPieces = fc.constantFrom("^XA", "^XZ", "^PQ", "^PW9", "^LL", "^DF", "^FDa^FS", " ", "9", "\n", "^");
const statusPieces = fc.constantFrom("\u0002", "\u0003", ",", "0", "9", " ", '"', "ERRORS:", "1 00000000 ", "\r\n");

describe("ZPL of somebody else", () => {
  const reads = {
    readZpl: (text: string) => void readZpl(text),
    looksLikeZpl: (text: string) => void looksLikeZpl(text),
  };

  it.each(Object.entries(reads))("twice as long is twice the work: %s", (_name, read) => {
    fc.assert(
      fc.property(fc.array(zplPieces, { minLength: 1, maxLength: 6 }), times, (pieces, count) => {
        const text = pieces.join("").repeat(count);
        const once = workOf(() => read(text)).characters;
        expect(once).toBeLessThanOrEqual(12 * text.length + 100);
        expect(workOf(() => read(text + text)).characters).toBeLessThanOrEqual(2.5 * once + 100);
      }),
      { numRuns: runs(100) },
    );
  });

  // Four megabytes are what a label file may have. With work that grows by the square, each of these takes many minutes.
  it.each(["^XA", "^XA^PQ", "^XA ^XA^FD", "^PW1", "^LL9", "^XA^FDa^XZ", "^PQ  "])(
    "of 4 MB of %s is answered",
    (piece) => {
      const text = piece.repeat(Math.floor((4 * 1024 * 1024) / piece.length));
      const facts = readZpl(text);
      expect(Number.isSafeInteger(facts.labels)).toBe(true);
      expect(looksLikeZpl(text)).toBe(piece.includes("^XZ"));
    },
  );

  it("makes no more labels than can be counted: what asks for more than ZPL allows cannot be told", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (length) => {
        const { labels } = readZpl(`^XA^FDa^FS^PQ${"9".repeat(length)}^XZ`);
        expect(labels).toBe(length <= 8 ? Number("9".repeat(length)) : 0);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("the answers of label and receipt printers", () => {
  const reads = {
    "~HS": (text: string) => void parseZplStatus(text),
    "~HQES": (text: string) => void parseZplErrors(text),
    getvar: (text: string) => void parseGetVar(text),
    "DLE EOT": (text: string) => escPosQuestions.forEach((question) => void readEscPosAnswer(question, text)),
  };

  it.each(Object.entries(reads))("twice as long are twice the work: %s", (_name, read) => {
    fc.assert(
      fc.property(fc.array(statusPieces, { minLength: 1, maxLength: 8 }), times, (pieces, count) => {
        const text = pieces.join("").repeat(count);
        const once = workOf(() => read(text)).characters;
        expect(once).toBeLessThanOrEqual(12 * text.length + 100);
        expect(workOf(() => read(text + text)).characters).toBeLessThanOrEqual(2.5 * once + 100);
      }),
      { numRuns: runs(60) },
    );
  });

  it.each(["\u0002", '"', '"1', "ERRORS:", "ERRORS: ", "ERRORS: 1 ", "\u00021,", " ", "1"])(
    "of a megabyte of %j are no answer",
    (piece) => {
      const text = piece.repeat(Math.floor((1024 * 1024) / piece.length));
      expect(parseZplStatus(text)).toBeUndefined();
      expect(parseZplErrors(text)).toBeUndefined();
      expect(parseGetVar(`"${" ".repeat(text.length)}`)).toBeUndefined();
    },
  );

  it("hold numbers that can be counted with, or none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (length) => {
        const nines = "9".repeat(length);
        const status = parseZplStatus(
          `\u0002030,0,0,1225,${nines},0,0,0,000,0,0,0\u0003\r\n\u0002000,0,0,0,0,2,4,0,${nines},1,000\u0003\r\n`,
        );
        const expected = length <= 12 ? Number(nines) : undefined;
        expect(status?.formatsInBuffer).toBe(expected);
        expect(status?.labelsRemaining).toBe(expected);
        // Cut short it would be another count, and a count is what settles whether a label is out.
        expect(parseGetVar(`"${nines} LABELS"`)).toBe(expected);
      }),
      { numRuns: runs(100) },
    );
  });
});

const head = Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 1);
const piece = (bytes: Uint8Array): Uint8Array => Uint8Array.of(bytes.length >> 8, bytes.length & 0xff, ...bytes);
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const attribute = (tag: number, name: string, value: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.of(tag), piece(text(name)), piece(value)]);
const reply = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat([head, ...parts, Uint8Array.of(3)]);
const manyOf = (part: Uint8Array, count: number): Uint8Array =>
  Buffer.concat(Array.from({ length: count }, () => part));

describe("an answer in IPP", () => {
  /** The parts that nest, repeat or begin something, in any order. */
  const parts = fc.constantFrom(
    Uint8Array.of(2),
    Uint8Array.of(4),
    attribute(0x34, "media-col", text("")),
    attribute(0x37, "", text("")),
    attribute(0x4a, "", text("size")),
    attribute(0x44, "printer-state-reasons", text("media-empty")),
    attribute(0x44, "", text("cover-open")),
    attribute(0x21, "job-id", Uint8Array.of(0, 0, 0, 7)),
    attribute(0x41, "x".repeat(300), text("y".repeat(900))),
  );

  it("twice as long is twice the work, and no more comes out than went in", () => {
    fc.assert(
      fc.property(
        fc.array(parts, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 50, max: 500 }),
        (pieces, count) => {
          const body = manyOf(Buffer.concat([Uint8Array.of(4), ...pieces]), count);
          const bytes = reply(body);
          const once = workOf(() => void decodeIpp(bytes));
          const twice = workOf(() => void decodeIpp(reply(body, body)));
          expect(once.reads).toBeLessThanOrEqual(bytes.length * 6 + 20);
          expect(once.characters).toBeLessThanOrEqual(bytes.length);
          expect(twice.reads).toBeLessThanOrEqual(2.1 * once.reads + 20);
          const decoded = decodeIpp(bytes);
          const groups = decoded.ok ? [decoded.value.operation, ...decoded.value.groups] : [];
          let out = 0;
          for (const group of groups) {
            for (const [name, values] of group) {
              out += name.length;
              for (const value of values) out += typeof value === "string" ? value.length : 1;
            }
          }
          expect(out).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it("of more attributes, groups or collections in one another than any printer has is refused", () => {
    for (const each of [
      Uint8Array.of(4),
      attribute(0x34, "media-col", text("")),
      attribute(0x44, "a", text("b")),
      attribute(0x37, "", text("")),
    ]) {
      expect(decodeIpp(reply(Uint8Array.of(4), manyOf(each, 15_000)))).toMatchObject({ ok: true });
      const tooMany = reply(Uint8Array.of(4), manyOf(each, 200_000));
      expect(decodeIpp(tooMany)).toEqual({ ok: false, error: "not-ipp" });
      expect(workOf(() => void decodeIpp(tooMany)).reads).toBeLessThanOrEqual(6 * 20_001);
    }
  });

  it("that says it is longer than it is, is refused wherever that stands", () => {
    const good = encodeIpp({
      operation: ippOperations.getPrinterAttributes,
      requestId: 7,
      attributes: [
        ["printer-state-reasons", { tag: "keyword", value: ["media-empty", "cover-open"] }],
        ["job-id", { tag: "integer", value: 42 }],
      ],
    });
    expect(decodeIpp(good).ok).toBe(true);
    // Cut anywhere, it has no end; with a length that leads beyond it, neither.
    fc.assert(
      fc.property(fc.integer({ min: 0, max: good.length - 1 }), (at) => {
        expect(decodeIpp(good.subarray(0, at))).toEqual({ ok: false, error: "not-ipp" });
      }),
      { numRuns: runs(60) },
    );
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 65_535 }), fc.boolean(), (declared, ofName) => {
        const length = Uint8Array.of(declared >> 8, declared & 0xff);
        const rest = text("short");
        const lying = ofName ? [length, rest] : [piece(text("name")), length, rest];
        const bytes = reply(Uint8Array.of(4, 0x44), ...lying);
        expect(decodeIpp(bytes)).toEqual({ ok: false, error: "not-ipp" });
        expect(workOf(() => void decodeIpp(bytes)).reads).toBeLessThan(12);
      }),
      { numRuns: runs(60) },
    );
  });
});
