import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { earliestStamp, isStamp, laterStamp, nextStamp, type Stamp, timeOf } from "#shared/kernel/hybrid-clock.ts";
import { runs } from "#test/builders/runs.ts";

const noon = Date.UTC(2026, 10, 20, 12);
const wallTime = fc.integer({ min: 0, max: 2 ** 47 });

/** The stamps a station makes at these wall times, one after the other. */
function stampsAt(times: readonly number[], first: Stamp = earliestStamp): Stamp[] {
  let last = first;
  return times.map((time) => (last = nextStamp(last, time)));
}

describe("the hybrid clock", () => {
  it("writes the wall time and a counter in fixed width", () => {
    expect(nextStamp(earliestStamp, noon)).toBe("01a1f8d3ea00-0000");
    expect(timeOf("01a1f8d3ea00-0007")).toBe(noon);
    expect(isStamp("01a1f8d3ea00-0000")).toBe(true);
    expect(isStamp("01A1F8D3EA00-0000")).toBe(false);
    expect(isStamp("1a1f8d3ea00-0000")).toBe(false);
  });

  it("counts on while the wall clock stands still", () => {
    expect(stampsAt([noon, noon, noon])).toEqual(["01a1f8d3ea00-0000", "01a1f8d3ea00-0001", "01a1f8d3ea00-0002"]);
  });

  it("only counts on when the clock is set back an hour, and follows it again once it has caught up", () => {
    const hour = 3_600_000;
    expect(stampsAt([noon, noon - hour, noon - hour + 1000, noon + 1])).toEqual([
      "01a1f8d3ea00-0000",
      "01a1f8d3ea00-0001",
      "01a1f8d3ea00-0002",
      "01a1f8d3ea01-0000",
    ]);
  });

  it("borrows a millisecond when the counter is full", () => {
    expect(nextStamp("01a1f8d3ea00-ffff", noon)).toBe("01a1f8d3ea01-0000");
  });

  it("does not run backwards on a wall clock with fractions of a millisecond", () => {
    const first = nextStamp(nextStamp(earliestStamp, noon), noon);
    const second = nextStamp(first, noon + 0.5);
    expect(isStamp(second)).toBe(true);
    expect(second > first).toBe(true);
  });

  it("gives ever later stamps of one width, whatever the wall clock does", () => {
    fc.assert(
      fc.property(fc.array(wallTime, { minLength: 2, maxLength: 40 }), (times) => {
        const stamps = stampsAt(times);
        expect(stamps.every(isStamp)).toBe(true);
        expect(new Set(stamps).size).toBe(stamps.length);
        expect(stamps.toSorted()).toEqual(stamps);
      }),
      { numRuns: runs(200) },
    );
  });

  it("is never behind the wall clock, and ahead of it only by what it had seen", () => {
    fc.assert(
      fc.property(wallTime, wallTime, (seen, now) => {
        const next = nextStamp(nextStamp(earliestStamp, seen), now);
        expect(timeOf(next)).toBe(Math.max(seen, now));
      }),
      { numRuns: runs(200) },
    );
  });

  it("keeps the later of two stamps, whichever comes first", () => {
    fc.assert(
      fc.property(wallTime, wallTime, (one, other) => {
        const [a, b] = [nextStamp(earliestStamp, one), nextStamp(earliestStamp, other)];
        expect(laterStamp(a, b)).toBe(laterStamp(b, a));
        expect(timeOf(laterStamp(a, b))).toBe(Math.max(one, other, 0));
      }),
      { numRuns: runs(100) },
    );
  });
});
