import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gs1CheckDigit } from "#shared/kernel/gs1-check-digit.ts";
import { expandUpcE, toGtin14 } from "#shared/scanning/gtin.ts";

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));

describe("toGtin14", () => {
  test("takes GS1's own good numbers of all four lengths", () => {
    expect(["02345673", "416000336108", "2112345678900", "12312312312333"].map(toGtin14)).toEqual([
      "00000002345673",
      "00416000336108",
      "02112345678900",
      "12312312312333",
    ]);
  });

  test("refuses a wrong check digit, another length and anything that is not digits", () => {
    const refused = [
      "2112345678901",
      "1234567",
      "123456789",
      "12345678901",
      "123456789012345",
      "",
      "0234567X",
      " 02345673",
    ];
    expect(refused.map(toGtin14)).toEqual(refused.map(() => undefined));
  });

  test("reads a UPC-A and the same number written as EAN-13 as one item", () => {
    expect(toGtin14("042100005264")).toBe(toGtin14("0042100005264"));
  });

  test("expands eight digits that are a UPC-E symbol and no GTIN-8", () => {
    expect(toGtin14("04252614")).toBe("00042100005264");
  });

  test("takes every number that ends in its check digit, and no other last digit", () => {
    fc.assert(
      fc.property(fc.constantFrom(11, 12, 13), fc.nat(9), fc.string(), (length, last, seed) => {
        const body = digitsFrom(seed, length);
        const right = gs1CheckDigit(body);
        expect(toGtin14(`${body}${right}`)).toBe(`${body}${right}`.padStart(14, "0"));
        if (String(last) !== right) expect(toGtin14(`${body}${last}`)).toBeUndefined();
      }),
    );
  });

  test("notices any one digit that is misread", () => {
    fc.assert(
      fc.property(digits(12), fc.nat(12), fc.integer({ min: 1, max: 9 }), (body, place, shift) => {
        const right = `${body}${gs1CheckDigit(body)}`;
        const wrong = (Number(right[place]) + shift) % 10;
        expect(toGtin14(`${right.slice(0, place)}${wrong}${right.slice(place + 1)}`)).toBeUndefined();
      }),
    );
  });
});

describe("expandUpcE", () => {
  test("puts the zeros back by the last digit of the six", () => {
    expect(["425261", "123450", "123451", "123452", "123453", "123454", "123455", "123459"].map(expandUpcE)).toEqual([
      "042100005264",
      "012000003455",
      "012100003454",
      "012200003453",
      "012300000451",
      "012340000053",
      "012345000058",
      "012345000096",
    ]);
  });

  test("takes the number system in front and checks a check digit at the end", () => {
    expect(expandUpcE("1425261")).toBe("142100005261");
    expect(expandUpcE("04252614")).toBe("042100005264");
    expect(expandUpcE("04252615")).toBeUndefined();
  });

  test("knows only the number systems 0 and 1", () => {
    expect(expandUpcE("2425261")).toBeUndefined();
    expect(expandUpcE("12345")).toBeUndefined();
    expect(expandUpcE("12345a")).toBeUndefined();
  });

  test("always gives twelve digits with a right check digit", () => {
    fc.assert(
      fc.property(digits(6), (body) => {
        const upcA = expandUpcE(body) ?? "";
        expect(upcA).toMatch(/^0\d{11}$/);
        expect(upcA.slice(11)).toBe(gs1CheckDigit(upcA.slice(0, 11)));
      }),
    );
  });
});

function digitsFrom(seed: string, length: number): string {
  return [...seed.padEnd(length, "7").slice(0, length)].map((character) => character.charCodeAt(0) % 10).join("");
}
