import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRxDatabase } from "rxdb";
import type { RxCollection, RxJsonSchema } from "rxdb";
import type { SqliteConnection } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { RxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { percentile, rounded } from "./support/figures.ts";
import type { Figure } from "./support/figures.ts";

/** About 1.2 KB, with the two indexes a list of orders needs. */
interface BenchOrder {
  id: string;
  status: string;
  updatedAt: number;
  warehouse: string;
  lines: { sku: string; quantity: number; price: number; name: string }[];
  note: string;
}

const schema: RxJsonSchema<BenchOrder> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 36 },
    status: { type: "string", maxLength: 20 },
    updatedAt: { type: "integer", minimum: 0, maximum: 1_000_000_000, multipleOf: 1 },
    warehouse: { type: "string", maxLength: 20 },
    lines: { type: "array" },
    note: { type: "string" },
  },
  required: ["id", "status", "updatedAt", "warehouse"],
  indexes: [["status", "updatedAt"], ["warehouse"]],
};

const note = "x".repeat(600);

function orderNumber(number: number): BenchOrder {
  const time = (1_758_500_000_000 + number).toString(16).padStart(12, "0");
  const random = Math.imul(number, 2_654_435_761) >>> 0;
  return {
    id: `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${random.toString(16).padStart(12, "0")}`,
    status: `status-${number % 5}`,
    updatedAt: number,
    warehouse: `warehouse-${number % 7}`,
    lines: [1, 2, 3, 4, 5].map((line) => ({
      sku: `sku-${line}`,
      quantity: line,
      price: line * 100,
      name: `Some name of item ${line}`,
    })),
    note,
  };
}

