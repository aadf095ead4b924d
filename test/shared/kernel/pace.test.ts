import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pace } from "#shared/kernel/pace.ts";

/** Works at a pace where every piece takes so long, until it has settled. */
function settled(millisecondsEach: number): number {
  const pace = new Pace({ mayTakeMs: 8, least: 5, most: 40 });
  for (let turn = 0; turn < 50; turn++) pace.took(pace.next, pace.next * millisecondsEach);
  return pace.next;
}

describe("the pace of a long work", () => {
  it("settles on stretches that take as long as they may", () => {
    expect(settled(0.4)).toBe(20);
    expect(settled(0.25)).toBe(32);
  });

  it("keeps to its least and its most", () => {
    expect(settled(100)).toBe(5);
    expect(settled(0)).toBe(40);
  });

  it("begins small, grows by a quarter and gives up at most a half at once", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { maxLength: 40 }), (times) => {
        const pace = new Pace({ mayTakeMs: 8, least: 5, most: 40 });
        expect(pace.next).toBe(5);
        for (const took of times) {
          const before = pace.next;
          pace.took(before, took);
          expect(pace.next).toBeGreaterThanOrEqual(Math.max(5, Math.floor(before / 2)));
          expect(pace.next).toBeLessThanOrEqual(Math.min(40, Math.max(before * 1.25, before + 1)));
        }
      }),
    );
  });
});
