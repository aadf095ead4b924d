import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pips } from "#renderer/ui/bench/pips.ts";

describe("pips", () => {
  it("are one a unit up to twelve", () => {
    expect(pips(4, 8)).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect(pips(0, 12)).toHaveLength(12);
  });

  it("share the units beyond twelve, the one being filled in part", () => {
    expect(pips(30, 48)).toEqual([1, 1, 1, 1, 1, 1, 1, 0.5, 0, 0, 0, 0]);
  });

  it("are none when there is nothing to count", () => {
    expect(pips(0, 0)).toEqual([]);
  });

  it("are all full only when every unit is counted, and all empty only when none is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat({ max: 10_000 }), (total, counted) => {
        const count = Math.min(counted, total);
        const row = pips(count, total);

        expect(row.every((share) => share === 1)).toBe(count === total);
        expect(row.every((share) => share === 0)).toBe(count === 0);
        expect(row.length).toBe(Math.min(total, 12));
      }),
    );
  });
});
