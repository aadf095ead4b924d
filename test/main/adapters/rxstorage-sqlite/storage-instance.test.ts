import { join } from "node:path";
import fc from "fast-check";
import { createRxDatabase } from "rxdb";
import type { BulkWriteRow, RxDocumentData, RxJsonSchema } from "rxdb";
import { RxDBAttachmentsPlugin } from "rxdb/plugins/attachments";
import { addRxPlugin, fillWithDefaultSettings } from "rxdb";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { Checkpoint } from "#main/adapters/rxstorage-sqlite/group-commit.ts";
import type { SqliteTransaction } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { openStore, temporaryFolder } from "./support/open-store.ts";
import { order, orderSchema } from "./support/orders.ts";
import type { Order } from "./support/orders.ts";

addRxPlugin(RxDBAttachmentsPlugin);

type StoredOrder = RxDocumentData<Order>;

const filledSchema = fillWithDefaultSettings(orderSchema);

async function openInstance(path = ":memory:", collectionName = "orders", indexes?: string[][]) {
  const connection = openSqlite(path);
  const storage = getRxStorageSqlite({ connection });
  const instance = await storage.createStorageInstance<Order>({
    databaseInstanceToken: "token",
    databaseName: "store",
    collectionName,
    schema: filledSchema,
    options: indexes ? { indexes } : {},
    multiInstance: false,
    devMode: false,
  });
  onTestFinished(async () => {
    await instance.close();
    connection.close();
  });
  return { connection, storage, instance };
}

function stored(id: string, revision: number, changes: Partial<StoredOrder> = {}): StoredOrder {
  return {
    ...order(id),
    _deleted: false,
    _attachments: {},
    _rev: `${revision}-token`,
    _meta: { lwt: 1000 + revision },
    ...changes,
  };
}

function inserts(...ids: string[]): BulkWriteRow<Order>[] {
  return ids.map((id) => ({ document: stored(id, 1) }));
}

test("a write on an old revision is a conflict that carries what is stored, and the others go through", async () => {
  const { instance } = await openInstance();
  await instance.bulkWrite(inserts("a", "b"), "insert");
  const newer = stored("a", 2, { status: "paid" });
  expect(await instance.bulkWrite([{ previous: stored("a", 1), document: newer }], "update")).toEqual({ error: [] });
  const onOld = { previous: stored("a", 1), document: stored("a", 2, { status: "held" }) };
  const again = { document: stored("b", 1) };
  const { error } = await instance.bulkWrite([onOld, again, ...inserts("c")], "late");
  expect(error).toEqual([
    { isError: true, status: 409, documentId: "a", writeRow: onOld, documentInDb: newer, context: "late" },
    { isError: true, status: 409, documentId: "b", writeRow: again, documentInDb: stored("b", 1), context: "late" },
  ]);
  expect(await instance.findDocumentsById(["c", "a", "nothing"], false)).toEqual([stored("c", 1), newer]);
});

test("of many written at once exactly those that are there are conflicts, or known before, whatever their ids", async () => {
  const id = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "b", "z", "\uD7FF", "\uE000", "\uFFFF", "😀"), minLength: 1, maxLength: 4 }),
    fc.string({ unit: fc.constantFrom("a", "\0", "\u{10FFFF}", "\uD83D", "\uE000"), minLength: 1, maxLength: 4 }),
  );
  const ids = fc.uniqueArray(id, { minLength: 1, maxLength: 12 });
  let collection = 0;
  await fc.assert(
    fc.asyncProperty(ids, ids, async (there, more) => {
      const { instance, storage } = await openInstance(":memory:", `orders-${++collection}`);
      await instance.bulkWrite(inserts(...there), "insert");
      const { error } = await instance.bulkWrite(inserts(...more), "insert");
      const known = more.filter((one) => there.includes(one));
      expect(error.map(({ documentId }) => documentId).toSorted()).toEqual(known.toSorted());
      const told: string[] = [];
      const listening = instance
        .changeStream()
        .subscribe(({ events }) => told.push(...events.map(({ operation }) => operation)));
      storage.transaction("again", (transaction) =>
        transaction.put(
          `orders-${collection}`,
          more.map((one) => order(one)),
        ),
      );
      listening.unsubscribe();
      // Each is there by now.
      expect(told).toEqual(more.map(() => "UPDATE"));
    }),
    { numRuns: 100 },
  );
});