async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The same statements by hand: what SQLite itself takes. */
class RawOrders {
  readonly #connection: SqliteConnection;

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
    connection.exec(`
      CREATE TABLE orders (id TEXT PRIMARY KEY, status, updatedAt, warehouse, data TEXT);
      CREATE INDEX by_status ON orders (status, updatedAt);
      CREATE INDEX by_warehouse ON orders (warehouse);
    `);
    this.#begin = connection.prepare("BEGIN IMMEDIATE");
    this.#commit = connection.prepare("COMMIT");
    this.#insert = connection.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?)");
    this.#byId = connection.prepare("SELECT data FROM orders WHERE id = ?");
    this.#byStatus = connection.prepare(
      "SELECT data FROM orders WHERE status = ? AND updatedAt > ? ORDER BY updatedAt, id LIMIT 50",
    );
  }

  readonly #begin;
  readonly #commit;
  readonly #insert;
  readonly #byId;
  readonly #byStatus;

  insert(orders: readonly BenchOrder[]): void {
    this.#begin.run();
    for (const order of orders) {
      this.#insert.run(order.id, order.status, order.updatedAt, order.warehouse, JSON.stringify(order));
    }
    this.#commit.run();
  }

  get(id: string): unknown {
    return JSON.parse(String(this.#byId.get(id)?.["data"]));
  }

  query(status: string, after: number): unknown[] {
    return this.#byStatus.all(status, after).map((row) => JSON.parse(String(row["data"])) as unknown);
  }

  close(): void {
    this.#connection.close();
  }
}

interface Sides {
  readonly raw: RawOrders;
  readonly rxdb: RxCollection<BenchOrder>;
  readonly storage: RxStorageSqlite;
}

/** The three take turns, so that a busy moment of the machine meets all of them. */
async function compareInserts({ raw, rxdb, storage }: Sides, size: number, rounds: number, first: number) {
  const times = { raw: [] as number[], rxdb: [] as number[], put: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const orders = Array.from({ length: size }, (_, place) => orderNumber(first + round * size + place));
    const others = orders.map((order) => ({ ...order }));
    times.raw.push(await milliseconds(() => raw.insert(orders)));
    times.rxdb.push(await milliseconds(() => (size === 1 ? rxdb.insert(orders[0]!) : rxdb.bulkInsert(orders))));
    times.put.push(await milliseconds(() => storage.transaction("put", (direct) => direct.put("direct", others))));
  }
  const share = (ours: readonly number[]) => percentile(times.raw, 0.5) / percentile(ours, 0.5);
  return { rxdb: share(times.rxdb), put: share(times.put), perSecond: (size * 1000) / percentile(times.put, 0.5) };
}

async function compareReads({ raw, rxdb, storage }: Sides, count: number) {
  const times = { raw: [] as number[], found: [] as number[], read: [] as number[] };
  for (let number = 0; number < 3000; number++) {
    const { id } = orderNumber((number * 7919) % count);
    times.raw.push(await milliseconds(() => raw.get(id)));
    times.found.push(await milliseconds(() => rxdb.storageInstance.findDocumentsById([id], false)));
    times.read.push(await milliseconds(() => storage.read("bench_orders", id)));
  }
  const rawTime = percentile(times.raw, 0.5);
  return { found: percentile(times.found, 0.5) / rawTime, read: percentile(times.read, 0.5) / rawTime };
}

/** Pages of 50, each as a query of its own: RxDB would answer the very same one from memory. */
async function compareQueries({ raw, rxdb }: Sides, count: number) {
  const times = { raw: [] as number[], first: [] as number[], again: [] as number[] };
  for (let number = 0; number < 300; number++) {
    const status = `status-${number % 5}`;
    const after = (number * 263) % (count - 1000);
    const query = (from: number) =>
      rxdb.find({ selector: { status, updatedAt: { $gt: from } }, sort: [{ updatedAt: "asc" }], limit: 50 });
    times.raw.push(await milliseconds(() => raw.query(status, after)));
    times.first.push(await milliseconds(() => query(after).exec()));
    times.again.push(await milliseconds(() => query(after + 0.5).exec()));
  }
  const rawTime = percentile(times.raw, 0.5);
  return { first: percentile(times.first, 0.5) / rawTime, again: percentile(times.again, 0.5) / rawTime };
}

export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-store-"));
  const raw = new RawOrders(openSqlite(join(folder, "raw.db")));
  const connection = openSqlite(join(folder, "rxdb.db"));
  const storage = getRxStorageSqlite({ connection });
  const database = await createRxDatabase({ name: "bench", storage, multiInstance: false, eventReduce: true });
  const { bench_orders } = await database.addCollections({ bench_orders: { schema }, direct: { schema } });
  const sides: Sides = { raw, rxdb: bench_orders, storage };
  const figure = (name: string, value: number, aim: number | null, better: "lower" | "higher"): Figure => ({
    bench: "store",
    figure: name,
    value: rounded(value),
    aim,
    better,
  });
  try {
    const thousands = await compareInserts(sides, 1000, 16, 0);
    const hundreds = await compareInserts(sides, 100, 40, 16_000);
    const singles = await compareInserts(sides, 1, 1000, 20_000);
    const reads = await compareReads(sides, 20_000);
    const queried = await compareQueries(sides, 20_000);
    return [
      figure("one insert through RxDB, share of raw statements", singles.rxdb, 0.85, "higher"),
      figure("one put, share of raw statements", singles.put, 0.85, "higher"),
      figure("batch of 100 through RxDB, share of raw statements", hundreds.rxdb, 0.75, "higher"),
      figure("batch of 100 put, share of raw statements", hundreds.put, 0.75, "higher"),
      figure("batch of 1000 through RxDB, share of raw statements", thousands.rxdb, 0.75, "higher"),
      figure("batch of 1000 put, share of raw statements", thousands.put, 0.75, "higher"),
      figure("durable commits of one put per second", singles.perSecond, null, "higher"),
      figure("documents put per second, 1000 a commit", thousands.perSecond, null, "higher"),
      figure("document by id from the storage, times raw", reads.found, 2, "lower"),
      figure("read of a document, times raw", reads.read, 2, "lower"),
      figure("query of 50 through RxDB, documents not seen before, times raw", queried.first, null, "lower"),
      figure("query of 50 through RxDB, documents seen before, times raw", queried.again, 1.3, "lower"),
    ];
  } finally {
    await database.close();
    connection.close();
    raw.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
