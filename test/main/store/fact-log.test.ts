import { describe, expect, it } from "vitest";
import { factsCollection } from "#main/store/collections.ts";
import type { Store } from "#main/store/open-store.ts";
import { draft } from "#shared/facts/kinds.ts";
import { type ViewName, viewNames } from "#shared/facts/views.ts";
import { placed } from "#test/builders/facts.ts";
import { item, line } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import {
  chainProblems,
  pictureFrom,
  storedFacts,
  storedPicture,
  storedStates,
  touchRows,
} from "#test/builders/stored.ts";

/** Every document as the log remembers it is as the disk has it, and the disk is what its facts say. */
function expectMemoryIsDisk(store: Store): void {
  for (const view of viewNames) {
    for (const [id, state] of storedStates(store, view)) {
      expect(JSON.parse(JSON.stringify(store.log.read(view, id))), `${view}/${id}`).toEqual(state);
    }
  }
  expect(storedPicture(store)).toEqual(pictureFrom(storedFacts(store)));
  const touched = touchRows(store);
  expect(touched.stored).toEqual(touched.expected);
  expect(chainProblems(store)).toEqual([]);
}

function series(store: Store, name: string): number {
  return Number(store.statements.of("SELECT value FROM series WHERE name = ?").get(name)?.["value"] ?? 0);
}

const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "Ring first" });

/** Ways in which a disk says no. Each gives back what makes it well again. */
const sicknesses: Readonly<Record<string, (test: TestStation) => () => void>> = {
  "is read-only": ({ store }) => {
    store.storage.connection.exec("PRAGMA query_only = ON");
    return () => store.storage.connection.exec("PRAGMA query_only = OFF");
  },
  "refuses one row": ({ store }) => failingInsert(store, "RAISE(ABORT, 'disk I/O error')"),
  "ends the transaction by itself, as a full one does": ({ store }) =>
    failingInsert(store, "RAISE(ROLLBACK, 'database or disk is full')"),
  "fails in the very commit": ({ store }) => {
    const { connection } = store.storage;
    connection.exec(`PRAGMA foreign_keys = ON;
      CREATE TABLE IF NOT EXISTS parents (id INTEGER PRIMARY KEY);
      CREATE TABLE IF NOT EXISTS children (parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED)`);
    return failingInsert(store, undefined, "INSERT INTO children VALUES (1)");
  },
};

function failingInsert(store: Store, raise: string | undefined, statement = `SELECT ${raise}`): () => void {
  const { name } = store.storage.tableOf(factsCollection);
  store.storage.connection.exec(`CREATE TRIGGER sick AFTER INSERT ON ${name} BEGIN ${statement}; END`);
  return () => store.storage.connection.exec("DROP TRIGGER sick");
}