test("many documents are found in the order asked for, deleted ones only on demand", async () => {
  const { instance } = await openInstance();
  const ids = Array.from({ length: 60 }, (_, number) => `order-${number}`);
  await instance.bulkWrite(inserts(...ids), "insert");
  const deleted = stored("order-7", 2, { _deleted: true });
  await instance.bulkWrite([{ previous: stored("order-7", 1), document: deleted }], "delete");
  const asked = ["order-59", "order-7", "order-0", "gone", "order-31", "order-30"];
  const idsOf = (found: StoredOrder[]) => found.map(({ id }) => id);
  expect(idsOf(await instance.findDocumentsById(asked, false))).toEqual([
    "order-59",
    "order-0",
    "order-31",
    "order-30",
  ]);
  expect(idsOf(await instance.findDocumentsById(asked, true))).toEqual([
    "order-59",
    "order-7",
    "order-0",
    "order-31",
    "order-30",
  ]);
});

test("changes are followed by the order of writing: a clock set back hides nothing", async () => {
  const { instance } = await openInstance();
  await instance.bulkWrite([{ document: stored("a", 1, { _meta: { lwt: 9_000_000 } }) }], "insert");
  const first = await instance.getChangedDocumentsSince(10);
  expect(first.documents.map(({ id }) => id)).toEqual(["a"]);
  const hourBack = { _meta: { lwt: 9_000_000 - 3_600_000 } };
  await instance.bulkWrite([{ document: stored("b", 1, hourBack) }], "after the clock went back");
  const second = await instance.getChangedDocumentsSince(10, first.checkpoint);
  expect(second.documents.map(({ id }) => id)).toEqual(["b"]);
  const third = await instance.getChangedDocumentsSince(10, second.checkpoint);
  expect(third).toEqual({ documents: [], checkpoint: second.checkpoint });
});

test("paging through changes gives each document once, in its current state", async () => {
  const { instance } = await openInstance();
  await instance.bulkWrite(inserts("a", "b", "c"), "insert");
  await instance.bulkWrite([{ previous: stored("a", 1), document: stored("a", 2) }], "update");
  const pages: string[][] = [];
  let checkpoint;
  for (let more = true; more;) {
    const page: Awaited<ReturnType<typeof instance.getChangedDocumentsSince>> = await instance.getChangedDocumentsSince(
      2,
      checkpoint,
    );
    pages.push(page.documents.map(({ id, _rev }) => `${id} ${_rev}`));
    checkpoint = page.checkpoint;
    more = page.documents.length === 2;
  }
  expect(pages).toEqual([["b 1-token", "c 1-token"], ["a 2-token"]]);
});

test("the checkpoint of an event is where its changes end", async () => {
  const { instance } = await openInstance();
  const checkpoints: Checkpoint[] = [];
  const subscription = instance.changeStream().subscribe((bulk) => checkpoints.push(bulk.checkpoint));
  onTestFinished(() => subscription.unsubscribe());
  await instance.bulkWrite(inserts("a", "b"), "one");
  await instance.bulkWrite(inserts("c"), "two");
  const since = async (number: number) =>
    (await instance.getChangedDocumentsSince(10, checkpoints[number])).documents.map(({ id }) => id);
  expect(await since(0)).toEqual(["c"]);
  expect(await since(1)).toEqual([]);
});

