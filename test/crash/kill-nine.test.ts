import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { currentStop } from "#shared/picking/pick-list-view.ts";
import { launchApp, type LaunchedApp } from "../e2e/support/launch.ts";
import { type FakePrinter, startFakePrinter } from "../support/fake-printer.ts";
import { type CrashFiles, writeCrashFiles } from "./order-file.ts";
import { seededRandom } from "./seeded-random.ts";
import { ask, scan } from "./station-window.ts";

/**
 * The real app, killed with SIGKILL at random moments of importing, picking, packing and printing, and started again.
 * What the window had been told was saved must be there after every start; nothing may be there twice.
 * `HOLDFAST_KILLS=200` for the full run; `HOLDFAST_SEED` repeats one.
 */
const kills = Number(process.env["HOLDFAST_KILLS"] ?? 25);
const seed = Number(process.env["HOLDFAST_SEED"] ?? 20261122);
const random = seededRandom(seed);

/** What the window was shown, and so what must be there ever after. */
interface Shown {
  orders: number;
  /** Units packed, by order and line. */
  readonly packed: Map<string, Map<string, number>>;
  readonly shipped: Set<string>;
  readonly stages: Map<string, string>;
}

let folder: string;
let files: CrashFiles;
let printer: FakePrinter;
const shown: Shown = { orders: 0, packed: new Map(), shipped: new Set(), stages: new Map() };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "holdfast-crash-"));
  files = await writeCrashFiles(folder, 600);
  printer = await startFakePrinter();
});

afterAll(async () => {
  await printer.close();
  await rm(folder, { recursive: true, force: true });
});

describe(`the app, killed ${kills} times (seed ${seed})`, () => {
  it(
    "loses nothing that was shown as saved and does nothing twice",
    async () => {
      await firstStart();
      for (let life = 0; life < kills; life += 1) {
        const station = await launchApp({ userData: folder });
        await verify(station.window);
        await workUntilKilled(station, life);
      }
      expect(await lastStart()).toBeGreaterThan(0);
    },
    60_000 + kills * 15_000,
  );
});

async function firstStart(): Promise<void> {
  const station = await launchApp({ userData: folder });
  const { window } = station;
  await ask(window, "station.begin", {
    mode: "empty",
    stationName: "Bench",
    letters: "A",
    personName: "Ann",
    pin: "1234",
  });
  const state = await ask(window, "station.state", {});
  if (state.phase !== "ready") throw new Error("The station did not begin");
  const settings = { ...state.settings, printerHost: printer.host, printerPort: printer.port, ordersPerPickList: 4 };
  await ask(window, "station.configure", { settings });
  await importFile(window, files.catalogue);
  await station.close();
}

/** Does whatever there is to do next until the kill comes, at a moment nobody chose. */
async function workUntilKilled(station: LaunchedApp, life: number): Promise<void> {
  await printer.setMode(random.pick(["ok", "ok", "ok", "hang", "close-halfway"]));
  const until = random.between(20, 1500);
  let killed = false;
  const end = new Promise<void>((resolve) => {
    setTimeout(() => {
      killed = true;
      void station.kill().then(resolve);
    }, until);
  });
  const work = life % 3 === 0 ? importOrders : fulfil;
  try {
    await work(station.window, () => killed);
  } catch (problem) {
    // The window goes away in the middle of a question; any other problem is a finding.
    if (!killed) throw problem;
  }
  await end;
}

async function importOrders(window: Page, killed: () => boolean): Promise<void> {
  await ask(window, "imports.start", { path: files.orders, encoding: "utf-8" });
  while (!killed()) {
    const progress = await ask(window, "imports.state", {});
    shown.orders = Math.max(shown.orders, (await ask(window, "orders.counts", {})).all);
    if (progress?.state.kind !== "reading") break;
  }
  await fulfil(window, killed);
}

async function fulfil(window: Page, killed: () => boolean): Promise<void> {
  await settlePrints(window);
  while (!killed()) {
    if (await packOne(window, killed)) continue;
    if (await pickList(window, killed)) continue;
    const { rows } = await ask(window, "orders.page", { stage: "to-release", search: "", after: null, limit: 8 });
    if (rows.length === 0) return;
    await ask(window, "orders.release", { orderIds: rows.map((row) => row.orderId) });
  }
}

async function pickList(window: Page, killed: () => boolean): Promise<boolean> {
  await ask(window, "scans.route", { to: "pick" });
  const open = (await ask(window, "picking.lists", { limit: 100 })).lists.find((list) => list.open);
  if (open) await ask(window, "picking.open", { listId: open.listId });
  else {
    const { rows } = await ask(window, "orders.page", { stage: "released", search: "", after: null, limit: 1 });
    if (rows.length === 0) return false;
    await ask(window, "picking.take", {});
  }
  while (!killed()) {
    const state = await ask(window, "picking.state", {});
    const stop = state && currentStop(state.list);
    if (!state || !stop) return true;
    if (state.list.atBin !== stop.bin) await scan(window, `HF-BIN.${stop.bin}`);
    else await scan(window, stop.sku);
  }
  return true;
}

