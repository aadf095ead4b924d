import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "#test/builders/runs.ts";
import { keptSeeds } from "./kept-seeds.ts";
import { plantedBugs } from "./support/planted.ts";
import { liveThrough, type RunOptions, type Tally } from "./support/run.ts";
import { dayOf, days } from "./support/steps.ts";

/**
 * `npm run test:convergence -- --seeds 1000`: that many days with counts, and as many without. In one process, over lines
 * that fail as they like, by the rules and folds the stations and the hub go by.
 */
const seeds = Number(process.env["HOLDFAST_SEEDS"] ?? 60);
const firstSeed = Number(process.env["HOLDFAST_SEED"] ?? 1);
const stepsInDay = 400;

function live(options: RunOptions): Tally {
  try {
    return liveThrough(dayOf(options.seed, stepsInDay, options), options);
  } catch (problem) {
    const what = problem instanceof Error ? problem.message : String(problem);
    const day = `counts: ${options.counts}, stops: ${options.stops ?? false}`;
    const again = `npm run test:convergence -- --seeds 1 --seed ${options.seed}; keep it in test/convergence/kept-seeds.ts`;
    throw new Error(`Seed ${options.seed}, ${day}: ${what}\n${again}`, { cause: problem });
  }
}

describe("five stations and a hub", () => {
  it.each([false, true])(
    "see the same, and promised, shipped and refunded nothing twice, over many days (with counts: %s)",
    { timeout: 60_000 + seeds * 3000 },
    (counts) => {
      let shipped = 0;
      for (let seed = firstSeed; seed < firstSeed + seeds; seed += 1) {
        shipped += live({ seed, counts, stops: seed % 2 === 1 }).byKind.get("order.shipped") ?? 0;
      }
      // Days on which nothing is shipped would prove little.
      expect(shipped).toBeGreaterThan(seeds > 20 ? seeds / 2 : -1);
    },
  );

  it.each(keptSeeds)("still live through seed $seed: $why", ({ seed, counts, stops = false }) => {
    expect(live({ seed, counts, stops }).facts).toBeGreaterThan(0);
  });

  it("come through whatever a day may bring", () => {
    fc.assert(
      fc.property(days(60, { counts: true }), fc.nat(), (day, seed) => {
        liveThrough(day, { seed, counts: true });
      }),
      { numRuns: runs(40) },
    );
  });
});

describe("a bug planted in the company is found:", () => {
  it.each(plantedBugs)("%s", (bug) => {
    const found = Array.from({ length: 60 }, (_, index) => index + 1).find((seed) => {
      try {
        liveThrough(dayOf(seed, stepsInDay, { counts: false }), { seed, counts: false, bug });
        return false;
      } catch {
        return true;
      }
    });
    expect(found).toBeDefined();
  });
});
