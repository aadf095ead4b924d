import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyChains } from "#main/store/chain.ts";
import { unpacked } from "#main/store/packed-facts.ts";
import { isParked } from "#main/store/parked-facts.ts";
import { pruneSome } from "#main/store/prune.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { sha256 } from "#main/store/sha256.ts";
import { type FactEnvelope, foldKey, noPrevious } from "#shared/facts/fact.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";
import { morning, type TestStation, withStation } from "#test/builders/station.ts";
import { pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";

/** One thing done at a station to one of its orders, or of another's. */
interface Deed {
  readonly what: "stock" | "place" | "release" | "hold" | "cancel" | "foreign";
  readonly order: number;
  /** Since the deed before, milliseconds. */
  readonly after: number;
}

const deed: fc.Arbitrary<Deed> = fc.record(
  {
    what: fc.constantFrom("stock", "place", "place", "release", "release", "hold", "cancel", "cancel", "foreign"),
    order: fc.nat(3),
    after: fc.integer({ min: 1, max: 400 }),
  },
  { noNullPrototype: true },
);
const day = fc.array(deed, { minLength: 10, maxLength: 30, size: "max" });

const stations = ["here", "bench-8", "bench-9"];

function drafts({ what, order }: Deed, station: number, count: number): Draft {
  const orderId = `${stations[station]}-${order}`;
  const part = { lineId: "1", sku: "BOWL", place: "bin/A-1", quantity: 1 };
  switch (what) {
    case "stock":
      return draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "adjustment", to: "bin/A-1", quantity: 1 + order }],
        reason: "count",
        stated: [],
      });
    case "place":
      return placed(orderId, { number: orderId, tenders: [], lines: [line({ quantity: 2 })] });
    case "release":
      return draft(`order/${orderId}`, "order.released", { orderId, allocations: [part], backorders: [] });
    case "hold":
    case "foreign": {
      const id = what === "hold" ? orderId : `${stations[(station + 1) % stations.length]}-${order}`;
      const held = { orderId: id, holdId: `h-${station}-${count}`, type: "FRAUD" as const, reason: "Ring" };
      return draft(`order/${id}`, "order.holdAdded", held);
    }
    case "cancel": {
      const end = { orderId, by: "merchant" as const, at: morning, reason: "Changed their mind", freed: [part] };
      return draft(`order/${orderId}`, "order.cancelled", end);
    }
  }
}

/** What another station recorded on such a day. */
function chainOf(station: number, deeds: readonly Deed[]): FactEnvelope[] {
  let head: ChainHead = { sequence: 0, hash: noPrevious, stamp: earliestStamp };
  let now = morning;
  return deeds.map((each, count) => {
    now += each.after;
    const idOf = ({ sequence }: { sequence: number }): string =>
      `01a30000-0000-7000-8000-${station}${String(sequence).padStart(11, "0")}`;
    const sealed = seal(head, {
      draft: drafts(each, station, count),
      version: 1,
      station: stations[station] ?? "",
      user: "person-9",
      now,
      sha256,
      idOf,
    });
    head = sealed.head;
    return sealed.fact;
  });
}

/** What happens at the station between two slices of what others send; numbers choose among what is there. */
type Step =
  | { readonly do: "receive"; readonly slice: number }
  | { readonly do: "prune"; readonly until: number; readonly documents: number }
  | { readonly do: "park" | "free"; readonly which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("receive" as const), slice: fc.integer({ min: 1, max: 15 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("prune" as const),
      until: fc.nat(1000),
      documents: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("park" as const, "free" as const), which: fc.nat(1000) }) },
);

function chosen<Value>(from: readonly Value[], number: number): Value | undefined {
  return from[number % Math.max(1, from.length)];
}

/** As the station does it, with any place as the end of what is old. Gives the number of facts removed. */
function prune({ store }: TestStation, before: string, documents: number): number {
  let removed = 0;
  for (let steps = 0; steps < documents; steps += 1) {
    const done = store.storage.transaction("prune", (transaction) =>
      pruneSome(store, transaction, { before, mayPrune: (fact) => !isParked(store.statements, fact.id) }, 1),
    );
    removed += done.removed;
    if (done.done) break;
  }
  return removed;
}

function packedFacts({ store }: TestStation): FactEnvelope[] {
  return store.statements
    .of("SELECT facts FROM packed_facts")
    .all()
    .flatMap((row) => unpacked(row["facts"]));
}

function inOrder(facts: readonly FactEnvelope[]): FactEnvelope[] {
  return facts.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1));
}