async function packOne(window: Page, killed: () => boolean): Promise<boolean> {
  await ask(window, "scans.route", { to: "pack" });
  const idle = await ask(window, "packing.state", {});
  if (!idle.session || idle.session.view.shipped) {
    const half = idle.halfPacked[0];
    // A bench that shows a box just shipped lists nothing; what is picked is packed before more is, or totes run out.
    const picked = await ask(window, "orders.page", { stage: "picked", search: "", after: null, limit: 1 });
    const next = picked.rows[0];
    if (half) await ask(window, "packing.resume", { sessionId: half.sessionId });
    else if (next) await scan(window, `HF-ORD.${next.number}`);
    else return false;
  }
  while (!killed()) {
    const { session } = await ask(window, "packing.state", {});
    if (!session) return true;
    remember(session.view.orderId, session.view.lines);
    if (session.view.shipped) {
      shown.shipped.add(session.view.orderId);
      return true;
    }
    const line = session.view.lines.find((entry) => entry.packed < entry.quantity);
    if (line) {
      // Now and then a wrong one: a refusal must move nothing.
      await scan(window, random.chance(0.1) ? "NO-SUCH-CODE" : line.sku);
      continue;
    }
    const label = session.labels.find((entry) => !entry.bound);
    if (!label) return true;
    if (label.state === "sent" || label.state === "printed" || label.state === "confirmed") {
      await scan(window, `00${label.sscc}`);
      shown.stages.set(session.view.orderId, "label bound");
    } else if (label.state === "unknown") await settlePrints(window);
    else if (label.state === "queued" || label.state === "failed") await printer.setMode("ok");
  }
  return true;
}

/** Says of each label in doubt what truly happened: the fake printer knows which it printed. */
async function settlePrints(window: Page): Promise<void> {
  await printer.setMode("ok");
  const { jobs } = await ask(window, "devices.state", {});
  for (const job of jobs) {
    if (job.state !== "unknown") continue;
    const detail = await ask(window, "orders.get", { orderId: job.orderId });
    const sscc = detail.parcels.find((parcel) => parcel.parcelId === job.parcelId)?.sscc ?? "";
    await ask(window, "prints.answer", { jobId: job.jobId, printed: printedTimes(sscc) > 0 });
  }
}

function printedTimes(sscc: string): number {
  return printer.jobs.filter((job) => new TextDecoder().decode(job).includes(sscc)).length;
}

function remember(orderId: string, lines: readonly { lineId: string; packed: number }[]): void {
  shown.packed.set(orderId, new Map(lines.map((line) => [line.lineId, line.packed])));
}

/** After a start: the store opens, and all that was ever shown is there. */
async function verify(window: Page): Promise<void> {
  const state = await ask(window, "station.state", {});
  expect(state.phase).toBe("ready");
  const counts = await ask(window, "orders.counts", {});
  expect(counts.all).toBeGreaterThanOrEqual(shown.orders);
  expect(counts.all).toBeLessThanOrEqual(files.orderCount);
  for (const [orderId, lines] of shown.packed) {
    const detail = await ask(window, "orders.get", { orderId });
    for (const [lineId, packed] of lines) {
      const line = detail.order.lines.find((entry) => entry.lineId === lineId);
      expect(line?.packed).toBeGreaterThanOrEqual(packed);
      expect(line?.packed).toBeLessThanOrEqual(line?.quantity ?? 0);
    }
    if (shown.shipped.has(orderId)) expectShippedOnce(detail);
  }
}

function expectShippedOnce(detail: OrderDetail): void {
  expect(detail.stage).toBe("shipped");
  expect(detail.timeline.filter((entry) => entry.kind === "order.shipped")).toHaveLength(1);
  for (const line of detail.order.lines) expect(line.shipped).toBe(line.quantity);
  for (const parcel of detail.parcels) expect(printedTimes(parcel.sscc)).toBe(1);
}

/** The rest is done in peace; then every order of the file is here once, and every label came out once. */
async function lastStart(): Promise<number> {
  const station = await launchApp({ userData: folder });
  const { window } = station;
  await verify(window);
  await importFile(window, files.orders);
  expect((await ask(window, "orders.counts", {})).all).toBe(files.orderCount);
  await settlePrints(window);
  while (await packOne(window, () => false)) {
    // Every order that was begun is finished.
  }
  const done = await ask(window, "orders.page", { stage: "shipped", search: "", after: null, limit: 500 });
  for (const row of done.rows) expectShippedOnce(await ask(window, "orders.get", { orderId: row.orderId }));
  process.stdout.write(
    `${kills} kills: ${done.rows.length} orders shipped, ${printer.jobs.length} labels, ${shown.orders} orders in\n`,
  );
  await station.close();
  return done.rows.length;
}

async function importFile(window: Page, path: string): Promise<void> {
  await ask(window, "imports.start", { path, encoding: "utf-8" });
  for (;;) {
    const progress = await ask(window, "imports.state", {});
    if (progress && progress.state.kind !== "reading") {
      expect(progress.state).toEqual({ kind: "finished" });
      return;
    }
  }
}
