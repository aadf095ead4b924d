import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mendNumber, readAmount, readUnitPrice, readWholeNumber } from "#shared/importing/number-cells.ts";

const quantity = { least: 1, most: 1_000_000, what: "quantity" };
const refusal = (reading: ReturnType<typeof readWholeNumber> | ReturnType<typeof readUnitPrice>) =>
  reading.ok ? undefined : reading.error;

describe("a whole number", () => {
  test("is read as it stands, with leading zeros and blanks around it", () => {
    expect([" 6 ", "06", "1000000"].map((cell) => readWholeNumber(cell, quantity))).toEqual([
      { ok: true, value: 6 },
      { ok: true, value: 6 },
      { ok: true, value: 1_000_000 },
    ]);
  });

  test("with a letter O for a zero is refused with its mend", () => {
    expect(refusal(readWholeNumber("O6", quantity))).toEqual({
      code: "not-a-number",
      message: "Not a number. The letter O stands where a zero should be.",
      suggestion: "6",
    });
    expect(refusal(readWholeNumber("1o", quantity))?.suggestion).toBe("10");
  });

  test("below its least, above its most, broken or absent has a code of its own and nothing filled in", () => {
    const codes = ["0", "-3", "1000001", "1.5", "1,5", "", "six", "1E+06"].map((cell) => {
      const { code, suggestion } = refusal(readWholeNumber(cell, quantity)) ?? {};
      return [cell, code, suggestion];
    });
    expect(codes).toEqual([
      ["0", "too-small", undefined],
      ["-3", "too-small", undefined],
      ["1000001", "too-large", undefined],
      ["1.5", "not-a-whole-number", undefined],
      ["1,5", "not-a-whole-number", undefined],
      ["", "missing-value", undefined],
      ["six", "not-a-number", undefined],
      ["1E+06", "digits-lost", undefined],
    ]);
  });
});

describe("money", () => {
  test("is read exactly, as fine as it is written", () => {
    expect(readUnitPrice("0.0025", "GBP")).toEqual({ ok: true, value: { value: 25, scale: 4 } });
    expect(readAmount("139.12", "GBP")).toEqual({ ok: true, value: 13_912 });
    expect(readAmount("850.00", "JPY")).toEqual({ ok: true, value: 850 });
    expect(readAmount("1.250", "KWD")).toEqual({ ok: true, value: 1250 });
    expect(readAmount("", "GBP")).toEqual({ ok: true, value: 0 });
  });

  test("with a decimal comma is refused with its mend", () => {
    expect(refusal(readUnitPrice("4,25", "GBP"))).toEqual({
      code: "not-a-price",
      message: "Comma in a GBP price. Write a point.",
      suggestion: "4.25",
    });
  });

  test("that can be read in two ways is left to the person", () => {
    expect(refusal(readUnitPrice("1,234", "GBP"))).toEqual({
      code: "not-a-price",
      message: "Comma in a GBP price. Write a point.",
    });
  });

  test("finer than its currency, below zero or beyond ten digits is refused", () => {
    expect(refusal(readAmount("4.255", "GBP"))?.code).toBe("not-a-price");
    expect(refusal(readAmount("850.5", "JPY"))?.message).toBe("More decimals than JPY has. Type it with no decimals.");
    expect(refusal(readAmount("-1.00", "GBP"))?.code).toBe("too-small");
    expect(refusal(readUnitPrice("-0.01", "GBP"))?.code).toBe("too-small");
    expect(refusal(readUnitPrice("10000000000", "GBP"))?.code).toBe("too-large");
    expect(refusal(readAmount("9999999999999", "KWD"))?.code).toBe("too-large");
  });

  test("never throws, whatever the cell holds", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[-\d.,OoE+£ ]{0,24}$/));
    fc.assert(
      fc.property(cell, fc.constantFrom("GBP", "JPY", "KWD", "CLF"), (text, currency) => {
        readUnitPrice(text, currency);
        readAmount(text, currency);
        readWholeNumber(text, quantity);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("mending a number's spelling", () => {
  test.each([
    ["4,25", "4.25"],
    ["O.85", "0.85"],
    ["£4.25", "4.25"],
    ["4,25 €", "4.25"],
    ["1,234.50", "1234.50"],
    ["1.234,50", "1234.50"],
    ["1 234,50", "1234.50"],
    ["0,0025", "0.0025"],
    ["007", "7"],
  ])("reads %s as %s", (written, meant) => {
    expect(mendNumber(written)).toBe(meant);
  });

  test.each(["1,234", "1.2.3", "12a", "", "O", "--1", "4;25", "twelve"])("does not guess at %s", (written) => {
    expect(mendNumber(written)).toBeUndefined();
  });

  test("gives what the cell readers then take", () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(99), (whole, cents) => {
        const mended = mendNumber(`${whole},${String(cents).padStart(2, "0")}`) ?? "";
        expect(readAmount(mended, "GBP")).toEqual({ ok: true, value: whole * 100 + cents });
      }),
    );
  });
});
