import PouchDB from "pouchdb";
import find from "pouchdb-find";
import type { BenchOrder } from "./store-orders.ts";
import type { StoreSide } from "./store-side.ts";

PouchDB.plugin(find);

/** The peer that also runs in one process without a server. It has no live queries: a change asks the query again. */
export async function pouchSide(path: string): Promise<StoreSide> {
  const database = new PouchDB(path);
  await database.createIndex({ index: { fields: ["status", "updatedAt"] } });
  return {
    name: "PouchDB on leveldb (a fifth of the orders)",
    isSlow: true,
    insert: (orders) => database.bulkDocs(orders.map(({ id, ...rest }: BenchOrder) => ({ _id: id, ...rest }))),
    get: (id) => database.get(id),
    query: (status, after) => () =>
      database.find({ selector: { status, updatedAt: { $gt: after } }, sort: ["status", "updatedAt"], limit: 50 }),
    async count(status) {
      const { docs } = await database.find({ selector: { status }, fields: ["_id"], limit: 1_000_000_000 });
      return docs.length;
    },
    observe(status, limit, shown) {
      // Without a bound on the second field it reads the whole status first.
      const newest = {
        selector: { status, updatedAt: { $gte: 0 } },
        sort: [{ status: "desc" }, { updatedAt: "desc" }],
        limit,
      };
      const look = () => void database.find(newest).then(({ docs }) => shown(docs[0]?.["_id"]));
      const changes = database.changes({ since: "now", live: true }).on("change", look);
      look();
      return () => changes.cancel();
    },
    close: () => database.close(),
    reopen: () => pouchSide(path),
  };
}
