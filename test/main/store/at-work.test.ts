import { describe, expect, it } from "vitest";
import { AtWork } from "#main/store/at-work.ts";

function after(...acts: readonly number[]): AtWork {
  const atWork = new AtWork();
  for (const at of acts) atWork.acted(at);
  return atWork;
}

describe("somebody who works at a station", () => {
  it("is nobody before the first act", () => {
    expect(after().isQuiet(0)).toBe(true);
    expect(after().isWorking(0)).toBe(false);
  });

  it("may be about to go on for two seconds after one act by itself", () => {
    const once = after(5000);
    expect([5000, 7000, 7001].map((at) => once.isQuiet(at))).toEqual([false, false, true]);
    expect(once.isWorking(5000)).toBe(false);
  });

  it("works from the second act within ten seconds on, until there was none in ten", () => {
    const twice = after(5000, 14_000);
    expect([14_000, 15_000, 15_001].map((at) => twice.isWorking(at))).toEqual([true, true, false]);
    expect([15_000, 16_000, 16_001].map((at) => twice.isQuiet(at))).toEqual([false, false, true]);
    expect(after(5000, 16_000).isWorking(16_000)).toBe(false);
  });
});
