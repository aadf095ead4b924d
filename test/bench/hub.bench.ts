import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startEmbedded } from "#server/adapters/postgres/embedded.ts";
import { openDatabase } from "#server/adapters/postgres/database.ts";
import { newCode } from "#server/store/stations.ts";
import { draft } from "#shared/facts/kinds.ts";
import { HubStation } from "../support/hub/hub-station.ts";
import { type Figure, percentile, rounded } from "./support/figures.ts";

const stations = Number(process.env["HOLDFAST_STATIONS"] ?? 50);
const seconds = Number(process.env["HOLDFAST_SECONDS"] ?? 20);
/** One fact a second from each station: a scanner at every bench that never rests. */
const every = 1000;

interface Load {
  /** Milliseconds from a station's commit, its push beginning, to the arrival at each other station. */
  readonly delays: readonly number[];
  readonly errors: number;
  readonly expected: number;
}

/** A station as the load sees it: something that sends one fact, and something that listens. */
interface Sender {
  send(fact: unknown): Promise<void>;
  listen(heard: (ids: readonly string[]) => void, signal: AbortSignal): Promise<void>;
  record(): { readonly id: string };
}

/**
 * One hub process with 50 stations that push and listen: from the commit at one station to its arrival at every other, as
 * a ratio to a bare relay that commits the same JSON as one row and sends it on. Stations, hub and PostgreSQL share the cores.
 */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-hub-bench-"));
  await chmod(folder, 0o755);
  const postgres = await startEmbedded(folder);
  try {
    const databases = await Promise.all(["hub", "bare"].map((name) => newDatabase(postgres.url, name)));
    const bare = await bareLoad(databases[1] ?? "");
    const hub = await hubLoad(databases[0] ?? "");
    const figure = (name: string, value: number, aim: number | null): Figure => ({
      bench: "hub",
      figure: name,
      value: rounded(value),
      aim,
      better: "lower",
    });
    const p99 = percentile(hub.delays, 0.99);
    return [
      figure("errors", hub.errors, 0),
      figure("facts that did not arrive", hub.expected - hub.delays.length, 0),
      figure("commit to visible p99 / bare relay", p99 / percentile(bare.delays, 0.99), 5),
      figure("commit to visible p50, ms", percentile(hub.delays, 0.5), null),
      figure("commit to visible p99, ms", p99, null),
      figure("bare relay p99, ms", percentile(bare.delays, 0.99), null),
      figure("stations", stations, null),
    ];
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function hubLoad(url: string): Promise<Load> {
  const child = fork(join(import.meta.dirname, "support/hub-program.ts"), {
    env: { ...process.env, DATABASE_URL: url },
    execArgv: ["--import", "tsx"],
  });
  const address = String(await firstWord(child));
  const database = openDatabase(url, 2);
  try {
    const all: Sender[] = [];
    for (let place = 0; place < stations; place += 1) {
      const station = new HubStation(address);
      const letters = `${String.fromCharCode(65 + Math.floor(place / 26))}${String.fromCharCode(65 + (place % 26))}`;
      station.open(letters);
      await station.enrol(await newCode(database, Date.now()), { letters });
      await station.pushAll();
      all.push(senderOf(station));
    }
    return await load(all);
  } finally {
    await database.close();
    child.kill();
  }
}

function senderOf(station: HubStation): Sender {
  let number = 0;
  return {
    record: () => {
      number += 1;
      return station.record(
        draft(`order/o-${station.id}`, "order.holdAdded", {
          orderId: `o-${station.id}`,
          holdId: `h-${number}`,
          type: "OPERATOR",
          reason: "Counted twice",
        }),
      );
    },
    async send(fact) {
      const { results } = await station.push([fact]);
      if (results[0]?.outcome !== "accepted") throw new Error(JSON.stringify(results));
    },
    listen: (heard, signal) => station.stream(({ facts }) => heard(facts.map(({ id }) => id)), signal),
  };
}

async function bareLoad(url: string): Promise<Load> {
  const child = fork(join(import.meta.dirname, "support/bare-relay.mjs"), {
    env: { ...process.env, DATABASE_URL: url },
  });
  const port = String(await firstWord(child));
  const address = `http://127.0.0.1:${port}`;
  try {
    return await load(
      Array.from({ length: stations }, () => {
        // The same fact, made in the same way; the relay does not look at it.
        const station = new HubStation(address);
        const recording = senderOf(station);
        return {
          record: () => recording.record(),
          async send(fact) {
            const response = await fetch(address, { method: "POST", body: JSON.stringify({ facts: [fact] }) });
            await response.text();
          },
          listen: (heard, signal) => listenBare(address, heard, signal),
        } satisfies Sender;
      }),
    );
  } finally {
    child.kill();
  }
}

/** What a program of ours says when it is ready; rejects where it ends before. */
async function firstWord(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`a program of the bench ended with ${String(code)}`);
  });
  const [word] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return word;
}

async function listenBare(
  address: string,
  heard: (ids: readonly string[]) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(address, { signal });
  let text = "";
  try {
    for await (const piece of response.body ?? []) {
      text += Buffer.from(piece).toString("utf8");
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) heard([]);
        else heard((JSON.parse(data) as { facts: { id: string }[] }).facts.map(({ id }) => id));
      }
    }
  } catch (problem) {
    if (!signal.aborted) throw problem;
  }
}

/** Every station sends a fact a second, spread over it, while all listen. */
async function load(all: readonly Sender[]): Promise<Load> {
  const began = new Map<string, number>();
  const delays: number[] = [];
  let errors = 0;
  const ending = new AbortController();
  const opened: Promise<unknown>[] = [];
  const listening = all.map((sender, place) => {
    let isOpen: (value: unknown) => void = () => undefined;
    opened.push(new Promise((resolve) => (isOpen = resolve)));
    const own = place;
    return sender
      .listen((ids) => {
        isOpen(undefined);
        const now = performance.now();
        for (const id of ids) {
          const start = began.get(id);
          if (start !== undefined && owners.get(id) !== own) delays.push(now - start);
        }
      }, ending.signal)
      .catch(() => (errors += 1));
  });
  const owners = new Map<string, number>();
  await Promise.all(opened);
  await Promise.all(
    all.map(async (sender, place) => {
      await pause((place * every) / all.length);
      for (let sent = 0; sent < seconds; sent += 1) {
        const wait = pause(every);
        const fact = sender.record();
        owners.set(fact.id, place);
        began.set(fact.id, performance.now());
        await sender.send(fact).catch(() => (errors += 1));
        await wait;
      }
    }),
  );
  await pause(1000);
  ending.abort();
  await Promise.all(listening);
  return { delays, errors, expected: began.size * (all.length - 1) };
}

async function newDatabase(url: string, name: string): Promise<string> {
  const database = openDatabase(url, 1);
  await database.all(`CREATE DATABASE ${name}`);
  await database.close();
  return url.replace(/\/postgres$/, `/${name}`);
}
