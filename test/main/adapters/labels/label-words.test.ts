import { describe, expect, it } from "vitest";
import { amountText, dateText, dateTimeText, weightText } from "#main/adapters/labels/label-words.ts";

describe("what a label writes of figures", () => {
  it("dates in the zone of the station, summer time included", () => {
    expect(dateTimeText(Date.UTC(2026, 6, 1, 23, 5), "Europe/London")).toBe("2 Jul 2026 00:05");
    expect(dateTimeText(Date.UTC(2026, 8, 22, 14, 5), "America/New_York")).toBe("22 Sep 2026 10:05");
    expect(dateText(Date.UTC(2026, 11, 31, 23, 59), "Asia/Tokyo")).toBe("1 Jan 2027");
  });

  it.each([
    [1, "1 g"],
    [999, "999 g"],
    [1000, "1.00 kg"],
    [1005, "1.01 kg"],
    [12_345, "12.35 kg"],
  ])("%i g as %s", (grams, text) => {
    expect(weightText(grams)).toBe(text);
  });

  it.each([
    [0, "GBP", "GBP 0.00"],
    [5, "GBP", "GBP 0.05"],
    [123_456_789, "GBP", "GBP 1,234,567.89"],
    [-500, "EUR", "−EUR 5.00"],
    [1500, "JPY", "JPY 1,500"],
    [1_234_567, "KWD", "KWD 1,234.567"],
  ])("%i minor units of %s as %s", (minor, currency, text) => {
    expect(amountText(minor, currency)).toBe(text);
  });
});
