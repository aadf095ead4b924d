import fc from "fast-check";
import { expect, test } from "vitest";
import { aheadOf, type Batch } from "#server/features/ahead.ts";
import type { Place } from "#server/features/live.ts";

/** Facts in the order of the log; several transactions, one of a number that does not sort as text. */
const log: readonly Place[] = [
  { xid: "9", position: 1 },
  { xid: "9", position: 4 },
  { xid: "10", position: 2 },
  { xid: "10", position: 3 },
  { xid: "11", position: 5 },
  { xid: "11", position: 6 },
];
const factAt = (place: Place) => ({
  ...place,
  site: null,
  channel: null,
  station: "a",
  fact: `${place.xid}/${place.position}`,
});

test("catching up and the feed together give each fact once, wherever the one ended and the other was cut", () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: log.length - 1 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: log.length }), fc.nat(log.length), cuts, (caughtUp, feedFrom, all) => {
      // The feed begins no later than where catching up ended: it has been listened to since before.
      const begin = Math.min(feedFrom, caughtUp);
      const ends = [...all.filter((cut) => cut > begin).toSorted((one, other) => one - other), log.length];
      const batches = ends.map((end, at): Batch => {
        const facts = log.slice(ends[at - 1] ?? begin, end).map(factAt);
        return { facts, place: log[end - 1] ?? { xid: "0", position: 0 } };
      });
      const reached = log[caughtUp - 1];
      const live = batches.flatMap((batch) => aheadOf(reached, batch)?.facts ?? []);
      const given = [...log.slice(0, caughtUp).map(factAt), ...live].map(({ fact }) => fact);
      expect(given).toEqual(log.map((place) => factAt(place).fact));
    }),
  );
});

test("a batch that holds nothing new moves the place on where it lies ahead, and is nothing where it does not", () => {
  const place = { xid: "10", position: 2 };
  expect(aheadOf({ xid: "9", position: 4 }, { facts: [], place })).toEqual({ facts: [], place });
  expect(aheadOf(place, { facts: [factAt(place)], place })).toBeUndefined();
});
