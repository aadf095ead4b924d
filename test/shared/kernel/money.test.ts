import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyExponent, extend, parseDecimal, parseMinor, rescale } from "#shared/kernel/money.ts";
import { runs } from "#test/builders/runs.ts";

const { MAX_SAFE_INTEGER } = Number;

/** Whole units of 10^-scale as people write them. */
function written(value: bigint, scale: number): string {
  const sign = value < 0n ? "-" : "";
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`;
}

/** Half away from zero, in whole numbers of any size: what `rescale` must agree with. */
function rounded(value: bigint, from: number, to: number): bigint {
  if (to >= from) return value * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  const size = value < 0n ? -value : value;
  const quotient = (size * 2n + divisor) / (divisor * 2n);
  return value < 0n ? -quotient : quotient;
}

const scale = fc.integer({ min: 0, max: 8 });
const safeValue = fc.maxSafeInteger();

describe("money", () => {
  it("knows currencies without cents and with three decimals", () => {
    expect(["JPY", "GBP", "KWD", "CLF", "XXX"].map(currencyExponent)).toEqual([0, 2, 3, 4, 2]);
  });

  it("reads a decimal exactly, where a float would not", () => {
    expect(parseDecimal("2.55")).toEqual({ value: 255, scale: 2 });
    expect(parseDecimal("0.0025")).toEqual({ value: 25, scale: 4 });
    expect(parseDecimal("-0.00")).toEqual({ value: 0, scale: 2 });
    expect(parseDecimal("9007199254740.991")).toEqual({ value: 9007199254740991, scale: 3 });
    expect(parseMinor("1.15", "GBP")).toBe(115);
    expect(parseMinor("1.005", "KWD")).toBe(1005);
    expect(parseMinor("1500", "JPY")).toBe(1500);
    expect(parseMinor("10.0000", "JPY")).toBe(10);
  });

  it.each(["", ".", "1.", ".5", "1,5", "1e3", "+1", "0x10", "NaN", "1 000", "١", "9007199254740.992", "1.123456789"])(
    "does not read %j as money",
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it("refuses an amount finer than the currency's minor unit", () => {
    expect(parseMinor("1.005", "GBP")).toBeUndefined();
    expect(parseMinor("1.5", "JPY")).toBeUndefined();
    // Too large to be counted in thousandths.
    expect(parseMinor("9999999999999", "KWD")).toBeUndefined();
  });

  it("rounds half away from zero, once", () => {
    expect(rescale({ value: 125, scale: 3 }, 2)).toBe(13);
    expect(rescale({ value: -125, scale: 3 }, 2)).toBe(-13);
    expect(rescale({ value: 124, scale: 3 }, 2)).toBe(12);
    expect(extend({ value: 25, scale: 4 }, 2, "GBP")).toBe(1);
    expect(extend({ value: 25, scale: 4 }, 1, "GBP")).toBe(0);
    // Per unit and then times 1,000 would make 0.00.
    expect(extend({ value: 25, scale: 4 }, 1000, "GBP")).toBe(250);
  });

  it("throws rather than leave the whole numbers that are exact", () => {
    expect(() => rescale({ value: MAX_SAFE_INTEGER, scale: 0 }, 2)).toThrow(RangeError);
    expect(() => extend({ value: MAX_SAFE_INTEGER, scale: 2 }, 2, "GBP")).toThrow(RangeError);
  });

  it("reads back what it writes, to the last digit", () => {
    fc.assert(
      fc.property(safeValue, scale, (value, places) => {
        // Up to 13 digits stand before the point.
        const readable = Math.abs(value) < 10 ** Math.min(13 + places, 16);
        const expected = readable ? { value: value === 0 ? 0 : value, scale: places } : undefined;
        expect(parseDecimal(written(BigInt(value), places))).toEqual(expected);
      }),
      { numRuns: runs(300) },
    );
  });

  it("rescales as exact arithmetic does", () => {
    fc.assert(
      fc.property(safeValue, scale, scale, (value, from, to) => {
        const exact = rounded(BigInt(value), from, to);
        if (exact > BigInt(MAX_SAFE_INTEGER) || exact < -BigInt(MAX_SAFE_INTEGER)) {
          expect(() => rescale({ value, scale: from }, to)).toThrow(RangeError);
        } else {
          expect(BigInt(rescale({ value, scale: from }, to))).toBe(exact);
        }
      }),
      { numRuns: runs(500) },
    );
  });

  it("multiplies a price by a quantity as exact arithmetic does", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), scale, fc.nat(1_000_000), (value, places, quantity) => {
        expect(BigInt(extend({ value, scale: places }, quantity, "GBP"))).toBe(
          rounded(BigInt(value) * BigInt(quantity), places, 2),
        );
      }),
      { numRuns: runs(300) },
    );
  });
});
