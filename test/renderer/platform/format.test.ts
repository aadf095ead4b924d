import { describe, expect, it } from "vitest";
import { formatFor, localeOfCountry } from "#renderer/platform/format.ts";

const british = formatFor("en-GB");
const now = new Date(2026, 11, 1, 17, 42).getTime();
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();

describe("figures as the station's country writes them", () => {
  it.each([
    [5104, "GBP", "£51.04"],
    [-5104, "GBP", "−£51.04"],
    [155_793, "GBP", "£1,557.93"],
    [5, "GBP", "£0.05"],
    [1500, "JPY", "¥1,500"],
    [1234, "KWD", "KWD 1.234"],
    [9_007_199_254_740_991, "GBP", "£90,071,992,547,409.91"],
  ])("writes %i minor units of %s as %s", (minor, currency, text) => {
    // The blank between code and figure is one that does not break.
    expect(british.money(minor, currency).replaceAll("\u00a0", " ")).toBe(text);
  });

  it("leaves the sign out where the column head names it", () => {
    expect(british.amount(-2550, "GBP")).toBe("−25.50");
    expect(british.currencySign("GBP")).toBe("£");
  });

  it.each([
    [at(2026, 11, 1, 9, 5), "09:05"],
    [at(2026, 10, 30, 9, 5), "30 Nov"],
    [at(2010, 11, 1, 8, 26), "1 Dec 2010"],
  ])("dates in a list say as much as is needed", (moment, text) => {
    expect(british.listTime(moment, now)).toBe(text);
  });

  it("gives records the whole moment", () => {
    expect(british.recordTime(at(2026, 11, 1, 16, 21), now)).toBe("Tue 1 Dec, 16:21");
    expect(british.recordTime(at(2010, 11, 1, 16, 21), now)).toBe("Wed 1 Dec 2010, 16:21");
  });

  it.each([
    [0, "0 byte"],
    [999, "999 byte"],
    [266_211, "266 kB"],
    [4_812_800, "4.8 MB"],
    [1_200_000_000, "1.2 GB"],
  ])("writes %i bytes as %s", (bytes, text) => {
    expect(british.fileSize(bytes)).toBe(text);
  });

  it("follows the country the station ships from, and Britain until one is told", () => {
    expect(formatFor(localeOfCountry("US")).listTime(at(2026, 10, 30, 9, 5), now)).toBe("Nov 30");
    expect(localeOfCountry("")).toBe("en-GB");
    expect(localeOfCountry("zz; DROP")).toBe("en-GB");
  });
});
