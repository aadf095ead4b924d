import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gs1CheckDigit } from "#shared/kernel/gs1-check-digit.ts";
import { makeSscc, parseSscc } from "#shared/shipping/sscc.ts";

describe("the GS1 check digit", () => {
  it.each([
    ["02345673"],
    ["416000336108"],
    ["2112345678900"],
    ["12312312312333"],
    ["9506000134352"],
    ["006141411234567890"],
    ["106141412345678908"],
  ])("closes the published key %s", (key) => {
    expect(gs1CheckDigit(key.slice(0, -1))).toBe(key.slice(-1));
  });

  it("changes with any single wrong digit", () => {
    const key = fc.tuple(
      fc.stringMatching(/^\d{17}$/),
      fc.integer({ min: 0, max: 16 }),
      fc.integer({ min: 1, max: 9 }),
    );
    fc.assert(
      fc.property(key, ([digits, at, by]) => {
        const other = String((Number(digits[at]) + by) % 10);
        const wrong = digits.slice(0, at) + other + digits.slice(at + 1);
        expect(gs1CheckDigit(wrong)).not.toBe(gs1CheckDigit(digits));
      }),
    );
  });
});

describe("making an SSCC", () => {
  it("joins extension digit, prefix, padded serial and check digit", () => {
    expect(makeSscc({ extensionDigit: 0, companyPrefix: "0614141", serial: 123456789 })).toEqual({
      ok: true,
      value: "006141411234567890",
    });
    expect(makeSscc({ extensionDigit: 3, companyPrefix: "9521234567", serial: 7 })).toEqual({
      ok: true,
      value: "395212345670000074",
    });
  });

  it("gives 18 digits that read back as the same parts", () => {
    const parts = fc
      .record({ extensionDigit: fc.integer({ min: 0, max: 9 }), companyPrefix: fc.stringMatching(/^\d{7,10}$/) })
      .chain((start) =>
        fc
          .integer({ min: 0, max: 10 ** (16 - start.companyPrefix.length) - 1 })
          .map((serial) => ({ ...start, serial })),
      );
    fc.assert(
      fc.property(parts, (given) => {
        const made = makeSscc(given);
        const sscc = made.ok ? made.value : "";
        const read = parseSscc(sscc);
        expect(read).toEqual({
          ok: true,
          value: {
            sscc,
            extensionDigit: given.extensionDigit,
            body: given.companyPrefix + String(given.serial).padStart(16 - given.companyPrefix.length, "0"),
            checkDigit: sscc.slice(17),
          },
        });
      }),
    );
  });

  it("never gives one number for two serials", () => {
    const serial = fc.integer({ min: 0, max: 999_999_999 });
    fc.assert(
      fc.property(serial, serial, (one, other) => {
        fc.pre(one !== other);
        const parts = { extensionDigit: 1, companyPrefix: "9521234" };
        expect(makeSscc({ ...parts, serial: one })).not.toEqual(makeSscc({ ...parts, serial: other }));
      }),
    );
  });

  it.each([
    [{ extensionDigit: 10, companyPrefix: "9521234", serial: 1 }, { code: "extension-digit" }],
    [{ extensionDigit: 0.5, companyPrefix: "9521234", serial: 1 }, { code: "extension-digit" }],
    [{ extensionDigit: 0, companyPrefix: "952123", serial: 1 }, { code: "company-prefix" }],
    [{ extensionDigit: 0, companyPrefix: "95212345678", serial: 1 }, { code: "company-prefix" }],
    [{ extensionDigit: 0, companyPrefix: "952123x", serial: 1 }, { code: "company-prefix" }],
    [{ extensionDigit: 0, companyPrefix: "9521234", serial: -1 }, { code: "serial" }],
    [{ extensionDigit: 0, companyPrefix: "9521234", serial: 1.5 }, { code: "serial" }],
    [
      { extensionDigit: 0, companyPrefix: "9521234567", serial: 1_000_000 },
      { code: "serials-used-up", largest: 999_999 },
    ],
  ])("refuses %j", (parts, refusal) => {
    expect(makeSscc(parts)).toEqual({ ok: false, error: refusal });
  });
});

describe("reading an SSCC", () => {
  it("refuses a wrong check digit and names the right one", () => {
    expect(parseSscc("006141411234567891")).toEqual({ ok: false, error: { code: "check-digit", expected: "0" } });
  });

  it.each([["00614141123456789"], ["0061414112345678900"], ["00614141123456789x"], [""], [" 006141411234567890"]])(
    "refuses %j, which is not 18 digits",
    (text) => {
      expect(parseSscc(text)).toEqual({ ok: false, error: { code: "length" } });
    },
  );
});
