import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createRxDatabase } from "rxdb";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { rounded } from "./support/figures.ts";
import type { Figure } from "./support/figures.ts";
import { benchItem, benchItemSchema } from "./support/scale-items.ts";
import { benchOrders, benchOrderSchema } from "./support/store-orders.ts";

/** Orders of each store, the smallest first; items are as many in all. Fewer for a short run. */
const sizes = (process.env["HOLDFAST_BENCH_SIZES"] ?? "10000,100000,1000000").split(",").map(Number);
const items = Number(process.env["HOLDFAST_BENCH_ITEMS"] ?? 100_000);
const together = 1000;
const timesMeasured = 2;
/** Stores are made once and kept; the number changes when what is made must change. */
const kept = fileURLToPath(new URL("../../.cache/bench/scale-2", import.meta.url));
const probe = fileURLToPath(new URL("./support/scale-probe.ts", import.meta.url));

/** A count over an index reads as many entries as it counts; lists show counters kept with each commit instead. */
const growsByNature = "count of a fifth of all";

/** A copy of the store with so many orders, which is made where it is not kept yet. */
async function storeOf(orders: number, path: string): Promise<void> {
  const made = join(kept, `${orders}-${items}.db`);
  if (!existsSync(made)) {
    process.stderr.write(`Making a store with ${orders} orders and ${items} items, once ...\n`);
    mkdirSync(kept, { recursive: true });
    const making = `${made}.making`;
    for (const end of ["", "-wal", "-shm"]) rmSync(making + end, { force: true });
    await fill(making, orders);
    renameSync(making, made);
    for (const end of ["-wal", "-shm"]) rmSync(making + end, { force: true });
  }
  copyFileSync(made, path);
  // What the system has not written yet it would write while something is measured.
  const copy = openSync(path, "r+");
  fsyncSync(copy);
  closeSync(copy);
}

async function fill(path: string, orders: number): Promise<void> {
  const connection = openSqlite(path);
  const checkpointer = startCheckpointer(connection);
  const storage = getRxStorageSqlite({ connection });
  const database = await createRxDatabase({ name: "scale", storage, multiInstance: false });
  await database.addCollections({ orders: { schema: benchOrderSchema }, items: { schema: benchItemSchema } });
  const put = async (collection: string, count: number, make: (first: number, size: number) => object[]) => {
    for (let first = 0; first < count; first += together) {
      const documents = make(first, Math.min(together, count - first)) as Record<string, unknown>[];
      await storage.enqueue("fill", (transaction) => transaction.put(collection, documents));
      // The checkpoints come in between.
      await new Promise((resolve) => void setImmediate(resolve));
    }
  };
  await put("orders", orders, benchOrders);
  await put("items", items, (first, size) => Array.from({ length: size }, (_, place) => benchItem(first + place)));
  await checkpointer.stop();
  await database.close();
  connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  connection.close();
}

interface Probed {
  readonly figures: Readonly<Record<string, number>>;
  readonly rss: number;
}

async function probeOf(path: string, orders: number, firstNew: number): Promise<Probed> {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", probe, path, String(orders), String(items), String(firstNew)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
  if (code !== 0) throw new Error(`The probe ended with ${String(code)}`);
  return JSON.parse(output) as Probed;
}

/** Each figure of the round in which it was least disturbed; the most memory of any. */
function quietest(rounds: readonly Probed[]): Probed {
  const names = Object.keys(rounds[0]?.figures ?? {});
  return {
    figures: Object.fromEntries(
      names.map((name) => [name, Math.min(...rounds.map((round) => round.figures[name] ?? Infinity))]),
    ),
    rss: Math.max(...rounds.map((round) => round.rss)),
  };
}

/** The same work on stores of ten thousand to a million orders: what grows with them, and by how much. */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-scale-"));
  const figures: Figure[] = [];
  const tell = (figure: string, value: number, aim: number | null) =>
    figures.push({ bench: "scale", figure, value: rounded(value), aim, better: "lower" });
  try {
    const pathOf = (orders: number) => join(folder, `${orders}.db`);
    for (const orders of sizes) await storeOf(orders, pathOf(orders));
    const rounds: { readonly orders: number; readonly found: Probed }[][] = [];
    // Once to have it all in the system's memory, and then by turns, so that a busy moment of the machine meets all sizes.
    for (let round = 0; round <= timesMeasured; round++) {
      const found: { readonly orders: number; readonly found: Probed }[] = [];
      for (const orders of sizes) {
        found.push({ orders, found: await probeOf(pathOf(orders), orders, orders + round * 100_000) });
      }
      if (round > 0) rounds.push(found);
    }
    const probed = sizes.map((orders, place) => ({
      orders,
      found: quietest(rounds.flatMap((round) => round[place]?.found ?? [])),
    }));
    const [smallest, largest] = [probed[0], probed.at(-1)];
    if (!smallest || !largest) return figures;
    for (const [name, value] of Object.entries(largest.found.figures)) {
      const least = smallest.found.figures[name] ?? Number.NaN;
      const aim = name === growsByNature ? null : 1.5;
      tell(`${name}, ${largest.orders} orders to ${smallest.orders}`, value / least, aim);
    }
    tell(
      `start to first read in ms, ${largest.orders} orders`,
      largest.found.figures["start to first read"] ?? Number.NaN,
      1500,
    );
    for (const { orders, found } of probed) {
      tell(`memory in MB, ${orders} orders`, found.rss, 450);
      for (const [name, value] of Object.entries(found.figures)) tell(`${name} in ms, ${orders} orders`, value, null);
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
