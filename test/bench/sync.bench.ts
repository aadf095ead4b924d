import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { factsOfStation } from "#main/store/own-facts.ts";
import { pulledAtOnce } from "#main/sync/receiver.ts";
import { draft } from "#shared/facts/kinds.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { copyReplySchema, mostFactsPushed } from "#shared/sync/wire.ts";
import { TestStation } from "#test/builders/station.ts";
import { HubStation } from "#test/support/hub/hub-station.ts";
import { type HubProcess, startHubProcess } from "#test/support/sync/hub-process.ts";
import { setTimeout as pause } from "node:timers/promises";
import { isSynced, syncState } from "#test/support/sync/joined.ts";
import { WeakLine } from "#test/support/sync/weak-line.ts";
import { bareStream } from "./support/bare-stream.ts";
import { type Figure, rounded } from "./support/figures.ts";
import { orderContent } from "./support/made-orders.ts";
import { pouchPeer } from "./support/pouch-peer.ts";

/** Fewer for a short run. */
const ORDERS = Number(process.env["HOLDFAST_BENCH_ORDERS"] ?? 100_000);
const SCANS = Number(process.env["HOLDFAST_BENCH_SCANS"] ?? 10_000);

const megabyte = 1024 * 1024;

/**
 * First download of a station from the hub's prepared copy, and fact by fact, and its steady push, against the bare stream of
 * the same bytes and against PouchDB replicating the same documents; memory of station and hub.
 */
