import { describe, expect, it } from "vitest";
import { describeScan } from "#shared/scanning/described-scan.ts";
import { readScan } from "#shared/scanning/scan.ts";
import { selfTestCodes, selfTestFinding } from "#shared/scanning/self-test.ts";

describe("the test card", () => {
  it("knows its codes when they arrive whole", () => {
    for (const code of ["layout", "gs1", "long"] as const) {
      expect(selfTestFinding(selfTestCodes[code])).toEqual({ kind: "right", code });
    }
    expect(selfTestFinding("4006381333931")).toBeUndefined();
    expect(selfTestFinding("HF-TOTE.T-14")).toBeUndefined();
  });

  it.each([
    ["German", 'HFßTEST.AQWZYaqwzyß?-öÖ§"0123456789'],
    ["French", "HF)TEST:QAZYZqazyz)°!mM32à&é\"'(-è_ç".replace("QAZYZqazyz", "QAZYWqazyw")],
    ["British", selfTestCodes.layout.replace("#", "£").replace("@", '"')],
  ])("names a %s keyboard", (layout, text) => {
    expect(selfTestFinding(text)).toEqual({ kind: "layout", layout });
  });

  it("names Caps Lock, a lost separator and a code cut off", () => {
    const swapped = [...selfTestCodes.layout].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase()));
    expect(selfTestFinding(swapped.join(""))).toEqual({ kind: "caps-lock" });
    expect(selfTestFinding("010952123454321310HFTEST21S1")).toEqual({ kind: "separator-missing" });
    expect(selfTestFinding(selfTestCodes.long.slice(0, 56))).toEqual({ kind: "cut-off" });
  });

  it("is no item, command or order, so that scanning it changes nothing", () => {
    for (const code of ["layout", "long"] as const)
      expect(readScan(selfTestCodes[code])).toMatchObject({ value: { kind: "code" } });
  });
});

describe("a scan on the set-up page", () => {
  it("is shown with its symbology and its GS1 parts", () => {
    expect(describeScan("]C1010952123454321310HFTEST\u001d21S1")).toEqual({
      symbology: "]C1 GS1-128",
      elements: [
        { ai: "01", title: "GTIN", value: "09521234543213" },
        { ai: "10", title: "BATCH/LOT", value: "HFTEST" },
        { ai: "21", title: "SERIAL", value: "S1" },
      ],
      warnings: [],
      finding: { kind: "right", code: "gs1" },
    });
    expect(describeScan("22960-1")).toEqual({ symbology: "", elements: [], warnings: [], finding: null });
  });
});
