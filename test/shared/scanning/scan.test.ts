import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commands, longestScan, readScan } from "#shared/scanning/scan.ts";
import { runs } from "#test/builders/runs.ts";
import { anyText } from "#test/builders/text.ts";

const gs = "\u001d";

describe("reading a scan", () => {
  it.each<[string, string, Record<string, unknown>]>([
    ["an EAN-13", "4006381333931", { kind: "gtin", gtin: "04006381333931" }],
    ["a UPC-A", "036000291452", { kind: "gtin", gtin: "00036000291452" }],
    ["an EAN-8", "96385074", { kind: "gtin", gtin: "00000096385074" }],
    ["a GTIN-14 in brackets", "(01)14006381333938", { kind: "gtin", gtin: "14006381333938" }],
    [
      "a GS1 element string with a lot behind",
      `010400638133393110LOT7${gs}17261231`,
      { kind: "gtin", gtin: "04006381333931", marks: { lot: "LOT7", useBy: "261231" } },
    ],
    [
      "one in brackets with a serial number",
      "(01)04006381333931(21)S-9(15)270500",
      { kind: "gtin", gtin: "04006381333931", marks: { serial: "S-9", bestBefore: "270500" } },
    ],
    [
      "a Digital Link",
      "https://id.gs1.org/01/04006381333931/10/L%2F1?17=270101",
      { kind: "gtin", gtin: "04006381333931", marks: { lot: "L/1", useBy: "270101" } },
    ],
    ["a web address", "https://example.com/", { kind: "code", text: "https://example.com/" }],
    [
      "an element string with an impossible date",
      "010400638133393117261301",
      { kind: "code", text: "010400638133393117261301" },
    ],
    ["one that begins with FNC1", `${gs}0104006381333931`, { kind: "gtin", gtin: "04006381333931" }],
    ["an SSCC", "00095212340000000013", { kind: "sscc", sscc: "095212340000000013" }],
    ["an SSCC in brackets", "(00)095212340000000013", { kind: "sscc", sscc: "095212340000000013" }],
    ["a bare SSCC", "095212340000000013", { kind: "sscc", sscc: "095212340000000013" }],
    ["digits with a wrong check digit", "4006381333932", { kind: "code", text: "4006381333932" }],
    ["an SSCC with a wrong check digit", "00095212340000000014", { kind: "code", text: "00095212340000000014" }],
    ["a SKU", "85123A", { kind: "code", text: "85123A" }],
    ["an order", "HF-ORD.#536365", { kind: "order", number: "#536365" }],
    ["a bin", "HF-BIN.B-16-4", { kind: "bin", bin: "B-16-4" }],
    ["a tote", "HF-TOTE.T-14", { kind: "tote", tote: "T-14" }],
    ["a badge", "HF-USR.23456789ABC", { kind: "badge", badge: "HF-USR.23456789ABC" }],
    ["a quantity", "HF-CMD.QTY.12", { kind: "quantity", quantity: 12 }],
    ["a quantity of nought", "HF-CMD.QTY.0", { kind: "code", text: "HF-CMD.QTY.0" }],
    ["a quantity of a hundred", "HF-CMD.QTY.100", { kind: "code", text: "HF-CMD.QTY.100" }],
    ["a command that is none", "HF-CMD.EXPLODE", { kind: "code", text: "HF-CMD.EXPLODE" }],
    ["a command in small letters", "hf-cmd.undo", { kind: "code", text: "hf-cmd.undo" }],
    ["an empty bin", "HF-BIN.", { kind: "code", text: "HF-BIN." }],
  ])("knows %s", (_what, text, expected) => {
    expect(readScan(text)).toEqual({ ok: true, value: { ...expected, raw: text.trim() } });
  });

  it.each([...commands])("knows the command %s", (command) => {
    expect(readScan(`HF-CMD.${command}`)).toEqual({
      ok: true,
      value: { kind: "command", command, raw: `HF-CMD.${command}` },
    });
  });

  it("takes a known symbology identifier off, and leaves a bracket that is data", () => {
    expect(readScan("]E04006381333931")).toMatchObject({ value: { kind: "gtin", raw: "4006381333931" } });
    expect(readScan("]C100095212340000000013")).toMatchObject({ value: { kind: "sscc" } });
    expect(readScan("]d2HF-CMD.UNDO")).toMatchObject({ value: { kind: "command" } });
    expect(readScan("]C1400638133393")).toMatchObject({ value: { kind: "code" } });
    expect(readScan("]Q30104006381333931")).toMatchObject({ value: { kind: "gtin" } });
    expect(readScan("]shelf")).toMatchObject({ value: { kind: "code", text: "]shelf" } });
  });

  it("refuses nothing, noise and novels", () => {
    expect(readScan(" \t ")).toEqual({ ok: false, error: "empty" });
    expect(readScan("]E0")).toEqual({ ok: false, error: "empty" });
    expect(readScan("40063\u000081333931")).toEqual({ ok: false, error: "control-bytes" });
    expect(readScan("caf\ufffd")).toEqual({ ok: false, error: "control-bytes" });
    expect(readScan("]E04006381333932")).toEqual({ ok: false, error: "garbled" });
    expect(readScan("x".repeat(longestScan + 1))).toEqual({ ok: false, error: "too-long" });
    expect(readScan("x".repeat(longestScan))).toMatchObject({ ok: true });
  });

  it("names anything at all, the same each time, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.stringMatching(/^(\(?0[01]\)?)?\d{8,20}$/)), (text) => {
        const scan = readScan(text);
        expect(readScan(text)).toEqual(scan);
        if (!scan.ok) return;
        if (scan.value.kind === "gtin") expect(scan.value.gtin).toMatch(/^\d{14}$/);
        if (scan.value.kind === "sscc") expect(scan.value.sscc).toMatch(/^\d{18}$/);
        expect(text).toContain(scan.value.raw);
      }),
      { numRuns: runs(500) },
    );
  });
});
