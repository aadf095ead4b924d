import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile, rounded } from "./support/figures.ts";
import type { Figure } from "./support/figures.ts";
import { benchOrder, benchOrders, benchStatuses } from "./support/store-orders.ts";
import { pouchSide } from "./support/store-pouch.ts";
import { rawSameColumnsSide, rawSide } from "./support/store-raw.ts";
import { dexieSide, directSide, memorySide, sqliteSide } from "./support/store-rxdb.ts";
import { milliseconds } from "./support/store-side.ts";
import type { StoreSide } from "./support/store-side.ts";

/** Orders there are before reads are measured; the inserts make them. Fewer for a short run. */
const ORDERS = Number(process.env["HOLDFAST_BENCH_ORDERS"] ?? 50_000);
/** The slow sides hold a fifth of them: what they take grows with what they hold, so they only look better for it. */
const FEWER = Math.ceil(ORDERS / 5);

type Times = Map<StoreSide, number[]>;

/** The sides take turns, so that a busy moment of the machine meets all of them. */
async function inTurns(
  times: Times,
  sides: readonly StoreSide[],
  rounds: (side: StoreSide) => number,
  work: (side: StoreSide, round: number) => () => unknown,
): Promise<void> {
  for (const side of sides) times.set(side, []);
  const most = Math.max(...sides.map(rounds));
  for (let round = 0; round < most; round++) {
    for (const side of sides) {
      if (round < rounds(side)) times.get(side)?.push(await milliseconds(work(side, round)));
    }
  }
}

function insertsOf(size: number, first: number) {
  return (side: StoreSide, round: number) => {
    // Made before the clock starts, anew for each side: a store may keep or freeze what it is given.
    const orders = benchOrders(first + round * size, size);
    return () => side.insert(orders);
  };
}

/** From the start of a write until every one of `count` observers shows it. */
async function observe(side: StoreSide, count: number, rounds: number, first: number): Promise<number[]> {
  const newest: (string | undefined)[] = Array.from({ length: count });
  let check = (): void => undefined;
  const ends = newest.map((_, place) =>
    side.observe?.("status-0", 20 + place, (id) => {
      newest[place] = id;
      check();
    }),
  );
  const allShow = (id: string | undefined) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (newest.every((shown) => (id === undefined ? shown !== undefined : shown === id))) resolve();
      };
      check();
    });
  await allShow(undefined);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const order = { ...benchOrder(first + round), status: "status-0" };
    times.push(await milliseconds(() => Promise.all([side.insert([order]), allShow(order.id)])));
  }
  for (const end of ends) end?.();
  return times;
}

async function openAgain(side: StoreSide, id: string): Promise<number> {
  let opened: StoreSide | undefined;
  const time = await milliseconds(async () => {
    opened = await side.reopen?.();
    await opened?.get?.(id);
  });
  await opened?.close();
  return time;
}

function median(times: Times, side: StoreSide): number {
  return percentile(times.get(side) ?? [], 0.5);
}

