import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { countRefused, markDiscarded } from "#main/store/parked-facts.ts";
import { sha256 } from "#main/store/sha256.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { earliestStamp, timeOf } from "#shared/kernel/hybrid-clock.ts";
import { placed } from "#test/builders/facts.ts";
import { type Doing, doAll, doings } from "#test/builders/days.ts";
import { runs } from "#test/builders/runs.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { chainProblems, pictureFrom, storedFacts, storedPicture, touchRows } from "#test/builders/stored.ts";

const doing: fc.Arbitrary<Doing> = fc.record(
  { what: fc.constantFrom(...doings), a: fc.nat(1000) },
  { noNullPrototype: true },
);
const day = fc.array(doing, { minLength: 8, maxLength: 16, size: "max" });
/** The morning of every station: goods and an order, so that there is something to do. */
const morning: readonly Doing[] = [
  { what: "stock", a: 1 },
  { what: "place", a: 0 },
  { what: "place", a: 1 },
];

/** What lies on the disk is what its facts say, whatever way they came. */
function expectFolded({ store }: TestStation, facts: readonly FactEnvelope[]): void {
  const byId = (all: readonly FactEnvelope[]): FactEnvelope[] =>
    all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  expect(byId(storedFacts(store))).toEqual(byId(facts));
  const stored = storedPicture(store);
  const expected = pictureFrom(facts, store.stationId);
  expect(JSON.stringify(sorted(stored.views))).toBe(JSON.stringify(sorted(expected.views)));
  expect(stored.tables).toEqual(expected.tables);
  const touched = touchRows(store);
  expect(touched.stored).toEqual(touched.expected);
  for (const [name, view] of Object.entries(stored.views)) {
    const [collection = "", ...id] = name.split("/");
    const remembered = store.log.read(collection as "orders", id.join("/"));
    expect(JSON.parse(JSON.stringify(remembered)), name).toEqual((view as { state: unknown }).state);
  }
  expect(chainProblems(store)).toEqual([]);
}

function sorted(views: Record<string, unknown>): [string, unknown][] {
  return Object.entries(views).toSorted(([one], [other]) => (one < other ? -1 : 1));
}

async function factsOfDay(days: readonly Doing[], now: number): Promise<FactEnvelope[]> {
  return withStation(async (test) => {
    test.now = now;
    await doAll(test, [...morning, ...days]);
    return storedFacts(test.store);
  });
}

/** The facts again and again in any order, in slices of any size. */
const delivery = fc.record({
  seed: fc.nat(),
  slices: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 8 }),
});

function* delivered(
  facts: readonly FactEnvelope[],
  how: { seed: number; slices: number[] },
): Generator<FactEnvelope[]> {
  let state = how.seed + 1;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647);
  const twice = [...facts, ...facts.filter((_, place) => place % 3 === 0)].map((fact) => ({ fact, at: next() }));
  const order = twice.toSorted((one, other) => one.at - other.at).map(({ fact }) => fact);
  for (let start = 0, turn = 0; start < order.length; turn += 1) {
    const length = how.slices[turn % how.slices.length] ?? 1;
    yield order.slice(start, start + length);
    start += length;
  }
}

/** A chain of another station, made by hand: what each fact says, when. */
function chain(
  station: string,
  said: readonly { draft: { stream: string; kind: string; body: unknown }; at: number; version?: number }[],
  mark = station.slice(-1),
): FactEnvelope[] {
  let head: ChainHead = { sequence: 0, hash: "0".repeat(64), stamp: earliestStamp };
  return said.map(({ draft: each, at, version = 1 }) => {
    const idOf = ({ sequence }: { sequence: number }): string =>
      `01a30000-0000-7000-8000-${mark}${String(sequence).padStart(11, "0")}`;
    const sealed = seal(head, { draft: each, version, station, user: "person-9", now: at, sha256, idOf });
    head = sealed.head;
    return sealed.fact;
  });
}

const nine = Date.UTC(2026, 10, 16, 9);
const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "Ring first" });