describe("the log", () => {
  it("gives acts of one tick consecutive sequences, in the order they were asked for", async () => {
    await withStation(async ({ store }) => {
      const before = storedFacts(store).length;
      const doing = ["o1", "o2", "o3"].map((orderId) =>
        store.log.act("person-1", (act) => {
          act.append([placed(orderId), hold(orderId, `${orderId}/1`)]);
          return orderId;
        }),
      );
      expect(await Promise.all(doing)).toEqual(["o1", "o2", "o3"]);
      const facts = storedFacts(store).slice(before);
      expect(facts.map((fact) => [fact.sequence, fact.stream, fact.kind])).toEqual([
        [before + 1, "order/o1", "order.placed"],
        [before + 2, "order/o1", "order.holdAdded"],
        [before + 3, "order/o2", "order.placed"],
        [before + 4, "order/o2", "order.holdAdded"],
        [before + 5, "order/o3", "order.placed"],
        [before + 6, "order/o3", "order.holdAdded"],
      ]);
      expectMemoryIsDisk(store);
    });
  });

  it("lets an act read what it, and the one before it in the same tick, have written", async () => {
    await withStation(async ({ store }) => {
      const first = store.log.act("person-1", (act) => {
        act.append([placed("o1")]);
        return act.read("orders", "o1")?.number;
      });
      const second = store.log.act("person-1", (act) => act.read("orders", "o1")?.number);
      expect(await Promise.all([first, second])).toEqual(["A-0001", "A-0001"]);
    });
  });

  it("names the person, the station and the time, and goes on counting when the clock is set back", async () => {
    await withStation(async (test) => {
      const { store } = test;
      test.now += 1000;
      const one = await store.log.act("person-7", (act) => {
        act.append([placed("o1")]);
        return act.now;
      });
      test.now -= 3_600_000;
      await store.log.act("person-7", (act) => act.append([hold("o1", "h1")]));
      const [first, second] = storedFacts(store).slice(-2);
      expect(first).toMatchObject({ user: "person-7", station: store.stationId, version: 1 });
      expect(Number.parseInt(first?.stamp ?? "", 16)).toBe(one);
      expect(second?.stamp).toBe(`${first?.stamp.slice(0, 12)}-0001`);
      expect(chainProblems(store)).toEqual([]);
    });
  });

  it("leaves nothing of a work that throws, not even the number it took", async () => {
    await withStation(async ({ store }) => {
      await store.log.act("person-1", (act) => act.append([placed(`o${act.nextNumber("order")}`)]));
      const before = storedPicture(store);
      const facts = storedFacts(store);
      const changedMind = store.log.act("person-1", (act) => {
        act.append([placed(`o${act.nextNumber("order")}`), hold("o1", "h1")]);
        throw new Error("changed my mind");
      });
      await expect(changedMind).rejects.toThrow("changed my mind");
      expect(storedFacts(store)).toEqual(facts);
      expect(storedPicture(store)).toEqual(before);
      expect(series(store, "order")).toBe(1);
      expect(store.log.read("orders", "o2")).toBeUndefined();
      expect(store.log.read("orders", "o1")?.holds).toEqual([]);
      expectMemoryIsDisk(store);
    });
  });

  it("loses only the act that throws where several share a commit", async () => {
    await withStation(async ({ store }) => {
      const place = (orderId: string, fails = false): Promise<number> =>
        store.log.act("person-1", (act) => {
          act.append([placed(orderId)]);
          const number = act.nextNumber("order");
          if (fails) throw new Error("changed my mind");
          return number;
        });
      const outcomes = await Promise.allSettled([place("o1"), place("o2", true), place("o3"), place("o4", true)]);
      expect(outcomes.map((each) => (each.status === "fulfilled" ? each.value : "thrown"))).toEqual([
        1,
        "thrown",
        2,
        "thrown",
      ]);
      expect([...storedStates(store, "orders").keys()].toSorted()).toEqual(["o1", "o3"]);
      expectMemoryIsDisk(store);
    });
  });

  it("throws on a draft that breaks its own schema, and writes nothing of its act", async () => {
    await withStation(async ({ store }) => {
      const facts = storedFacts(store);
      const broken = store.log.act("person-1", (act) =>
        act.append([placed("o1"), draft("order/o1", "order.holdReleased", { orderId: "o1", holdIds: [], reason: "" })]),
      );
      await expect(broken).rejects.toThrow();
      expect(storedFacts(store)).toEqual(facts);
      expect(store.log.read("orders", "o1")).toBeUndefined();
    });
  });

  it("tells of the views that changed, once the facts are on the disk, and of nothing else", async () => {
    await withStation(async ({ store }) => {
      const told: [views: readonly ViewName[], facts: number][] = [];
      store.onChange((views) => told.push([[...views].toSorted(), storedFacts(store).length]));
      const before = storedFacts(store).length;
      await store.log.act("person-1", (act) => act.append([placed("o1")]));
      await store.log.act("person-1", (act) => act.read("orders", "o1"));
      await store.log
        .act("person-1", (act) => {
          act.append([hold("o1", "h1")]);
          throw new Error("changed my mind");
        })
        .catch(() => undefined);
      expect(told).toEqual([[["customers", "orders"], before + 1]]);
    });
  });

  describe.each(Object.entries(sicknesses))("when the disk %s", (_what, makeSick) => {
    it("rejects every act of the commit, remembers nothing of them, and goes on without a gap once it is well", async () => {
      await withStation(async (test) => {
        const { store } = test;
        await store.log.act("person-1", (act) => act.append([placed("o1")]));
        const facts = storedFacts(store);
        const picture = storedPicture(store);
        const makeWell = makeSick(test);
        const told: unknown[] = [];
        store.onChange((views) => told.push(views));
        const acts = ["o2", "o3"].map((orderId) =>
          store.log.act("person-1", (act) => {
            act.nextNumber("order");
            act.append([placed(orderId), hold("o1", `${orderId}/1`)]);
          }),
        );
        const outcomes = await Promise.allSettled(acts);
        expect(outcomes.map((each) => each.status)).toEqual(["rejected", "rejected"]);
        expect(told).toEqual([]);
        expect(storedFacts(store)).toEqual(facts);
        expect(storedPicture(store)).toEqual(picture);
        expect(store.log.read("orders", "o2")).toBeUndefined();
        expect(store.log.read("orders", "o1")?.holds).toEqual([]);
        expect(series(store, "order")).toBe(0);
        expectMemoryIsDisk(store);

        makeWell();
        await store.log.act("person-1", (act) => act.append([placed("o2"), hold("o1", "h1")]));
        expect(storedFacts(store).map((fact) => fact.sequence)).toEqual(
          Array.from({ length: facts.length + 2 }, (_, position) => position + 1),
        );
        expectMemoryIsDisk(store);
        await test.restart();
        expectMemoryIsDisk(test.store);
      });
    });

    it("says so at the bench, counts nothing, and counts the same scan once the disk is well", async () => {
      await withStation(async (test) => {
        await pickedOrder(test);
        await test.call("scans.route", { to: "pack" });
        await test.call("scans.submit", { text: "HF-ORD.A-0001" });
        const makeWell = makeSick(test);
        await test.call("scans.submit", { text: "9520000000011" });
        const refused = await test.call("packing.state", {});
        expect(refused).toMatchObject({
          value: { verdict: { verdict: { kind: "not-saved" } }, session: { view: { lines: [{ packed: 0 }] } } },
        });
        expect(await test.call("people.signOut", {})).toMatchObject({ ok: false });
        makeWell();
        await test.call("scans.submit", { text: "9520000000011" });
        expect(await test.call("packing.state", {})).toMatchObject({
          value: { verdict: { verdict: { kind: "right", packed: 1 } }, session: { view: { lines: [{ packed: 1 }] } } },
        });
        expectMemoryIsDisk(test.store);
      });
    });
  });
});

/** A-0001, two bowls, picked into tote T-01. */
async function pickedOrder({ store }: TestStation): Promise<void> {
  const part = { lineId: "1", sku: "BOWL", place: "bin/A-1", quantity: 2 };
  const pick = { listId: "l1", stopId: "1", orderId: "o1", tote: "T-01", ...part };
  await store.log.act("person-1", (act) =>
    act.append([
      draft("item/BOWL", "item.defined", { item: item({ bin: "A-1" }) }),
      draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "adjustment", to: "bin/A-1", quantity: 5 }],
        reason: "catalogue",
        stated: [{ sku: "BOWL", onHand: 5 }],
      }),
      placed("o1", { lines: [line({ quantity: 2 })] }),
      draft("order/o1", "order.released", { orderId: "o1", allocations: [part], backorders: [] }),
      draft("pick/l1", "pick.started", {
        listId: "l1",
        number: 1,
        orders: [{ orderId: "o1", number: "A-0001", tote: "T-01" }],
        stops: [{ ...pick, bin: "A-1", name: "Oak bowl" }].map(({ listId: _listId, ...stop }) => stop),
      }),
      draft("pick/l1", "pick.confirmed", { ...pick, scan: "9520000000011" }),
    ]),
  );
}
