import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  plainCode,
  plainText,
  readCountry,
  readCurrency,
  readEmail,
  readSku,
  readTrueOrFalse,
} from "#shared/importing/text-cells.ts";
import { readTime } from "#shared/importing/time-cell.ts";

describe("the apostrophe in front", () => {
  test("is taken off where a spreadsheet would see a formula, and off codes", () => {
    expect(["'+31 6 1234", "'=SUM", "'-5", "'@home"].map(plainText)).toEqual(["+31 6 1234", "=SUM", "-5", "@home"]);
    expect(["'75008", "'SW1A 2AA", "'+44"].map(plainCode)).toEqual(["75008", "SW1A 2AA", "+44"]);
  });

  test("stays where it is part of a name", () => {
    expect(["'t Hooft", "O'Brien", "'s-Hertogenbosch"].map(plainText)).toEqual([
      "'t Hooft",
      "O'Brien",
      "'s-Hertogenbosch",
    ]);
  });
});

describe("a SKU", () => {
  test("is kept as it is written, letter case and leading zeros included", () => {
    expect(readSku(" 00450a ")).toEqual({ ok: true, value: "00450a" });
  });

  test("that is absent, shortened, hidden in part or too long is refused without a suggestion", () => {
    const refused = ["", "8.40E+06", "85123\u200bA", "85\u0000", "x".repeat(65)].map((cell) => readSku(cell));
    expect(refused.map((reading) => (reading.ok ? "read" : [reading.error.code, reading.error.suggestion]))).toEqual([
      ["missing-sku", undefined],
      ["digits-lost", undefined],
      ["control-character", undefined],
      ["control-character", undefined],
      ["too-long", undefined],
    ]);
  });
});

describe("codes and words", () => {
  test("a currency is three letters that exist; lower case is mended, not taken", () => {
    expect(readCurrency("KWD")).toEqual({ ok: true, value: "KWD" });
    expect(readCurrency("gbp")).toMatchObject({ error: { code: "not-a-currency", suggestion: "GBP" } });
    expect(readCurrency("GPB")).toEqual({
      ok: false,
      error: { code: "not-a-currency", message: "Not a currency code. Write its three letters, such as GBP." },
    });
  });

  test("a country is two letters that exist, and UK is told to be GB", () => {
    expect(readCountry("gb")).toEqual({ ok: true, value: "GB" });
    expect(readCountry("UK")).toMatchObject({
      error: { message: "Not a country code. Write GB for the United Kingdom." },
    });
    expect(readCountry("Germany")).toMatchObject({ error: { code: "not-a-country" } });
  });

  test("an e-mail address is whole or absent", () => {
    const taken = ["", "a@b.co", "björn@müller.example", "o'x+y@sub.example.org"];
    expect(taken.map((cell) => readEmail(cell).ok)).toEqual(taken.map(() => true));
    const refused = ["buyer12748@", "@example.org", "a@b", "a b@example.org", "a@@b.co", "a@b.c", "one@b.co,two@b.co"];
    expect(refused.map((cell) => readEmail(cell).ok)).toEqual(refused.map(() => false));
  });

  test("true and false are read in any letter case", () => {
    expect(["TRUE", "false", ""].map((cell) => readTrueOrFalse(cell, true))).toEqual([
      { ok: true, value: true },
      { ok: true, value: false },
      { ok: true, value: true },
    ]);
    expect(readTrueOrFalse("yes", true)).toMatchObject({ error: { code: "not-true-or-false" } });
  });
});

describe("a time", () => {
  test("is read with its zone, as Shopify and as ISO 8601 write it", () => {
    const cells = [
      "2026-04-10 11:11:26 +0530",
      "2026-04-10T11:11:26+05:30",
      "2026-04-10 05:41:26 UTC",
      "2026-04-10T05:41:26.000Z",
    ];
    expect(cells.map(readTime)).toEqual(cells.map(() => ({ ok: true, value: 1_775_799_686_000 })));
  });

  test("knows the leap day of 2000", () => {
    expect(readTime("2000-02-29 00:00:00 +0000")).toEqual({ ok: true, value: 951_782_400_000 });
  });

  test("that cannot be is refused", () => {
    const cells = [
      "2026-02-29 10:00:00 +0000",
      "2100-02-29 10:00:00 +0000",
      "2026-13-01 10:00:00 +0000",
      "2026-04-10 24:00:00 +0000",
      "2026-04-10 10:00:00 +1500",
      "2026-04-10 10:00:00",
      "10/04/2026 10:00",
      "yesterday",
      "0999-01-01 00:00:00 +0000",
    ];
    expect(cells.map((cell) => readTime(cell).ok)).toEqual(cells.map(() => false));
  });

  test("comes back as it was written, on any day and in any zone", () => {
    const day = fc.date({ min: new Date(0), max: new Date("2199-12-31T23:59:59Z"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, zoneMinutes) => {
        const at = Math.floor(date.getTime() / 1000) * 1000;
        const local = at + zoneMinutes * 60_000;
        fc.pre(local >= 0);
        const zone = Math.abs(zoneMinutes);
        const pad = (part: number): string => String(part).padStart(2, "0");
        const sign = zoneMinutes < 0 ? "-" : "+";
        const wall = new Date(local).toISOString().slice(0, 19).replace("T", " ");
        expect(readTime(`${wall} ${sign}${pad(Math.floor(zone / 60))}${pad(zone % 60)}`)).toEqual({
          ok: true,
          value: at,
        });
      }),
      { numRuns: 500 },
    );
  });
});