describe("facts of other stations", () => {
  it("are waited for until they are on the disk with their last slice only, while nobody works here", async () => {
    await withStation(async (test) => {
      // Since then nobody has done anything.
      await test.restart();
      const { log, storage } = test.store;
      const facts = chain(
        "bench-9",
        Array.from({ length: 400 }, (_, place) => ({ draft: hold("o1", `h${place}`), at: nine + place })),
      );
      const commits = vi.spyOn(storage, "enqueue");
      const waited = async (take: readonly FactEnvelope[], isProvisional: boolean): Promise<boolean[]> => {
        commits.mockClear();
        await log.receive(take, { isProvisional });
        return commits.mock.calls.map(([, , options]) => options?.mayBeLost !== true);
      };
      const provisional = await waited(facts.slice(0, 150), true);
      expect(provisional.length).toBeGreaterThan(1);
      expect(new Set(provisional)).toEqual(new Set([false]));
      const final = await waited(facts.slice(150, 300), false);
      expect([new Set(final.slice(0, -1)), final.at(-1)]).toEqual([new Set([false]), true]);
      await log.act("person-1", (act) => act.append([placed("o2")]));
      expect(new Set(await waited(facts.slice(300, 310), true))).toEqual(new Set([false]));
      await log.act("person-1", (act) => act.append([placed("o3")]));
      expect(new Set(await waited(facts.slice(310), true))).toEqual(new Set([true]));
    });
  });

  it("come in small pieces from somebody's first act on, and in large ones while nobody does anything", async () => {
    await withStation(async (test) => {
      await test.restart();
      const { log, storage } = test.store;
      const facts = chain(
        "bench-9",
        Array.from({ length: 80 }, (_, place) => ({ draft: hold("o1", `h${place}`), at: nine + place })),
      );
      const commits = vi.spyOn(storage, "enqueue");
      await log.receive(facts.slice(0, 40));
      expect(commits).toHaveBeenCalledTimes(1);
      await log.act("person-1", (act) => act.append([placed("o2")]));
      commits.mockClear();
      await log.receive(facts.slice(40));
      // Five, and a quarter more each time at the most.
      expect(commits.mock.calls.length).toBeGreaterThanOrEqual(5);
    });
  });

  it("that do not say what their hashes say, do not fit their chain or take a number twice, are set apart", async () => {
    await withStation(async (test) => {
      const { log, statements } = test.store;
      const start = { draft: placed("o1"), at: nine };
      const [one, two, three] = chain("bench-9", [
        start,
        { draft: hold("o1", "h1"), at: nine + 1 },
        { draft: hold("o1", "h2"), at: nine + 2 },
      ]);
      const [, stranger] = chain("bench-9", [start, { draft: hold("o1", "h9"), at: nine + 1 }], "f");
      if (!one || !two || !three || !stranger) throw new Error("a chain of three");
      const forged = { ...two, body: { ...two.body, reason: "Forged" } };
      const picture = storedPicture(test.store);
      expect(await log.receive([forged])).toMatchObject({ taken: 0, broken: [{ problem: "broken-hash" }] });
      expect(storedPicture(test.store)).toEqual(picture);
      // The later first: what stands between may come at any time.
      expect(await log.receive([three, one])).toMatchObject({ taken: 2, broken: [] });
      expect(await log.receive([stranger])).toMatchObject({ taken: 0, broken: [{ problem: "broken-chain" }] });
      expect(await log.receive([two])).toMatchObject({ taken: 1, broken: [] });
      expect(await log.receive([stranger])).toMatchObject({ taken: 0, broken: [{ problem: "number-taken" }] });
      expect(log.read("orders", "o1")?.holds.map((each) => each.holdId)).toEqual(["h1", "h2"]);
      expect(statements.of("SELECT fact, problem FROM broken_facts ORDER BY fact").all()).toEqual([
        { fact: two.id, problem: "broken-hash" },
        { fact: stranger.id, problem: "number-taken" },
      ]);
    });
  });

  it("of a kind or a version not known here are kept and folded by nobody", async () => {
    await withStation(async (test) => {
      const facts = chain("bench-9", [
        { draft: placed("o1"), at: nine },
        {
          draft: { stream: "order/o1", kind: "order.sangTo", body: { orderId: "o1", song: "Happy birthday" } },
          at: nine + 1,
        },
        { draft: hold("o1", "h1"), at: nine + 2, version: 99 },
        { draft: hold("o1", "h2"), at: nine + 3 },
      ]);
      expect(await test.store.log.receive(facts)).toEqual({ taken: 4, known: 0, unread: 2, broken: [] });
      expect(test.store.log.read("orders", "o1")?.holds.map((each) => each.holdId)).toEqual(["h2"]);
      const own = storedFacts(test.store).filter((fact) => fact.station === test.store.stationId);
      expectFolded(test, [...own, ...facts]);
      expect(test.store.statements.of("SELECT code FROM unread_facts ORDER BY code").all()).toEqual([
        { code: "newer-version" },
        { code: "unknown-kind" },
      ]);
    });
  });

  it("move the clock on: what is recorded here afterwards comes after them, though the clock here is behind", async () => {
    await withStation(async (test) => {
      const [seen] = chain("bench-9", [{ draft: placed("o1"), at: test.now + 600_000 }]);
      await test.store.log.receive(seen ? [seen] : []);
      await test.restart();
      await test.store.log.act("person-1", (act) => act.append([hold("o1", "h1")]));
      const own = storedFacts(test.store).at(-1);
      expect(own?.kind).toBe("order.holdAdded");
      expect(timeOf(own?.stamp ?? "")).toBe(test.now + 600_000);
      expect(test.store.log.read("orders", "o1")?.holds).toHaveLength(1);
    });
  });

  it("cost a document of very many facts only its last ones when they come late", async () => {
    await withStation(async (test) => {
      const moved = (quantity: number) =>
        draft("item/BOWL", "stock.moved", {
          moves: [{ sku: "BOWL", from: "adjustment", to: "bin/A-1", quantity }],
          reason: "count",
          stated: [],
        });
      const many = chain(
        "bench-8",
        Array.from({ length: 160 }, (_, place) => ({ draft: moved(1 + (place % 3)), at: nine + 2 * place })),
      );
      const late = chain(
        "bench-9",
        Array.from({ length: 12 }, (_, place) => ({
          draft: moved(7),
          at: nine + 1 + 20 * ((place * 7) % 40),
        })).toSorted((one, other) => one.at - other.at),
      );
      const named = late
        .map((fact, place) => ({ fact, order: (place * 13) % 40 }))
        .toSorted((one, other) => one.order - other.order);
      await test.store.log.receive(many);
      for (const { fact } of named) await test.store.log.receive([fact]);
      const own = storedFacts(test.store).filter((fact) => fact.station === test.store.stationId);
      expectFolded(test, [...own, ...many, ...late]);
      expect(Number(test.store.statements.of("SELECT count(*) AS n FROM fold_bases").get()?.["n"])).toBeGreaterThan(0);
    });
  });

  it("parked after the hub refused them leave every document, stay in the log, and come back when they are freed", async () => {
    await withStation(async (test) => {
      const { log, statements } = test.store;
      await log.act("person-1", (act) => act.append([placed("o1"), hold("o1", "h1"), placed("o2")]));
      const facts = storedFacts(test.store);
      const full = storedPicture(test.store);
      const [order, held, other] = facts.slice(-3);
      if (!order || !held || !other) throw new Error("three facts were recorded");
      const refusal = { code: "not-allowed", detail: "" };
      await log.commit("park", "system", (writing) =>
        writing.park([order, held, other].map((fact) => ({ factId: fact.id, ...refusal }))),
      );
      expect(log.read("orders", "o1")).toBeUndefined();
      expect(storedPicture(test.store)).toEqual(pictureFrom(facts.slice(0, -3), test.store.stationId));
      expect(storedFacts(test.store)).toEqual(facts);
      expect(countRefused(statements)).toBe(3);
      await test.restart();
      expect(storedPicture(test.store)).toEqual(pictureFrom(facts.slice(0, -3), test.store.stationId));
      const { store } = test;
      for (const fact of [held, order]) {
        expect(await store.log.commit("free", "system", (writing) => writing.unpark(fact.id))).toBe(true);
      }
      expect(storedPicture(store)).toEqual(pictureFrom(facts.slice(0, -1), store.stationId));
      await store.log.commit("discard", "system", (writing) => markDiscarded(writing.statements, other.id));
      expect(await store.log.commit("free", "system", (writing) => writing.unpark(other.id))).toBe(false);
      expect(countRefused(store.statements)).toBe(0);
      expect(storedPicture(store)).not.toEqual(full);
    });
  });

  it(
    "make the same views and rows in whatever order, and however often, they arrive",
    { timeout: 600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          day,
          day,
          day,
          fc.array(delivery, { minLength: 2, maxLength: 2 }),
          async (one, two, own, deliveries) => {
            const apart = [
              await factsOfDay(one, Date.UTC(2026, 10, 16, 9)),
              await factsOfDay(two, Date.UTC(2026, 10, 16, 9, 0, 20)),
            ];
            const all = apart.flat();
            for (const how of deliveries) {
              await withStation(async (test) => {
                const work = [...morning, ...own];
                let done = 0;
                for (const slice of delivered(all, how)) {
                  await test.store.log.receive(slice);
                  await doAll(test, work.slice(done, done + 2));
                  done += 2;
                }
                const here = storedFacts(test.store).filter((fact) => fact.station === test.store.stationId);
                expectFolded(test, [...all, ...here]);
                await test.restart();
                expectFolded(test, [...all, ...here]);
              });
            }
          },
        ),
        { numRuns: runs(2), endOnFailure: process.env["HOLDFAST_SHRINK"] === undefined },
      );
    },
  );
});