test("a number of writing is never given out twice, not even after a purge and a restart", async () => {
  const path = join(temporaryFolder(), "store.db");
  const before = await openInstance(path);
  await before.instance.bulkWrite(inserts("a", "b"), "insert");
  await before.instance.bulkWrite(
    [{ previous: stored("b", 1), document: stored("b", 2, { _deleted: true }) }],
    "delete",
  );
  const { checkpoint } = await before.instance.getChangedDocumentsSince(10);
  expect(await before.instance.cleanup(0)).toBe(true);
  expect(await before.instance.findDocumentsById(["a", "b"], true)).toEqual([stored("a", 1)]);
  await before.instance.close();
  const after = await openInstance(path);
  await after.instance.bulkWrite(inserts("c"), "insert");
  const changed = await after.instance.getChangedDocumentsSince(10, checkpoint);
  expect(changed.documents.map(({ id }) => id)).toEqual(["c"]);
});

test("a number is not given out twice in one process either, nor after a write that was undone", async () => {
  const { instance, storage } = await openInstance();
  await instance.bulkWrite(inserts("a", "b"), "insert");
  await instance.bulkWrite([{ previous: stored("b", 1), document: stored("b", 2, { _deleted: true }) }], "delete");
  const { checkpoint } = await instance.getChangedDocumentsSince(10);
  expect(checkpoint.seq).toBe(3);
  expect(await instance.cleanup(0)).toBe(true);
  const fails = () =>
    storage.transaction("undone", (transaction) => {
      transaction.put("orders", [order("c")]);
      throw new Error("undone");
    });
  expect(fails).toThrow("undone");
  await instance.bulkWrite(inserts("d"), "insert");
  await instance.bulkWrite(inserts("e"), "insert");
  const changed = await instance.getChangedDocumentsSince(10, checkpoint);
  expect(changed.documents.map(({ id }) => id)).toEqual(["d", "e"]);
  expect(changed.checkpoint.seq).toBe(5);
});

test("a purge takes only what was deleted long enough ago, and says when there is more", async () => {
  const { instance } = await openInstance();
  const ids = Array.from({ length: 501 }, (_, number) => `order-${number}`);
  const old = ids.map((id) => ({ document: stored(id, 1, { _deleted: true, _meta: { lwt: Date.now() - 60_000 } }) }));
  const recent = { document: stored("recent", 1, { _deleted: true, _meta: { lwt: Date.now() } }) };
  await instance.bulkWrite([...old, recent, ...inserts("living")], "insert");
  expect(await instance.cleanup(30_000)).toBe(false);
  expect(await instance.cleanup(30_000)).toBe(true);
  const left = await instance.findDocumentsById([...ids, "recent", "living"], true);
  expect(left.map(({ id }) => id)).toEqual(["recent", "living"]);
});

test("everything is there after closing and opening again, and RxDB finds its collections", async () => {
  const path = join(temporaryFolder(), "store.db");
  const first = await openStore(path);
  await first.orders.insert(order("a"));
  first.storage.transaction("put", (transaction) => transaction.put("orders", [order("b", { placedAt: 2 })]));
  await first.database.close();
  first.connection.close();
  const second = await openStore(path);
  const found = await second.orders.find({ selector: { status: "open" }, sort: [{ placedAt: "asc" }] }).exec();
  expect(found.map(({ id, revision }) => `${id} ${revision[0]}`)).toEqual(["a 1", "b 1"]);
});

test("an index added later is built from the documents that are there", async () => {
  const path = join(temporaryFolder(), "store.db");
  const before = await openInstance(path);
  await before.instance.bulkWrite(
    [{ document: stored("a", 1, { note: "blue" }) }, { document: stored("b", 1, { note: "red" }) }],
    "insert",
  );
  await before.instance.close();
  const { connection, storage } = await openInstance(path, "orders", [["note"]]);
  const { name, columns } = storage.tableOf("orders");
  const byNote = `SELECT data FROM ${name} WHERE deleted = 0 AND ${columns.get("note")} = ?`;
  expect(JSON.parse(String(connection.prepare(byNote).get("red")?.["data"]))).toMatchObject({ id: "b" });
  const plan = connection.prepare(`EXPLAIN QUERY PLAN ${byNote}`).get("red");
  expect(plan?.["detail"]).toMatch(/USING INDEX .*c_note/);
});

