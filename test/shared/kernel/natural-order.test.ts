import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNaturally } from "#shared/kernel/natural-order.ts";
import { runs } from "#test/builders/runs.ts";

describe("walk order", () => {
  it("is natural", () => {
    expect(["B-1", "A-10", "a-3", "A-2", "A-2-10", "A-2-9", ""].toSorted(compareNaturally)).toEqual([
      "",
      "A-2",
      "A-2-9",
      "A-2-10",
      "a-3",
      "A-10",
      "B-1",
    ]);
  });

  it("is one order for all: no two names are equal, and none runs in a circle", () => {
    const name = fc.string({ unit: fc.constantFrom("A", "a", "-", "1", "2", "0", "é"), maxLength: 5 });
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNaturally(a, b))).toBe(-Math.sign(compareNaturally(b, a)) + 0);
        expect(compareNaturally(a, b) === 0).toBe(a === b);
        if (compareNaturally(a, b) <= 0 && compareNaturally(b, c) <= 0) {
          expect(compareNaturally(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});
