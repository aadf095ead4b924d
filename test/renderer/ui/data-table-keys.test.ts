import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepFrom, tableStep } from "#renderer/ui/data-table-keys.ts";

describe("the keys of a table", () => {
  it("move by one row, by a page that keeps one row in sight, or to an end", () => {
    const steps = ["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End", "x"].map((key) => tableStep(key, 18));

    expect(steps).toEqual([1, -1, 17, -17, "first", "last", undefined]);
  });

  it("move by at least one row when the table is lower than two rows", () => {
    expect(tableStep("PageDown", 0)).toBe(1);
    expect(tableStep("PageUp", 1)).toBe(-1);
  });
});

describe("a step in a table", () => {
  it("starts at the near end when no row is current", () => {
    expect(stepFrom(-1, 1, 5)).toBe(0);
    expect(stepFrom(-1, -1, 5)).toBe(4);
  });

  it("stays at an end instead of coming round", () => {
    expect(stepFrom(4, 1, 5)).toBe(4);
    expect(stepFrom(1, -17, 5)).toBe(0);
  });

  it("leads nowhere in an empty table", () => {
    expect(stepFrom(-1, "last", 0)).toBe(-1);
  });

  it("always leads to a row that exists", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -1, max: 999 }),
        fc.oneof(fc.integer(), fc.constantFrom("first" as const, "last" as const)),
        (count, index, step) => {
          const next = stepFrom(Math.min(index, count - 1), step, count);
          expect(next).toBeGreaterThanOrEqual(0);
          expect(next).toBeLessThan(count);
        },
      ),
    );
  });
});