test("opened without a word about further indexes, as by a migration, a table keeps those it has", async () => {
  const path = join(temporaryFolder(), "store.db");
  const indexes = [["note"], ["status", "_meta.lwt"], ["note", "id", "placedAt"]];
  const before = await openInstance(path, "orders", indexes);
  await before.instance.bulkWrite([{ document: stored("a", 1, { note: "blue" }) }], "insert");
  const described = () => before.connection.prepare("SELECT columns FROM rx_tables").get();
  const first = described();
  await before.instance.close();
  const after = await openInstance(path);
  expect(described()).toEqual(first);
  await after.instance.bulkWrite([{ document: stored("b", 1, { note: "red" }) }], "insert");
  const { name, columns } = after.storage.tableOf("orders");
  const byNote = after.connection.prepare(`SELECT id FROM ${name} WHERE deleted = 0 AND ${columns.get("note")} = ?`);
  expect([byNote.get("blue"), byNote.get("red")]).toEqual([{ id: "a" }, { id: "b" }]);
});

test("collections whose names differ only in case keep apart", async () => {
  const { storage, connection, instance } = await openInstance(":memory:", "orders");
  const other = await storage.createStorageInstance<Order>({
    databaseInstanceToken: "token",
    databaseName: "store",
    collectionName: "Orders",
    schema: filledSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  await instance.bulkWrite(inserts("a"), "insert");
  await other.bulkWrite(inserts("b"), "insert");
  expect(storage.read("orders", "b")).toBeUndefined();
  expect(storage.read("Orders", "b")).toEqual(order("b"));
  expect(connection.prepare("SELECT count(*) AS number FROM rx_tables").get()).toEqual({ number: 2 });
  await other.close();
});

test("two storages made of one connection hear of each other's writes", async () => {
  const { connection, instance } = await openInstance();
  const other = await getRxStorageSqlite({ connection }).createStorageInstance<Order>({
    databaseInstanceToken: "token",
    databaseName: "store",
    collectionName: "orders",
    schema: filledSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  const heard: string[] = [];
  const subscription = other.changeStream().subscribe((bulk) => heard.push(bulk.context));
  onTestFinished(() => subscription.unsubscribe());
  await instance.bulkWrite(inserts("a"), "from the first");
  expect(heard).toEqual(["from the first"]);
  await other.close();
  await instance.bulkWrite(inserts("b"), "still open");
  expect(await instance.findDocumentsById(["b"], false)).toHaveLength(1);
});

test("closing waits for what is queued, then refuses; removing leaves no table", async () => {
  const { connection, storage, instance } = await openInstance();
  const settled: string[] = [];
  void instance.bulkWrite(inserts("a"), "last").then(() => settled.push("written"));
  await instance.close().then(() => settled.push("closed"));
  expect(settled).toEqual(["written", "closed"]);
  await expect(instance.bulkWrite(inserts("b"), "late")).rejects.toThrow(/closed/);
  await expect(instance.findDocumentsById(["a"], false)).rejects.toThrow(/closed/);
  expect(() => storage.read("orders", "a")).toThrow(/not open/);
  const again = await openInstance();
  await again.instance.bulkWrite(inserts("a"), "insert");
  await again.instance.remove();
  expect(again.connection.prepare("SELECT count(*) AS number FROM rx_tables").get()).toEqual({ number: 0 });
  expect(connection.prepare("SELECT count(*) AS number FROM rx_tables").get()).toEqual({ number: 1 });
});

test("a disk that fills up refuses the whole group, and the store goes on when there is room again", async () => {
  const { connection, storage, instance } = await openInstance(join(temporaryFolder(), "store.db"));
  await instance.bulkWrite(inserts("a"), "insert");
  const heard: unknown[] = [];
  const subscription = instance.changeStream().subscribe((bulk) => heard.push(bulk));
  onTestFinished(() => subscription.unsubscribe());
  const { page_count: pages } = connection.prepare("PRAGMA page_count").get() ?? {};
  connection.exec(`PRAGMA max_page_count = ${String(pages)}`);
  const large = { note: "x".repeat(100_000) };
  const settled = await Promise.allSettled([
    instance.bulkWrite([{ document: stored("b", 1, large) }], "too large"),
    storage.enqueue("too large as well", (transaction) => transaction.put("orders", [order("c", large)])),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(() =>
    storage.transaction("too large", (transaction) => transaction.put("orders", [order("d", large)])),
  ).toThrow(/full/i);
  expect(heard).toEqual([]);
  connection.exec("PRAGMA max_page_count = 1000000");
  expect(await instance.bulkWrite([{ document: stored("b", 1, large) }], "room")).toEqual({ error: [] });
  expect(storage.readMany("orders", ["a", "b", "c", "d"]).map(({ id }) => id)).toEqual(["a", "b"]);
});

test("attachments are kept, replaced, removed and gone with their document", async () => {
  const connection = openSqlite(":memory:");
  const storage = getRxStorageSqlite({ connection });
  const schema: RxJsonSchema<Order> = { ...orderSchema, attachments: {} };
  const database = await createRxDatabase({ name: "attached", storage, multiInstance: false });
  onTestFinished(async () => {
    await database.close();
    connection.close();
  });
  const { orders } = await database.addCollections({ orders: { schema } });
  const rows = () =>
    connection
      .prepare("SELECT attachment FROM rx_attachments")
      .all()
      .map((row) => row["attachment"]);
  let one = await orders.insert(order("a"));
  const text = (content: string) => new Blob([content], { type: "text/plain" });
  await one.putAttachment({ id: "slip", data: text("first"), type: "text/plain" });
  one = await orders.findOne("a").exec(true);
  expect(await one.getAttachment("slip").getStringData()).toBe("first");
  await one.putAttachment({ id: "slip", data: text("second"), type: "text/plain" });
  await one.getLatest().putAttachment({ id: "label", data: text("zpl"), type: "text/plain" });
  storage.transaction("put", (transaction) => transaction.put("orders", [order("a", { status: "paid" })]));
  one = await orders.findOne("a").exec(true);
  expect(one.status).toBe("paid");
  expect(await one.getAttachment("slip").getStringData()).toBe("second");
  await one.getAttachment("label").remove();
  expect(rows()).toEqual(["slip"]);
  storage.transaction("remove", (transaction) => transaction.remove("orders", ["a"]));
  expect(rows()).toEqual([]);
});

test("an undone write does not come back when its number is given out again", async () => {
  const store = await openStore();
  // Each limit is a query RxDB has not answered before.
  const paid = async (limit: number) => {
    const found = await store.orders.find({ selector: { status: "paid" }, sort: [{ id: "asc" }], limit }).exec();
    return found.map(({ id }) => id);
  };
  const ids = (prefix: string) => Array.from({ length: 40 }, (_, number) => `${prefix}-${10 + number}`);
  const putPaid = (transaction: SqliteTransaction, wanted: readonly string[]) =>
    transaction.put(
      "orders",
      wanted.map((id) => order(id, { status: "paid" })),
    );
  const putGhosts = (transaction: SqliteTransaction) => {
    for (const id of ids("ghost")) putPaid(transaction, [id]);
    throw new Error("undone");
  };
  expect(() => store.storage.transaction("undone", putGhosts)).toThrow("undone");
  store.storage.transaction("kept", (transaction) => putPaid(transaction, ids("a")));
  expect(await paid(100)).toEqual(ids("a"));
  await Promise.allSettled([
    store.storage.enqueue("undone", putGhosts),
    store.storage.enqueue("kept", (transaction) => putPaid(transaction, ids("b"))),
  ]);
  expect(await paid(200)).toEqual([...ids("a"), ...ids("b")]);
});
