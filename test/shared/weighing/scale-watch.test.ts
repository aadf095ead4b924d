import fc from "fast-check";
import { expect, it } from "vitest";
import {
  fitsExpected,
  scaleRead,
  scaleStanding,
  staleAfterMs,
  unseenScale,
  weightTaken,
} from "#shared/weighing/scale-watch.ts";
import type { WeightReading } from "#shared/weighing/weight.ts";

const grams = (amount: number, kind: "stable" | "moving" = "stable"): WeightReading => ({
  kind,
  weight: { amount, exponent: 0, unit: "g" },
});
const zero: WeightReading = { kind: "zero" };

it("a weight may be taken once it is stable, of a pan that was empty since the last, and young", () => {
  let watch = unseenScale;
  expect(scaleStanding(watch, 0)).toEqual({ kind: "stale" });
  watch = scaleRead(watch, grams(700), 10);
  expect(scaleStanding(watch, 10).kind).toBe("not-emptied");
  watch = scaleRead(watch, zero, 20);
  expect(scaleStanding(watch, 20).kind).toBe("empty");
  watch = scaleRead(watch, grams(900, "moving"), 30);
  expect(scaleStanding(watch, 30).kind).toBe("moving");
  watch = scaleRead(watch, grams(912), 40);
  expect(scaleStanding(watch, 40)).toMatchObject({ kind: "ready", grams: 912 });
  expect(scaleStanding(watch, 40 + staleAfterMs + 1).kind).toBe("stale");
  watch = weightTaken(watch);
  watch = scaleRead(watch, grams(912), 50);
  expect(scaleStanding(watch, 50).kind).toBe("not-emptied");
});

it("one loading of the pan is never taken twice, whatever the scale says in between", () => {
  const reading = fc.oneof(
    fc.constant(zero),
    fc.integer({ min: 0, max: 5000 }).map((amount) => grams(amount)),
    fc.integer({ min: 0, max: 5000 }).map((amount) => grams(amount, "moving")),
    fc.constantFrom<WeightReading>({ kind: "fault" }, { kind: "overload" }, { kind: "moving-unseen" }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(reading, fc.boolean())), (steps) => {
      let watch = unseenScale;
      let emptied = false;
      steps.forEach(([next, takes], index) => {
        watch = scaleRead(watch, next, index);
        emptied ||= next.kind === "zero";
        const standing = scaleStanding(watch, index);
        if (standing.kind === "ready") {
          expect(emptied).toBe(true);
          expect(next.kind).toBe("stable");
          expect(standing.grams).toBeGreaterThan(0);
          if (takes) {
            watch = weightTaken(watch);
            emptied = false;
          }
        }
      });
    }),
  );
});

it("the tolerance is grams for the box and percent of what should be in it", () => {
  const tolerance = { grams: 200, percent: 5 };
  expect(fitsExpected(1250, 1000, tolerance)).toBe(true);
  expect(fitsExpected(1251, 1000, tolerance)).toBe(false);
  expect(fitsExpected(750, 1000, tolerance)).toBe(true);
  expect(fitsExpected(749, 1000, tolerance)).toBe(false);
  expect(fitsExpected(9999, 0, tolerance)).toBe(true);
});
