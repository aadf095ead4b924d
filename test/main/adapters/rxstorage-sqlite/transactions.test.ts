import type { RxStorageChangeEvent } from "rxdb";
import { describe, expect, onTestFinished, test } from "vitest";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openStore } from "./support/open-store.ts";
import type { Store } from "./support/open-store.ts";
import { order } from "./support/orders.ts";
import type { Order } from "./support/orders.ts";

interface SeenBulk {
  readonly context: string;
  readonly changes: readonly string[];
}

/** What the subscribers of a collection's storage are told, in order. */
function watch(store: Store, collection: "orders" | "items"): SeenBulk[] {
  const seen: SeenBulk[] = [];
  const subscription = store[collection].storageInstance.changeStream().subscribe((bulk) => {
    const changes = bulk.events.map((event: RxStorageChangeEvent<Order>) => {
      const { _rev: after, status } = event.documentData;
      const before = event.previousDocumentData?._rev;
      return `${event.operation} ${event.documentId} ${status} ${before?.[0] ?? "-"}>${after[0]}`;
    });
    seen.push({ context: bulk.context, changes });
  });
  onTestFinished(() => subscription.unsubscribe());
  return seen;
}

function sideRows(store: Store): unknown[] {
  return store.connection
    .prepare("SELECT line FROM lines ORDER BY line")
    .all()
    .map((row) => row["line"]);
}

const loadable = defaultDrivers.filter((driver) => driver.load() !== undefined);

/** Whether COMMIT will wait for the disk, as SQLite itself says within the transaction. */
function isSynced(store: Store): boolean {
  return Number(store.connection.prepare("PRAGMA synchronous").get()?.["synchronous"]) === 2;
}

describe.each(loadable)("with $name", (driver) => {
  test("only what may be lost is not waited for, and never what shares a commit with something else", async () => {
    const store = await openStore(undefined, [driver]);
    const put = (id: string, mayBeLost: boolean) =>
      store.storage.enqueue(
        "put",
        (transaction) => {
          transaction.put("orders", [order(id)]);
          return isSynced(store);
        },
        { mayBeLost },
      );
    expect(await put("a", true)).toBe(false);
    expect(await put("b", false)).toBe(true);
    expect(await Promise.all([put("c", true), put("d", true)])).toEqual([false, false]);
    expect(await Promise.all([put("e", true), put("f", false)])).toEqual([true, true]);
    expect(await put("g", true)).toBe(false);
    expect(store.storage.transaction("now", () => isSynced(store))).toBe(true);
    expect(store.storage.readMany("orders", ["a", "b", "c", "d", "e", "f", "g"])).toHaveLength(7);
  });

  test("collections and plain tables change together, and subscribers hear of it after the commit", async () => {
    const store = await openStore(undefined, [driver]);
    store.connection.exec("CREATE TABLE lines (line)");
    const orders = watch(store, "orders");
    const items = watch(store, "items");
    const heardInside: number[] = [];
    const result = store.storage.transaction("place order", (transaction) => {
      transaction.put("orders", [order("a"), order("b", { status: "held" })]);
      transaction.put("items", [order("i")]);
      transaction.connection.prepare("INSERT INTO lines VALUES (?)").run("a1");
      transaction.put("orders", [order("a", { status: "paid" })]);
      transaction.remove("orders", ["b", "unknown"]);
      heardInside.push(orders.length, items.length);
      return "done";
    });
    expect(result).toBe("done");
    expect(heardInside).toEqual([0, 0]);
    expect(orders).toEqual([
      {
        context: "place order",
        changes: ["INSERT a open ->1", "INSERT b held ->1", "UPDATE a paid 1>2", "DELETE b held 1>2"],
      },
    ]);
    expect(items).toEqual([{ context: "place order", changes: ["INSERT i open ->1"] }]);
    expect(sideRows(store)).toEqual(["a1"]);
  });

  test("a transaction that throws leaves nothing behind and tells nobody", async () => {
    const store = await openStore(undefined, [driver]);
    store.connection.exec("CREATE TABLE lines (line)");
    store.storage.transaction("before", (transaction) => transaction.put("orders", [order("a")]));
    const orders = watch(store, "orders");
    expect(() =>
      store.storage.transaction("broken", (transaction) => {
        transaction.put("orders", [order("a", { status: "paid" }), order("b")]);
        transaction.put("items", [order("i")]);
        transaction.connection.prepare("INSERT INTO lines VALUES (?)").run("a1");
        throw new Error("changed my mind");
      }),
    ).toThrow("changed my mind");
    expect(orders).toEqual([]);
    expect(sideRows(store)).toEqual([]);
    expect(store.storage.readMany("orders", ["a", "b"])).toEqual([order("a")]);
    expect(await store.orders.find({ selector: { status: "open" } }).exec()).toHaveLength(1);
    expect(await store.items.find().exec()).toEqual([]);
  });

  test("works queued together share one commit; the one that throws is undone alone", async () => {
    const store = await openStore(undefined, [driver]);
    store.connection.exec("CREATE TABLE lines (line)");
    const orders = watch(store, "orders");
    const settled = await Promise.allSettled(
      ["a", "b", "c"].map((id) =>
        store.storage.enqueue(`place ${id}`, (transaction) => {
          transaction.put("orders", [order(id)]);
          transaction.connection.prepare("INSERT INTO lines VALUES (?)").run(id);
          if (id === "b") throw new Error("no b");
          return id;
        }),
      ),
    );
    expect(settled).toEqual([
      { status: "fulfilled", value: "a" },
      { status: "rejected", reason: new Error("no b") },
      { status: "fulfilled", value: "c" },
    ]);
    expect(orders.map((bulk) => bulk.context)).toEqual(["place a", "place c"]);
    expect(sideRows(store)).toEqual(["a", "c"]);
    expect(store.storage.readMany("orders", ["c", "b", "a"]).map((found) => found["id"])).toEqual(["c", "a"]);
  });
});