/** Views and rows are what all facts that have a say come to, wherever they lie; and none lies anywhere twice. */
function expectFullFold(test: TestStation, facts: readonly FactEnvelope[]): void {
  const { store } = test;
  expect(inOrder([...storedFacts(store), ...packedFacts(test)])).toEqual(inOrder(facts));
  const heard = facts.filter((fact) => !isParked(store.statements, fact.id));
  const stored = storedPicture(store);
  const expected = pictureFrom(heard, store.stationId);
  expect(Object.keys(stored.views).toSorted()).toEqual(Object.keys(expected.views).toSorted());
  for (const [name, view] of Object.entries(expected.views)) expect(stored.views[name], name).toEqual(view);
  expect(stored.tables).toEqual(expected.tables);
  for (const name of Object.keys(stored.views).filter((each) => each.startsWith("orders/"))) {
    const told = store.log.historyOf("orders", name.slice("orders/".length)).map((fact) => fact.id);
    expect(new Set(told).size, name).toBe(told.length);
  }
  const walk = verifyChains(store, store.stationId);
  let walked = walk.next();
  while (!walked.done) walked = walk.next();
  expect(walked.value).toEqual({ checked: facts.length, problems: [] });
}

interface Tally {
  removed: number;
  cameBack: number;
}

describe("a fact that comes later than the snapshot that should have held it", () => {
  it(
    "is folded in its own place: views are a full fold for any arrival, pruning and parking between",
    {
      timeout: 600_000,
    },
    async () => {
      const tally: Tally = { removed: 0, cameBack: 0 };
      await fc.assert(
        fc.asyncProperty(
          day,
          day,
          day,
          fc.nat(),
          fc.array(step, { minLength: 15, maxLength: 40, size: "max" }),
          async (own, one, two, seed, steps) => {
            const arriving = late([...chainOf(1, one), ...chainOf(2, two)], seed);
            await withStation((test) => oneStation(test, arriving, own, steps, tally));
          },
        ),
        { numRuns: runs(24), endOnFailure: process.env["HOLDFAST_SHRINK"] === undefined },
      );
      // Days on which nothing was pruned, or nothing came late, would prove nothing.
      expect(tally.removed).toBeGreaterThan(20);
      expect(tally.cameBack).toBeGreaterThan(2);
    },
  );
});

/** About as it was recorded, every fourth much later: as a line that was cut brings it. */
function late(facts: readonly FactEnvelope[], seed: number): FactEnvelope[] {
  let state = (seed % 2_147_483_646) + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  return inOrder(facts)
    .map((fact, place) => ({ fact, at: place + (next() % 6) + (next() % 4 === 0 ? facts.length : 0) }))
    .toSorted((one, other) => one.at - other.at)
    .map(({ fact }) => fact);
}

async function oneStation(
  test: TestStation,
  arriving: readonly FactEnvelope[],
  own: readonly Deed[],
  steps: readonly Step[],
  tally: Tally,
): Promise<void> {
  const facts = new Map<string, FactEnvelope>();
  const learn = (): void => storedFacts(test.store).forEach((fact) => void facts.set(fact.id, fact));
  let arrived = 0;
  let done = 0;
  const receive = async (slice: number): Promise<void> => {
    await test.store.log.receive(arriving.slice(arrived, arrived + slice));
    arrived += slice;
  };
  for (const each of steps) {
    const { log } = test.store;
    learn();
    const all = inOrder([...facts.values()]);
    const packed = packedFacts(test).length;
    switch (each.do) {
      case "receive": {
        await receive(each.slice);
        for (const mine of own.slice(done, done + 3)) {
          test.now += mine.after;
          await log.act("person-1", (act) => act.append([drafts(mine, 0, (done += 1))]));
        }
        break;
      }
      case "prune": {
        const until = chosen(all, each.until);
        tally.removed += prune(test, until ? `${foldKey(until)}~` : "", each.documents);
        break;
      }
      case "park": {
        const fact = chosen(storedFacts(test.store), each.which);
        if (fact) await log.commit("park", "system", (w) => w.park([{ factId: fact.id, code: "x", detail: "" }]));
        break;
      }
      case "free": {
        const parked = all.filter(({ id }) => isParked(test.store.statements, id));
        const fact = chosen(parked, each.which);
        if (fact) await log.commit("free", "system", (writing) => writing.unpark(fact.id));
        break;
      }
    }
    if (packedFacts(test).length < packed) tally.cameBack += 1;
  }
  learn();
  expectFullFold(test, [...facts.values()]);
  await receive(arriving.length);
  learn();
  expectFullFold(test, [...facts.values()]);
  for (const made of rebuild(test.store)) void made;
  await test.restart();
  // A right that was asked for may be passed on before the start is over.
  learn();
  expectFullFold(test, [...facts.values()]);
}
