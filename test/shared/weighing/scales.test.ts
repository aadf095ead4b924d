import { describe, expect, it } from "vitest";
import { readScaleReport } from "#shared/weighing/hid-scale.ts";
import { ScaleLine, type ScaleProtocol } from "#shared/weighing/serial-scales.ts";
import { toGrams, type WeightReading, weightText } from "#shared/weighing/weight.ts";

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const read = (protocol: ScaleProtocol, text: string): WeightReading[] =>
  new ScaleLine(protocol, "lb").push(bytes(text));
const stable = (amount: number, exponent: number, unit: string) => ({
  kind: "stable",
  weight: { amount, exponent, unit },
});

describe("a HID scale", () => {
  it.each([
    ["30.0 oz, with its report number", [3, 4, 11, 0xff, 0x2c, 1], stable(300, -1, "oz")],
    ["the same without", [4, 11, 0xff, 0x2c, 1], stable(300, -1, "oz")],
    ["500 g in motion", [3, 3, 2, 0, 0xf4, 1], { kind: "moving", weight: { amount: 500, exponent: 0, unit: "g" } }],
    ["an empty pan", [3, 2, 2, 0, 0, 0], { kind: "zero" }],
    ["stable at nought", [3, 4, 2, 0, 0, 0], { kind: "zero" }],
    ["under zero", [3, 5, 2, 0, 10, 0], { kind: "under-zero" }],
    ["overload", [3, 6, 2, 0, 0, 0], { kind: "overload" }],
    ["wants calibration", [3, 7, 2, 0, 0, 0], { kind: "calibrate" }],
    ["a unit no scale has", [3, 4, 99, 0, 1, 0], { kind: "fault" }],
    ["another report", [5, 4, 2, 0, 1, 0], undefined],
    ["half a report", [3, 4, 2], undefined],
  ])("says %s", (_what, report, expected) => {
    expect(readScaleReport(Uint8Array.from(report))).toEqual(expected);
  });
});

describe("a serial scale", () => {
  it.each<[string, ScaleProtocol, string, unknown[]]>([
    ["stable", "mt-sics", "S S     100.00 g\r\n", [stable(10_000, -2, "g")]],
    [
      "dynamic",
      "mt-sics",
      "S D      99.5 kg\r\n",
      [{ kind: "moving", weight: { amount: 995, exponent: -1, unit: "kg" } }],
    ],
    [
      "busy, over and under",
      "mt-sics",
      "S I\r\nS +\r\nS -\r\n",
      [{ kind: "moving-unseen" }, { kind: "overload" }, { kind: "under-zero" }],
    ],
    ["negative", "mt-sics", "S S      -1.2 g\r\n", [{ kind: "under-zero" }]],
    ["at nought", "mt-sics", "S S       0.00 g\r\n", [{ kind: "zero" }]],
    ["a syntax error", "mt-sics", "ES\r\n", [{ kind: "fault" }]],
    ["noise", "mt-sics", "garble\r\n", []],
    ["stable", "nci", "\n0012.34lb\r\n00\r\x03", [stable(1234, -2, "lb")]],
    [
      "in motion",
      "nci",
      "\n0012.34lb\r\n10\r\x03",
      [{ kind: "moving", weight: { amount: 1234, exponent: -2, unit: "lb" } }],
    ],
    ["at zero, status alone", "nci", "\n20\r\x03", [{ kind: "zero" }]],
    ["over capacity", "nci", "\n02\r\x03", [{ kind: "overload" }]],
    ["a bad command", "nci", "\n?\r\x03", [{ kind: "fault" }]],
    ["the parity bit set", "nci", "\n0012.34l\xe2\r\n00\r\x03", [stable(1234, -2, "lb")]],
    ["stable", "toledo-8213", "\x02001.50\r", [stable(150, -2, "lb")]],
    ["in motion", "toledo-8213", "\x02?A\r", [{ kind: "moving-unseen" }]],
    ["overload", "toledo-8213", "\x02?B\r", [{ kind: "overload" }]],
    ["a broken start", "toledo-8213", "01.5\x02001.50\r", [stable(150, -2, "lb")]],
  ])("that is %s, by %s", (_what, protocol, text, expected) => {
    expect(read(protocol, text)).toEqual(expected);
  });

  it("may be cut anywhere, and is not glued to an answer that broke off", () => {
    const line = new ScaleLine("mt-sics", "g");
    expect(line.push(bytes("S S     1"))).toEqual([]);
    expect(line.push(bytes("00.00 g\r\n"))).toEqual([stable(10_000, -2, "g")]);
    line.push(bytes("S S     9"));
    line.expire();
    expect(line.push(bytes("S S     100.00 g\r\n"))).toEqual([stable(10_000, -2, "g")]);
  });

  it("that never ends an answer fills no memory and gives no weight", () => {
    expect(read("mt-sics", `${"S S 1".repeat(5000)}\r\n`)).toEqual([]);
  });
});

describe("weights", () => {
  it("become whole grams without a float on the way", () => {
    expect(toGrams({ amount: 300, exponent: -1, unit: "oz" })).toBe(850);
    expect(toGrams({ amount: 1, exponent: 0, unit: "lb" })).toBe(454);
    expect(toGrams({ amount: 12_345, exponent: -3, unit: "kg" })).toBe(12_345);
    expect(toGrams({ amount: 1499, exponent: 0, unit: "mg" })).toBe(1);
    expect(toGrams({ amount: 1500, exponent: 0, unit: "mg" })).toBe(2);
    expect(toGrams({ amount: 5, exponent: 6, unit: "kg" })).toBeUndefined();
  });

  it("are told as the scale shows them", () => {
    expect(weightText({ amount: 1234, exponent: -2, unit: "lb" })).toBe("12.34 lb");
    expect(weightText({ amount: 5, exponent: -2, unit: "kg" })).toBe("0.05 kg");
    expect(weightText({ amount: 3, exponent: 2, unit: "g" })).toBe("300 g");
  });
});