export async function run(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-sync-"));
  try {
    const fewer = Math.ceil(ORDERS / 10);
    const pulled = await withStation(join(folder, "pulled"), fewer, false, async (parts) =>
      firstDownload(parts, fewer),
    );
    return await withStation(join(folder, "copied"), ORDERS, true, async (parts) =>
      measure(parts, folder, pulled, fewer),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Parts {
  readonly station: TestStation;
  readonly hub: HubProcess;
  readonly line: WeakLine;
  /** The facts that the hub holds, as lines. */
  readonly down: string;
}

/** A station that has begun, and a hub with so many orders of another one, of which it has a prepared copy or makes none. */
async function withStation<Value>(
  folder: string,
  orders: number,
  copies: boolean,
  use: (parts: Parts) => Promise<Value>,
): Promise<Value> {
  mkdirSync(folder);
  const hub = await startHubProcess(copies ? [] : ["--no-copies"]);
  const line = await WeakLine.to(hub.address);
  const station = new TestStation(join(folder, "station"));
  try {
    const down = join(folder, "down.ndjson");
    const other = await fillHub(hub, down, orders);
    if (copies) await untilCopied(other, orders);
    await station.open();
    await station.begin();
    station.now = Date.now();
    return await use({ station, hub, line, down });
  } finally {
    await station.close();
    await line.close();
    await hub.close();
  }
}

async function measure(parts: Parts, folder: string, pulled: Download, fewer: number): Promise<Figure[]> {
  const { station, line, down } = parts;
  const download = await firstDownload(parts, ORDERS);
  const limitDown = await bareStream(down, join(folder, "down.sqlite"), {
    way: "down",
    linesInOneCommit: pulledAtOnce,
  });
  // Steady is what comes after as many that each side sends to warm up.
  const [before, up] = [join(folder, "before.ndjson"), join(folder, "up.ndjson")];
  await pushScans(station, line, before);
  const push = await pushScans(station, line, up);
  const bareUp = { way: "up", linesInOneCommit: mostFactsPushed } as const;
  await bareStream(before, join(folder, "before.sqlite"), bareUp);
  const limitUp = await bareStream(up, join(folder, "up.sqlite"), bareUp);
  const peer = await pouchPeer(join(folder, "pouch"), { down, before, up });
  const ratio = (figure: string, value: number, aim: number | null, better: "lower" | "higher" = "higher"): Figure => {
    return { bench: "sync", figure, value: rounded(value), aim, better };
  };
  const first = `first download of ${ORDERS} orders from the hub's prepared copy`;
  return [
    ratio(`${first}, share of the bare stream`, limitDown / download.milliseconds, 0.3),
    ratio(`${first}, times as fast as PouchDB`, peer.down / download.milliseconds, 5),
    ratio(`${first}, orders a second`, (ORDERS / download.milliseconds) * 1000, null),
    ratio(
      `first download of ${fewer} orders fact by fact, orders a second`,
      (fewer / pulled.milliseconds) * 1000,
      null,
    ),
    ratio(`push of ${SCANS} scans, share of the bare stream`, limitUp / push, 0.3),
    ratio(`push of ${SCANS} scans, times as fast as PouchDB`, peer.up / push, 5),
    ratio("push, scans a second", (SCANS / push) * 1000, null),
    ratio(
      "memory the station keeps at the end, to that with a tenth of the orders",
      download.station / pulled.station,
      1.3,
      "lower",
    ),
    ratio("memory of the hub after that download, to before it", download.hub / download.hubBefore, 1.3, "lower"),
    ratio("memory of the hub at the end, to one with a tenth of the orders", download.hub / pulled.hub, 1.3, "lower"),
    ratio("memory the station keeps at the end, MB", download.station / megabyte, null, "lower"),
    ratio("resident memory of the station at the end, MB", download.resident / megabyte, null, "lower"),
    ratio("memory of the hub at the end, MB", download.hub / megabyte, null, "lower"),
  ];
}

/** Orders of another station, which the hub holds before ours joins; the same facts as lines in a file. */
async function fillHub(hub: HubProcess, lines: string, orders: number): Promise<HubStation> {
  const other = new HubStation(hub.address);
  other.open("B");
  writeFileSync(lines, other.facts.map((fact) => `${JSON.stringify(fact)}\n`).join(""));
  await other.enrol(await hub.newCode(), { letters: "B" });
  await other.push(other.facts);
  for (let start = 0; start < orders; start += 400) {
    const batch: FactEnvelope[] = [];
    for (let index = start; index < Math.min(orders, start + 400); index += 1) {
      const orderId = `01a40000-0000-7000-8000-${String(index).padStart(12, "0")}`;
      batch.push(other.record(draft(`order/${orderId}`, "order.placed", { orderId, content: orderContent(index) })));
    }
    await other.push(batch);
    appendFileSync(lines, batch.map((fact) => `${JSON.stringify(fact)}\n`).join(""));
    // What was pushed need not be kept: memory is what this measures.
    other.facts.length = 0;
  }
  return other;
}

/** What the hub makes ready before a station comes is not that station's time. */
async function untilCopied(station: HubStation, orders: number): Promise<void> {
  for (;;) {
    const response = await station.request("GET", "/v1/copy");
    if (response.ok && copyReplySchema.parse(await response.json()).facts >= orders) return;
    await pause(1000);
  }
}

interface Download {
  readonly milliseconds: number;
  /** What the station keeps in memory at the end, all that its process has of the machine's, and the hub's, bytes. */
  readonly station: number;
  readonly resident: number;
  readonly hubBefore: number;
  readonly hub: number;
}

/** From asking to join until the station is open with all the orders and in step with its hub. */
async function firstDownload({ station, hub, line }: Parts, orders: number): Promise<Download> {
  const code = await hub.newCode();
  const hubBefore = residentBytes(hub.pid);
  const start = performance.now();
  const joined = await station.call("sync.join", { address: line.address, code, fingerprint: null });
  if (!joined.ok) throw new Error(`The station could not join: ${joined.error.code}`);
  await until(() => station.isOpen && station.factCount() > orders && isSynced(syncState(station)));
  const milliseconds = performance.now() - start;
  const kept = keptBytes();
  return { milliseconds, station: kept, resident: process.memoryUsage().rss, hubBefore, hub: residentBytes(hub.pid) };
}

/** Scans recorded without a line, then sent: from the line's return until the hub has acknowledged the last. */
async function pushScans(station: TestStation, line: WeakLine, lines: string): Promise<number> {
  line.cut();
  await until(() => syncState(station).line === "away");
  const { log } = station.store;
  const before = log.head.sequence;
  for (let done = 0; done < SCANS; done += 100) {
    await log.act("person-1", (act) => {
      for (let scan = done; scan < Math.min(SCANS, done + 100); scan += 1) {
        const body = {
          sessionId: "session-1",
          orderId: "order-1",
          refusal: "wrong-item",
          scan: `952000000${before + scan}`,
          sku: "",
          name: "",
        } as const;
        act.append([draft("pack/session-1", "pack.refused", body)]);
      }
    });
  }
  const waiting = factsOfStation(station.store, station.store.stationId, before, SCANS);
  writeFileSync(lines, waiting.map((fact) => `${JSON.stringify(fact)}\n`).join(""));
  line.mend();
  const start = performance.now();
  station.station.hub.tryNow();
  await until(() => syncState(station).waiting === 0);
  const milliseconds = performance.now() - start;
  if (syncState(station).refused > 0) throw new Error("The hub refused scans");
  return milliseconds;
}

/** Looks often enough not to be seen in the time, and seldom enough not to take any. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(20);
}

/** Of this process. What V8 has only put off clearing away, the longer the more memory a machine has, is not kept. */
function keptBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Resident memory of a process, where the system tells it. */
function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
}