export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-store-"));
  const raw = rawSide(join(folder, "raw.db"));
  const sameColumns = rawSameColumnsSide(join(folder, "same-columns.db"));
  const ours = await sqliteSide(join(folder, "rxdb.db"));
  const put = await directSide(join(folder, "direct.db"));
  const memory = await memorySide();
  const dexie = await dexieSide();
  const pouch = await pouchSide(join(folder, "pouch"));
  // In this order: what keeps all its documents in this process makes the garbage collector slower for those after it,
  // and what keeps the processor for milliseconds pushes out of its caches what the others are measured with.
  const groups: readonly (readonly StoreSide[])[] = [[raw, sameColumns, ours, put], [pouch], [memory, dexie]];
  const observed = [ours, memory, dexie, pouch];
  const orders = (side: StoreSide) => (side.isSlow ? FEWER : ORDERS);
  const figures: Figure[] = [];
  const tell = (figure: string, value: number, aim: number | null, better: "lower" | "higher") =>
    figures.push({ bench: "store", figure, value: rounded(value), aim, better });
  const tellPerSecond = (what: string, times: Times, size: number) => {
    for (const side of times.keys()) {
      tell(`${what} per second, ${side.name}`, (size * 1000) / median(times, side), null, "higher");
    }
  };
  const tellEach = (what: string, times: Times) => {
    for (const side of times.keys()) tell(`${what} in ms, ${side.name}`, median(times, side), null, "lower");
  };
  try {
    const thousands: Times = new Map();
    const hundreds: Times = new Map();
    const singles: Times = new Map();
    const gets: Times = new Map();
    const queries: Times = new Map();
    const counts: Times = new Map();
    const id = (side: StoreSide, round: number) => benchOrder((round * 7919) % Math.floor(orders(side) * 0.8)).id;
    const after = (side: StoreSide, round: number) =>
      (round * 263) % Math.max(1, Math.floor(orders(side) * 0.8) - 1000);
    const status = (round: number) => `status-${round % benchStatuses}`;
    for (const group of groups) {
      await inTurns(thousands, group, (side) => Math.ceil((orders(side) * 0.8) / 1000), insertsOf(1000, 0));
      await inTurns(hundreds, group, (side) => Math.ceil((orders(side) * 0.2) / 100), insertsOf(100, ORDERS));
      await inTurns(singles, group, () => 500, insertsOf(1, ORDERS * 2));
      const asked = group.filter((side) => "query" in side);
      await inTurns(
        gets,
        asked,
        (side) => (side.isSlow ? 500 : 2000),
        (side, round) => {
          const asksFor = id(side, round);
          return () => side.get?.(asksFor);
        },
      );
      await inTurns(
        queries,
        asked,
        (side) => (side.isSlow ? 100 : 1000),
        (side, round) => {
          const ask = side.query?.(status(round), after(side, round));
          return () => ask?.();
        },
      );
      const counted = asked.filter((side) => "count" in side);
      await inTurns(
        counts,
        counted,
        () => 5,
        (side, round) => () => side.count?.(status(round)),
      );
    }

    for (const [size, times, aim] of [
      [1, singles, 0.85],
      [100, hundreds, 0.75],
      [1000, thousands, 0.75],
    ] as const) {
      const what = size === 1 ? "one insert" : `insert of ${size}`;
      tell(`${what} through RxDB, share of raw statements`, median(times, raw) / median(times, ours), aim, "higher");
      tell(`${what} by put, share of raw statements`, median(times, raw) / median(times, put), aim, "higher");
      tell(
        `${what} by put, share of raw statements with the same columns`,
        median(times, sameColumns) / median(times, put),
        null,
        "higher",
      );
      tellPerSecond(`documents, ${size} a commit,`, times, size);
    }
    tell("get through RxDB, times raw", median(gets, ours) / median(gets, raw), 2, "lower");
    tell("get by read, times raw", median(gets, put) / median(gets, raw), 2, "lower");
    tellEach("get", gets);
    tell("query of 50 through RxDB, times raw", median(queries, ours) / median(queries, raw), 1.3, "lower");
    tell("query of 50 by our storage alone, times raw", median(queries, put) / median(queries, raw), 1.3, "lower");
    // What RxDB does with the answer, whatever the storage: its own storage in memory reads no disk and parses nothing.
    tell(
      "query of 50, RxDB on its memory storage, times raw",
      median(queries, memory) / median(queries, raw),
      null,
      "lower",
    );
    tell(`query of 50, times faster than ${pouch.name}`, median(queries, pouch) / median(queries, ours), 20, "higher");
    tellEach("query of 50", queries);
    tell("count, times raw", median(counts, ours) / median(counts, raw), null, "lower");
    tellEach("count", counts);

    for (const observers of [1, 20]) {
      const shown: Times = new Map();
      for (const side of observed) {
        if (side.observe)
          shown.set(
            side,
            await observe(side, observers, observers === 1 ? 50 : side.isSlow ? 10 : 20, ORDERS * 3 + observers * 100),
          );
      }
      const what = `a write shown by ${observers === 1 ? "one live query" : `${observers} live queries`}`;
      tell(`${what}, times faster than ${pouch.name}`, median(shown, pouch) / median(shown, ours), 20, "higher");
      tellEach(what, shown);
    }

    for (const side of [raw, ours, dexie, pouch]) {
      if (!side.reopen) continue;
      await side.close();
      tell(`open and first read in ms, ${side.name}`, await openAgain(side, id(side, 1)), null, "lower");
    }
    return figures;
  } finally {
    await Promise.allSettled([put.close(), memory.close(), sameColumns.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