test("what was queued before a transaction is committed before it", async () => {
  const store = await openStore();
  const orders = watch(store, "orders");
  const queued = store.storage.enqueue("first", (transaction) => transaction.put("orders", [order("a")]));
  store.storage.transaction("second", (transaction) => {
    expect(transaction.get("orders", "a")).toEqual(order("a"));
    transaction.put("orders", [order("a", { status: "paid" })]);
  });
  expect(orders.map((bulk) => bulk.context)).toEqual(["first", "second"]);
  await queued;
});

test("a queued work rejects only itself even when it runs alone", async () => {
  const store = await openStore();
  await expect(
    store.storage.enqueue("broken", (transaction) => {
      transaction.put("orders", [order("a")]);
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(store.storage.read("orders", "a")).toBeUndefined();
  await store.storage.enqueue("next", (transaction) => transaction.put("orders", [order("a")]));
  expect(store.storage.read("orders", "a")).toEqual(order("a"));
});

test("writes of RxDB and queued works of one turn go to disk in one commit", async () => {
  const store = await openStore();
  const commits: string[] = [];
  store.connection.exec("CREATE TABLE trace (number INTEGER PRIMARY KEY, seq)");
  const subscription = store.orders.storageInstance.changeStream().subscribe((bulk) => {
    // Within one commit every write is there when the first event goes out.
    const written = store.storage.readMany("orders", ["a", "b", "c"]).length;
    commits.push(`${bulk.events.map((event) => event.documentId).join()} of ${written}`);
  });
  onTestFinished(() => subscription.unsubscribe());
  await Promise.all([
    store.orders.insert(order("a")),
    store.orders.insert(order("b")),
    store.storage.enqueue("c", (transaction) => transaction.put("orders", [order("c")])),
  ]);
  expect(commits.toSorted()).toEqual(["a of 3", "b of 3", "c of 3"]);
});

test("reading inside a transaction sees what it wrote, as plain documents", async () => {
  const store = await openStore();
  await store.orders.insert(order("a", { note: "from RxDB" }));
  store.storage.transaction("read", (transaction) => {
    expect(transaction.get("orders", "a")).toEqual(order("a", { note: "from RxDB" }));
    transaction.put("orders", [order("a", { status: "paid" })]);
    expect(transaction.get("orders", "a")).toEqual(order("a", { status: "paid" }));
    transaction.remove("orders", ["a"]);
    expect(transaction.get("orders", "a")).toBeUndefined();
  });
  expect(store.storage.read("orders", "a")).toBeUndefined();
});

test("a document put back after its removal is an insert of a higher revision", async () => {
  const store = await openStore();
  const orders = watch(store, "orders");
  store.storage.transaction("1", (transaction) => transaction.put("orders", [order("a")]));
  store.storage.transaction("2", (transaction) => transaction.remove("orders", ["a"]));
  store.storage.transaction("3", (transaction) => transaction.remove("orders", ["a"]));
  store.storage.transaction("4", (transaction) => transaction.put("orders", [order("a", { status: "paid" })]));
  expect(orders).toEqual([
    { context: "1", changes: ["INSERT a open ->1"] },
    { context: "2", changes: ["DELETE a open 1>2"] },
    { context: "4", changes: ["INSERT a paid ->3"] },
  ]);
  expect((await store.orders.findOne("a").exec(true)).status).toBe("paid");
});

test("subscribers that write in turn do not change the order others hear", async () => {
  const store = await openStore();
  const subscription = store.orders.storageInstance.changeStream().subscribe((bulk) => {
    if (bulk.context !== "first") return;
    store.storage.transaction("second", (transaction) => transaction.put("orders", [order("b")]));
  });
  onTestFinished(() => subscription.unsubscribe());
  const orders = watch(store, "orders");
  store.storage.transaction("first", (transaction) => transaction.put("orders", [order("a")]));
  expect(orders.map((bulk) => bulk.context)).toEqual(["first", "second"]);
});

test("a transaction inside a transaction, a promise, an unknown collection and RxDB's fields are bugs", async () => {
  const store = await openStore();
  const { storage } = store;
  expect(() => storage.transaction("outer", () => storage.transaction("inner", () => 1))).toThrow(/inside another/);
  expect(() => storage.transaction("slow", () => Promise.resolve(1))).toThrow(/synchronous/);
  expect(() => storage.transaction("lost", (transaction) => transaction.put("nowhere", []))).toThrow(/not open/);
  expect(() =>
    storage.transaction("not plain", (transaction) => transaction.put("orders", [{ ...order("a"), _rev: "1-x" }])),
  ).toThrow(/plain document/);
  expect(() => storage.transaction("no id", (transaction) => transaction.put("orders", [{ status: "open" }]))).toThrow(
    /has no id/,
  );
  expect(storage.transaction("fine", () => 1)).toBe(1);
});

test("a live query follows transactions and RxDB's own writes alike", async () => {
  const store = await openStore();
  const seen: string[][] = [];
  const query = store.orders.find({ selector: { status: "open" }, sort: [{ placedAt: "desc" }], limit: 2 });
  const subscription = query.$.subscribe((found) => seen.push(found.map((one) => `${one.id}@${one.placedAt}`)));
  onTestFinished(() => subscription.unsubscribe());
  const latest = () => expect.poll(() => seen.at(-1));
  await latest().toEqual([]);
  await store.orders.insert(order("a"));
  await latest().toEqual(["a@1"]);
  store.storage.transaction("more", (transaction) =>
    transaction.put("orders", [order("b", { placedAt: 2 }), order("c", { placedAt: 3 })]),
  );
  await latest().toEqual(["c@3", "b@2"]);
  await (await store.orders.findOne("b").exec(true)).incrementalPatch({ placedAt: 9 });
  await latest().toEqual(["b@9", "c@3"]);
  store.storage.transaction("gone", (transaction) => transaction.remove("orders", ["b"]));
  await latest().toEqual(["c@3", "a@1"]);
  expect(await store.orders.findOne("b").exec()).toBeNull();
  store.storage.transaction("paid", (transaction) => transaction.put("orders", [order("c", { status: "paid" })]));
  await latest().toEqual(["a@1"]);
  expect((await store.orders.findOne("c").exec(true)).status).toBe("paid");
});

test("a document held by a screen follows a transaction, and can be changed through RxDB afterwards", async () => {
  const store = await openStore();
  const held = await store.orders.insert(order("a"));
  store.storage.transaction("paid", (transaction) => transaction.put("orders", [order("a", { status: "paid" })]));
  expect(held.getLatest().status).toBe("paid");
  const changed = await held.getLatest().patch({ note: "by hand" });
  expect(changed.revision.startsWith("3-")).toBe(true);
  expect(store.storage.read("orders", "a")).toEqual(order("a", { status: "paid", note: "by hand" }));
  await expect(held.patch({ note: "on an old revision" })).rejects.toMatchObject({ code: "CONFLICT" });
});
