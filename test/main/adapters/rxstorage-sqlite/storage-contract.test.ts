import { fillWithDefaultSettings, now, type RxDocumentData, type RxStorage, type RxStorageInstance } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { describe, expect, onTestFinished, test } from "vitest";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { order, type Order, orderSchema } from "./support/orders.ts";

/**
 * What RxDB's interface asks of a storage beside queries, on RxDB's own memory storage and on this one, with the same
 * expectations: where the two differ in what is asked here, one of them is wrong.
 */

type Stored = RxDocumentData<Order>;
// oxlint-disable-next-line typescript/no-explicit-any -- the two storages differ in types that are of no concern here
type Instance = RxStorageInstance<Order, any, any>;

const schema = fillWithDefaultSettings({ ...orderSchema, attachments: {} });

const storages: readonly { readonly name: string; readonly open: () => RxStorage<unknown, unknown> }[] = [
  { name: "RxDB's memory storage", open: () => getRxStorageMemory() },
  ...defaultDrivers
    .filter((driver) => driver.load() !== undefined)
    .map((driver) => ({
      name: driver.name,
      open: () => {
        const connection = openSqlite(":memory:", { drivers: [driver] });
        onTestFinished(() => connection.close());
        return getRxStorageSqlite({ connection });
      },
    })),
];

let made = 0;

async function open(storage: RxStorage<unknown, unknown>): Promise<Instance> {
  made += 1;
  const instance = await storage.createStorageInstance<Order>({
    databaseInstanceToken: `token-${made}`,
    databaseName: `store-${made}`,
    collectionName: "orders",
    schema,
    options: {},
    multiInstance: false,
    devMode: false,
  });
  return instance;
}

function stored(id: string, revision: number, change: Partial<Stored> = {}): Stored {
  return {
    ...order(id),
    _deleted: false,
    _attachments: {},
    _rev: `${revision}-token`,
    _meta: { lwt: now() },
    ...change,
  };
}

describe.each(storages)("with $name", ({ open: openStorage }) => {
  test("closing twice is closing once, and what is closed cannot be removed", async () => {
    const instance = await open(openStorage());
    await instance.bulkWrite([{ document: stored("a", 1) }], "insert");
    await Promise.all([instance.close(), instance.close()]);
    await instance.close();
    await expect((async () => instance.remove())()).rejects.toThrow(/closed/);
  });

  test("a cleanup of nought milliseconds takes every deleted document, one of an hour none, and the living stay", async () => {
    const instance = await open(openStorage());
    const living = stored("a", 1);
    const gone = stored("b", 1);
    await instance.bulkWrite([{ document: living }, { document: gone }], "insert");
    const tombstone = { ...gone, _deleted: true, _rev: "2-token", _meta: { lwt: now() } };
    expect(await instance.bulkWrite([{ previous: gone, document: tombstone }], "delete")).toEqual({ error: [] });
    while (!(await instance.cleanup(3_600_000)));
    expect((await instance.findDocumentsById(["b"], true)).map(({ id }) => id)).toEqual(["b"]);
    while (!(await instance.cleanup(0)));
    expect(await instance.findDocumentsById(["b"], true)).toEqual([]);
    expect(await instance.findDocumentsById(["a"], true)).toEqual([living]);
    // And its id is free again.
    expect(await instance.bulkWrite([{ document: stored("b", 1) }], "insert")).toEqual({ error: [] });
    await instance.remove();
  });

  test("writing over a document without its revision is a conflict, living or deleted; RxDB writes over a deleted one by naming it", async () => {
    const instance = await open(openStorage());
    const first = stored("a", 1);
    await instance.bulkWrite([{ document: first }], "insert");
    const again = { document: stored("a", 1, { status: "paid" }) };
    const { error } = await instance.bulkWrite([again], "again");
    expect(error).toMatchObject([{ status: 409, documentId: "a", writeRow: again, documentInDb: first }]);
    const tombstone = { ...first, _deleted: true, _rev: "2-token", _meta: { lwt: now() } };
    await instance.bulkWrite([{ previous: first, document: tombstone }], "delete");
    const anew = stored("a", 3, { status: "paid" });
    const over = await instance.bulkWrite([{ document: anew }], "anew");
    expect(over.error).toMatchObject([{ status: 409, documentId: "a", documentInDb: tombstone }]);
    expect(await instance.bulkWrite([{ previous: tombstone, document: anew }], "anew")).toEqual({ error: [] });
    expect(await instance.findDocumentsById(["a"], false)).toEqual([anew]);
    await instance.remove();
  });

  test("changes are given from a checkpoint on, deleted documents too, and after the last of them none", async () => {
    const instance = await open(openStorage());
    const changes = instance.getChangedDocumentsSince?.bind(instance);
    if (!changes) return;
    const documents = ["a", "b", "c", "d"].map((id) => stored(id, 1));
    for (const document of documents) await instance.bulkWrite([{ document }], "insert");
    const [a] = documents;
    if (!a) throw new Error("four were written");
    const tombstone = { ...a, _deleted: true, _rev: "2-token", _meta: { lwt: now() } };
    await instance.bulkWrite([{ previous: a, document: tombstone }], "delete");
    const seen: string[] = [];
    let { documents: page, checkpoint } = await changes(2);
    while (page.length > 0) {
      seen.push(...page.map(({ id, _deleted }) => `${id}${_deleted ? " gone" : ""}`));
      ({ documents: page, checkpoint } = await changes(2, checkpoint));
    }
    expect(seen).toEqual(["b", "c", "d", "a gone"]);
    expect((await changes(10, checkpoint)).checkpoint).toEqual(checkpoint);
    await instance.remove();
  });

  test("an attachment is given for its own digest and no other, and the document holds no bytes of it", async () => {
    const instance = await open(openStorage());
    const data = new Blob(["^XA^XZ"], { type: "text/plain" });
    const attachment = { data, digest: "sha256-1", length: 6, type: "text/plain" };
    const document = stored("a", 1, { _attachments: { label: attachment } });
    expect(await instance.bulkWrite([{ document }], "insert")).toEqual({ error: [] });
    const [found] = await instance.findDocumentsById(["a"], false);
    expect(found?._attachments).toEqual({ label: { digest: "sha256-1", length: 6, type: "text/plain" } });
    expect(await (await instance.getAttachmentData("a", "label", "sha256-1")).text()).toBe("^XA^XZ");
    for (const [id, digest] of [
      ["label", "sha256-2"],
      ["slip", "sha256-1"],
      ["label", ""],
    ] as const) {
      await expect((async () => instance.getAttachmentData("a", id, digest))()).rejects.toThrow();
    }
    await instance.remove();
  });
});
