import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { createRxDatabase, prepareQuery } from "rxdb";
import type { FilledMangoQuery, RxCollection, RxDocumentData, RxStorage } from "rxdb";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { benchOrderSchema } from "./store-orders.ts";
import type { BenchOrder } from "./store-orders.ts";
import type { StoreSide } from "./store-side.ts";

/** RxDB on any storage, asked the way a feature would ask it. */
async function rxdbSide(
  name: string,
  /** One process may open each name once. */
  databaseName: string,
  storage: RxStorage<unknown, unknown>,
  release: () => void,
  again?: () => Promise<StoreSide>,
): Promise<StoreSide & { readonly collection: RxCollection<BenchOrder> }> {
  const database = await createRxDatabase({ name: databaseName, storage, multiInstance: false, eventReduce: true });
  const { orders } = await database.addCollections({ orders: { schema: benchOrderSchema } });
  const collection = orders as RxCollection<BenchOrder>;
  return {
    name,
    collection,
    insert: (documents) =>
      documents.length === 1 && documents[0] ? collection.insert(documents[0]) : collection.bulkInsert(documents),
    get: (id) => collection.storageInstance.findDocumentsById([id], false),
    query: (status, after) => () =>
      collection
        .find({ selector: { status, updatedAt: { $gt: after } }, sort: [{ updatedAt: "asc" }], limit: 50 })
        .exec(),
    count: (status) => collection.count({ selector: { status } }).exec(),
    observe(status, limit, shown) {
      const newest = collection.find({ selector: { status }, sort: [{ updatedAt: "desc" }], limit });
      const subscription = newest.$.subscribe((found) => shown(found[0]?.id));
      return () => subscription.unsubscribe();
    },
    async close() {
      await database.close();
      release();
    },
    ...(again ? { reopen: again } : {}),
  };
}

export async function sqliteSide(path: string, databaseName = "ours") {
  const connection = openSqlite(path);
  const storage = getRxStorageSqlite({ connection });
  const side = await rxdbSide(
    "RxDB on our storage",
    databaseName,
    storage,
    () => connection.close(),
    () => sqliteSide(path),
  );
  return { ...side, storage };
}

export function memorySide(): Promise<StoreSide> {
  return rxdbSide("RxDB on its memory storage", "memory", getRxStorageMemory(), () => undefined);
}

export async function dexieSide(indexedDB = new IDBFactory()): Promise<StoreSide> {
  const storage = getRxStorageDexie({ indexedDB, IDBKeyRange });
  const side = await rxdbSide(
    "RxDB on Dexie over fake-indexeddb (a fifth of the orders)",
    "dexie",
    storage,
    () => undefined,
    () => dexieSide(indexedDB),
  );
  return { ...side, isSlow: true };
}

function fiftyOf(status: string, after: number): FilledMangoQuery<RxDocumentData<BenchOrder>> {
  return {
    selector: { status, updatedAt: { $gt: after }, _deleted: { $eq: false } },
    sort: [{ updatedAt: "asc" }, { id: "asc" }],
    skip: 0,
    limit: 50,
  };
}

/** Our storage without RxDB: how the fact log writes. */
export async function directSide(path: string): Promise<StoreSide> {
  const side = await sqliteSide(path, "direct");
  const { storage } = side;
  const { storageInstance } = side.collection;
  return {
    name: "put into our storage",
    insert: (orders) =>
      storage.transaction("bench", (transaction) =>
        transaction.put("orders", orders as object[] as Record<string, unknown>[]),
      ),
    get: (id) => storage.read("orders", id),
    query(status, after) {
      // A storage is given its queries prepared: that is RxDB's part.
      const prepared = prepareQuery(storageInstance.schema, fiftyOf(status, after));
      return () => storageInstance.query(prepared);
    },
    close: () => side.close(),
  };
}
