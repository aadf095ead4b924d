import { cp, mkdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { draft } from "#shared/facts/kinds.ts";
import { orderContent } from "./made-orders.ts";
import { begin } from "#main/features/people.ts";
import { openStation } from "#main/station.ts";

const cacheFolder = resolve(import.meta.dirname, "../../../.cache/bench");
const assets = resolve(import.meta.dirname, "../../../assets");
const together = 400;

/**
 * A station with so many orders of five lines, signed in, as a user data folder of its own copy. Made once and kept in
 * the cache; `layout` changes when what is made must change.
 */
export async function largeStation(orders: number): Promise<{ folder: string; remove: () => Promise<void> }> {
  const layout = "v4";
  const kept = join(cacheFolder, `station-${layout}-${orders}`);
  if (!(await stat(join(kept, "made")).catch(() => undefined))) await make(kept, orders);
  const folder = join(tmpdir(), `holdfast-bench-${process.pid}-${Date.now()}`);
  await cp(kept, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}

async function make(folder: string, orders: number): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  const directory = join(folder, "store");
  await mkdir(directory, { recursive: true });
  process.stderr.write(`Making a store with ${orders} orders, once ...\n`);
  const station = await openStation({ directory, assets, clock: Date.now, emit: () => undefined });
  const { context } = station;
  await begin(context, { mode: "empty", stationName: "Bench", letters: "A", personName: "Ann", pin: "1234" });
  for (let made = 0; made < orders; made += together) {
    const batch = Array.from({ length: Math.min(together, orders - made) }, (_, index) => made + index);
    await Promise.all(
      batch.map((index) =>
        context.log.act("system", (act) => {
          const orderId = act.newId();
          act.append([draft(`order/${orderId}`, "order.placed", { orderId, content: orderContent(index) })]);
        }),
      ),
    );
  }
  await station.close();
  await mkdir(join(folder, "made"));
}
