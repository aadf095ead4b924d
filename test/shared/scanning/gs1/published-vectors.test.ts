import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { obeysRule } from "#shared/scanning/gs1/content-rules.ts";
import { allIdentifiers } from "#shared/scanning/gs1/application-identifiers.ts";
import { parseDigitalLink } from "#shared/scanning/gs1/digital-link.ts";
import {
  type Element,
  parseBracketed,
  parseElementString,
  separator,
  toElementString,
} from "#shared/scanning/gs1/element-string.ts";
import { readScan } from "#shared/scanning/scan.ts";
import { takeSymbology } from "#shared/scanning/symbology.ts";

const vectors = <Vector>(name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../fixtures/gs1/${name}.json`), "utf8")) as Vector[];
const elementStrings = vectors<{ valid: boolean; data: string }>("element-strings");
const bracketed = vectors<{ valid: boolean; text: string; data: string }>("bracketed");
const contentRules = vectors<{ text: string; rule: string }>("content-rules");
const digitalLinks = vectors<{ valid: boolean; uri: string; data: string }>("digital-links");
const scanData = vectors<{ valid: boolean; scan: string; symbol: string; data: string }>("scan-data");

/** GS1's engine writes FNC1 as ^, one in front. */
const engineForm = (elements: readonly Element[]) => `^${toElementString(elements).replaceAll(separator, "^")}`;

/** Where we differ on purpose, with the reason. */
const differences: Readonly<Record<string, string>> = {
  couponcode: "North American coupons are money at a till; no bench takes one",
  couponposoffer: "as above",
  "]E0123456789012": "a UPC-A with its own twelve digits, as scanners send it; the check digit is right",
  "]Q1https://a/NOPRIMARYAI": "a web address without GS1 keys is somebody's own code, and never an item",
};

describe("GS1's published vectors", () => {
  it.each(elementStrings)("element string $data is taken: $valid", ({ valid, data }) => {
    // Without FNC1 in front it is no element string, which the symbology identifier tells us; there is nothing to parse.
    const parsed = data.startsWith("^") ? parseElementString(data.slice(1).replaceAll("^", separator)) : { ok: false };
    expect(parsed.ok).toBe(valid);
  });

  it.each(bracketed)("bracketed $text is taken: $valid", ({ valid, text, data }) => {
    const parsed = parseBracketed(text);
    expect(parsed.ok).toBe(valid);
    if (parsed.ok) expect(engineForm(parsed.value)).toBe(data);
  });

  it.each(contentRules.filter(({ rule }) => !rule.startsWith("COUPON")))("$text comes to $rule", ({ text, rule }) => {
    expect(parseBracketed(text).ok).toBe(rule === "OK");
  });

  it.each(digitalLinks)("Digital Link $uri is taken: $valid", ({ valid, uri, data }) => {
    const parsed = parseDigitalLink(uri);
    expect(parsed.ok).toBe(valid);
    if (parsed.ok) expect(engineForm(parsed.value)).toBe(data);
  });

  it.each(scanData.filter((vector) => vector.scan !== ""))("scan $scan: $valid", ({ valid, scan, symbol, data }) => {
    const { symbology, data: content } = takeSymbology(scan);
    if (symbology?.isGs1) {
      const parsed = parseElementString(content);
      expect(parsed.ok).toBe(valid);
      if (parsed.ok) expect(engineForm(parsed.value)).toBe(data);
      return;
    }
    const read = readScan(scan);
    // Carriers of anything: the engine takes them empty too, a bench has nothing to judge then.
    if (["QR", "DM", "DotCode"].includes(symbol) && content === "")
      return expect(read).toMatchObject({ error: "empty" });
    // Without an identifier a scanner may send anything; only the engine insists on one.
    if (symbology === undefined) return expect(read.ok && read.value.kind === "gtin").toBe(false);
    if (Object.hasOwn(differences, scan)) return expect(read.ok).not.toBe(valid);
    expect(read.ok).toBe(valid);
    if (valid && symbol.startsWith("EAN")) {
      expect(read).toMatchObject({ value: { kind: "gtin", gtin: (data.split("|")[0] ?? "").padStart(14, "0") } });
    }
  });

  it("uses no content rule that nobody wrote", () => {
    const named = allIdentifiers().flatMap((identifier) => identifier.parts.flatMap((part) => part.rules));
    for (const rule of named) expect(() => obeysRule(rule, "0000")).not.toThrow();
    expect(named.filter((rule) => Object.hasOwn(differences, rule)).toSorted()).toEqual([
      "couponcode",
      "couponposoffer",
    ]);
  });
});
