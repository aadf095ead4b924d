import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRxDatabase } from "rxdb";
import type { RxCollection, RxReplicationWriteToMasterRow, WithDeleted } from "rxdb";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { openStore, temporaryFolder } from "./support/open-store.ts";
import { order, orderSchema } from "./support/orders.ts";
import type { Order } from "./support/orders.ts";

const start = fileURLToPath(new URL("./support/clock-and-server.ts", import.meta.url));
const hour = 3_600_000;

function startOnce(path: string, wrongBy: number, id: string, server?: string): void {
  const options = [path, String(wrongBy), id, ...(server ? ["sync", server] : [])];
  const { stderr, status } = spawnSync(process.execPath, ["--import", "tsx", start, ...options], { encoding: "utf8" });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
}

test("what was written after the clock was set back an hour is pushed, with the clock wrong and with it mended", () => {
  const folder = temporaryFolder();
  const [path, server] = [join(folder, "store.db"), join(folder, "server.json")];
  const pushed = (): string[] => JSON.parse(readFileSync(server, "utf8")) as string[];
  startOnce(path, 0, "before", server);
  expect(pushed()).toEqual(["before"]);
  startOnce(path, -hour, "offline");
  startOnce(path, -hour, "still wrong", server);
  expect(pushed()).toEqual(["before", "offline", "still wrong"]);
  startOnce(path, -2 * hour, "wrong again");
  startOnce(path, 0, "mended", server);
  expect(pushed()).toEqual(["before", "offline", "still wrong", "wrong again", "mended"]);
});

type Rows = RxReplicationWriteToMasterRow<Order>[];

/** A server that keeps the last state of each order, and may lose an answer on its way back. */
class Server {
  readonly orders = new Map<string, WithDeleted<Order>>();
  /** How many answers from now on get lost. */
  losing = 0;
  pushes = 0;

  push(rows: Rows): Promise<WithDeleted<Order>[]> {
    this.pushes += 1;
    const conflicts: WithDeleted<Order>[] = [];
    for (const { assumedMasterState, newDocumentState } of rows) {
      const known = this.orders.get(newDocumentState.id);
      const isExpected = JSON.stringify(known?.status) === JSON.stringify(assumedMasterState?.status);
      // What it has already is no conflict: a push that was answered into the void comes again.
      const isKnown = known?.status === newDocumentState.status;
      if (isExpected || isKnown) this.orders.set(newDocumentState.id, newDocumentState);
      else if (known) conflicts.push(known);
    }
    if (this.losing === 0) return Promise.resolve(conflicts);
    this.losing -= 1;
    return Promise.reject(new Error("The answer was lost"));
  }
}

function replicate(collection: RxCollection<Order>, server: Server) {
  const state = replicateRxCollection<Order, unknown>({
    replicationIdentifier: "hazards",
    collection,
    live: true,
    retryTime: 10,
    waitForLeadership: false,
    push: { batchSize: 5, handler: (rows) => server.push(rows) },
  });
  onTestFinished(() => void state.cancel());
  return state;
}

test("an acknowledgement that got lost is asked for again, and nothing is there twice", async () => {
  const { orders } = await openStore();
  const server = new Server();
  await orders.bulkInsert(["a", "b", "c"].map((id) => order(id)));
  server.losing = 2;
  const state = replicate(orders, server);
  await state.awaitInitialReplication();
  await state.awaitInSync();
  expect([...server.orders.keys()].toSorted()).toEqual(["a", "b", "c"]);
  expect(server.pushes).toBe(3);
  server.losing = 1;
  await (await orders.findOne("b").exec(true)).patch({ status: "paid" });
  await state.awaitInSync();
  expect(server.orders.get("b")?.status).toBe("paid");
});

test("a push that throws by a mistake of ours is tried again, and the document is not forgotten", async () => {
  const { orders } = await openStore();
  const server = new Server();
  await orders.insert(order("a"));
  const push = server.push.bind(server);
  let thrown = 0;
  server.push = (rows) => {
    if (thrown++ === 0) throw new TypeError("A bug");
    return push(rows);
  };
  const state = replicate(orders, server);
  await state.awaitInitialReplication();
  expect([...server.orders.keys()]).toEqual(["a"]);
});

test("a pause while a push is tried again marks nothing as sent", async () => {
  const { orders } = await openStore();
  const server = new Server();
  const state = replicate(orders, server);
  await state.awaitInitialReplication();
  server.losing = Infinity;
  server.push = () => Promise.reject(new Error("No line"));
  await orders.insert(order("a"));
  await state.pause();
  server.push = Server.prototype.push.bind(Object.assign(server, { losing: 0 }));
  await orders.insert(order("b"));
  await state.start();
  await expect.poll(() => [...server.orders.keys()].toSorted(), { timeout: 10_000 }).toEqual(["a", "b"]);
});

test("opening, watching and closing again and again leaves nothing behind", async () => {
  const connection = openSqlite(":memory:");
  const storage = getRxStorageSqlite({ connection });
  onTestFinished(() => connection.close());
  const subjects: { readonly observed: boolean }[] = [];
  for (let load = 0; load < 12; load++) {
    const database = await createRxDatabase({ name: "reloaded", storage, multiInstance: false });
    const { orders } = await database.addCollections({ orders: { schema: orderSchema } });
    const found: unknown[] = [];
    // As a window does that is reloaded: nobody unsubscribes.
    orders.find({ selector: { status: "open" } }).$.subscribe((some) => found.push(some));
    await orders.upsert(order(`o${load}`));
    await expect.poll(() => found.length).toBeGreaterThan(0);
    const { changes } = (
      orders.storageInstance as unknown as { internals: { table: { changes: { observed: boolean } } } }
    ).internals.table;
    subjects.push(changes);
    await database.close();
  }
  expect(subjects.filter(({ observed }) => observed)).toEqual([]);
  expect(() => storage.tableOf("orders")).toThrow(/not open/);
});
