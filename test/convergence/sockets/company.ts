import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "#server/adapters/postgres/database.ts";
import { backup, restore } from "#server/commands/backup.ts";
import { newCode } from "#server/store/stations.ts";
import type { TestPostgres } from "#test/support/hub/postgres.ts";
import { type SeededRandom, seededRandom } from "../../crash/seeded-random.ts";
import { isDeed } from "../support/deeds.ts";
import { dayOf, type Step, stationCount } from "../support/steps.ts";
import { FaultLine } from "./fault-line.ts";
import { type HubLife, Killed, startHubLife, StationLife } from "./lives.ts";
import type { Answers } from "./words.ts";

export interface Given {
  readonly seed: number;
  readonly counts: boolean;
  /** Steps of the day. */
  readonly length: number;
  readonly programs: { readonly station: string; readonly hub: string };
  readonly postgres: TestPostgres;
  /** Where the stations' stores are to lie. */
  readonly folder: string;
  /** To see that the runs would find it: see FaultLine. */
  readonly bug?: "leaves-out-a-fact";
}

/** What happens to machines, at moments of the day that the seed chooses. */
const blows = ["crash", "crash", "crash", "crash", "hubDown", "hubDown", "postgresDown", "backup", "restore"] as const;
type Blow = (typeof blows)[number];

/** Of a hundred requests, how many meet a fault on the way. */
const faulty = 15;
const healingMs = 60_000;
/** Where it is known that they never will. */
const shortHealingMs = 6000;

/**
 * Five stations, each a process of its own that runs the whole station over a store on disk; the hub in a process of its
 * own; a real PostgreSQL; and between them lines on which requests meet faults. Any of the processes may be killed.
 */
export class SocketCompany {
  readonly stations: StationLife[] = [];
  readonly lines: FaultLine[] = [];
  /** Of each station, the last number that was on its disk when it said so. */
  readonly saved: number[] = [];
  readonly happened = new Map<string, number>();
  readonly #given: Given;
  readonly #random: SeededRandom;
  readonly #skews: number[] = [];
  #hub: HubLife | undefined;
  #hubId = "";
  #url = "";
  #backup = "";
  #isWhole = true;
  readonly #deaths: string[] = [];

  constructor(given: Given) {
    this.#given = given;
    this.#random = seededRandom(given.seed);
  }

  get url(): string {
    return this.#url;
  }

  async start(): Promise<void> {
    this.#url = await this.#given.postgres.newDatabase();
    await this.#startHub();
    for (let index = 0; index < stationCount; index += 1) {
      this.#skews.push(this.#random.between(-600_000, 600_000));
      this.lines.push(await FaultLine.to(() => this.#hub?.address ?? "", seededRandom(this.#given.seed * 31 + index)));
      this.saved.push(0);
    }
    for (const line of this.lines) line.leavesOut = this.#given.bug !== undefined;
    const started = await Promise.all(this.lines.map((_, index) => this.#startStation(index)));
    this.stations.push(...started);
    for (const [index, station] of this.stations.entries()) {
      const code = await this.#onDatabase((database) => newCode(database, Date.now()));
      this.#hubId = await station.ask<"join">({ do: "join", address: this.#line(index).address, code });
    }
    for (const line of this.lines) line.chance = faulty;
  }

  /** Lives through the day of the seed, a few steps at once, as people do. */
  async live(): Promise<void> {
    const { seed, counts, length } = this.#given;
    const ours = new Set(["crash", "backup", "restore"]);
    const day = [...morning(), ...dayOf(seed, length, { counts }).filter(({ what }) => !ours.has(what))];
    const moments = new Map<number, Blow[]>();
    for (const blow of this.#given.bug ? [] : blows) {
      // A backup comes before what is restored from it.
      const [from, to] = blow === "backup" ? [0.2, 0.4] : blow === "restore" ? [0.6, 0.8] : [0.1, 0.95];
      const moment = Math.floor(this.#random.between(day.length * from, day.length * to) / stationCount);
      moments.set(moment, [...(moments.get(moment) ?? []), blow]);
    }
    for (let moment = 0; moment * stationCount < day.length; moment += 1) {
      const steps = day.slice(moment * stationCount, (moment + 1) * stationCount);
      const deeds = steps.map((step, place) => this.#happen(step, moment * stationCount + place + 1));
      for (const blow of moments.get(moment) ?? []) await this.#strike(blow);
      await Promise.all(deeds);
      await pause(this.#random.between(0, 30));
    }
  }

  /** Every line carries again; resolves once everybody holds the same, and nobody has anything more to say. */
  async heal(): Promise<void> {
    await Promise.all(this.lines.map((line) => line.mend()));
    await Promise.all(this.stations.map((station) => station.ask<"hurry">({ do: "hurry" })));
    const until = Date.now() + (this.#given.bug ? shortHealingMs : healingMs);
    let last = "";
    for (let same = 0; same < 5;) {
      await pause(120);
      this.#mustLive();
      const states = await Promise.all(this.stations.map((station) => station.ask<"state">({ do: "state" })));
      const { facts, waiting } = await this.#hubHolds();
      const now = JSON.stringify([facts, states.map((state) => state.facts)]);
      const isEven = waiting === 0 && states.every((state) => isSettled(state) && state.facts === facts);
      same = isEven && now === last ? same + 1 : 0;
      last = now;
      if (Date.now() > until) {
        throw new Error(
          `They did not become the same. The hub holds ${facts}:\n${states.map((state) => JSON.stringify(state)).join("\n")}`,
        );
      }
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.stations.map((station) => station.kill()));
    await this.#hub?.kill();
    await Promise.all(this.lines.map((line) => line.close()));
  }

  async #happen(step: Step, count: number): Promise<void> {
    const { what, who } = step;
    if (isDeed(what)) return this.#do(step, count);
    this.#note(what);
    const line = this.#line(who);
    switch (what) {
      case "exchange":
        return this.#hurry(who);
      case "cutPush":
        line.next.push("cut-answer");
        return this.#hurry(who);
      case "cutPull":
        line.next.push(this.#random.pick(["cut-request", "cut-answer", "lost"]));
        return this.#hurry(who);
      case "delayPush":
        line.next.push("late");
        return this.#hurry(who);
      case "deliver":
        line.next.push("double");
        return this.#hurry(who);
      case "partition":
        return line.cut();
      case "heal":
        line.isConnected = true;
        return this.#hurry(who);
      case "skew":
        this.#skews[who] = this.#random.between(-600_000, 600_000);
        return this.#unlessKilled(this.#station(who).ask<"skew">({ do: "skew", milliseconds: this.#skews[who] }));
      case "crash":
      case "backup":
      case "restore":
        return undefined;
    }
  }

  async #do(step: Step, count: number): Promise<void> {
    const { who, what } = step;
    // Somebody who picks or packs makes several scans, one after the other.
    const times = what === "pick" || what === "pack" ? 4 : 1;
    const stations = this.stations.map(({ id }) => ({ id }));
    for (let time = 0; time < times; time += 1) {
      const order = { do: "deed", step, count: count * 10 + time, hubId: this.#hubId, stations } as const;
      const more = { checked: this.#isWhole, counts: this.#given.counts };
      await this.#unlessKilled(
        this.#station(who)
          .ask<"deed">({ ...order, ...more })
          .then((saved) => {
            this.saved[who] = Math.max(this.saved[who] ?? 0, saved);
          }),
      );
    }
  }

  #hurry(who: number): Promise<void> {
    return this.#unlessKilled(this.#station(who).ask<"hurry">({ do: "hurry" }));
  }

  async #strike(blow: Blow): Promise<void> {
    this.#note(blow);
    switch (blow) {
      case "crash": {
        const who = this.#random.between(0, stationCount - 1);
        await pause(this.#random.between(0, 20));
        await this.#station(who).kill();
        this.stations[who] = await this.#startStation(who);
        return undefined;
      }
      case "hubDown":
        await pause(this.#random.between(0, 20));
        await this.#hub?.kill();
        return this.#startHub();
      case "postgresDown":
        return this.#given.postgres.killAndRestart();
      case "backup":
        this.#backup = join(this.#given.folder, "backup.gz");
        await this.#onDatabase((database) => backup(database, this.#backup));
        return undefined;
      case "restore":
        return this.#restore();
    }
  }

  /** The hub comes back as it was when it was backed up; what it took and gave since then only stations know. */
  async #restore(): Promise<void> {
    this.#isWhole = false;
    await this.#hub?.kill();
    this.#url = await this.#given.postgres.newDatabase();
    await this.#onDatabase((database) => restore(database, this.#backup));
    await this.#startHub();
  }

  async #startHub(): Promise<void> {
    this.#hub = await startHubLife(this.#given.programs.hub, this.#url, (words) => {
      this.#deaths.push(`The hub died by itself:\n${words}`);
    });
  }

  #startStation(index: number): Promise<StationLife> {
    const directory = join(this.#given.folder, `station-${index}`);
    return StationLife.start(this.#given.programs.station, directory, this.#skews[index] ?? 0);
  }

  async #hubHolds(): Promise<{ readonly facts: number; readonly waiting: number }> {
    const row = await this.#onDatabase((database) =>
      database.one<{ facts: number; waiting: number }>(
        "SELECT (SELECT count(*) FROM facts)::int AS facts, (SELECT count(*) FROM answers_waiting)::int AS waiting",
      ),
    );
    return row ?? { facts: 0, waiting: 0 };
  }

  async #onDatabase<Value>(use: (database: ReturnType<typeof openDatabase>) => Promise<Value>): Promise<Value> {
    const database = openDatabase(this.#url, 2);
    try {
      return await use(database);
    } finally {
      await database.close();
    }
  }

  async #unlessKilled(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (problem) {
      if (!(problem instanceof Killed)) throw problem;
    }
  }

  #mustLive(): void {
    if (this.#deaths.length > 0) throw new Error(this.#deaths.join("\n"));
  }

  #station(index: number): StationLife {
    const station = this.stations[index];
    if (!station) throw new Error(`There is no station ${index}`);
    return station;
  }

  #line(index: number): FaultLine {
    const line = this.lines[index];
    if (!line) throw new Error(`There is no line to station ${index}`);
    return line;
  }

  #note(what: string): void {
    this.happened.set(what, (this.happened.get(what) ?? 0) + 1);
  }
}

/** Stock comes in and orders are taken at every station, so that there is something to work on. */
function morning(): Step[] {
  const at = (what: "receipt" | "place", a: number): Step[] =>
    Array.from({ length: stationCount }, (_, who) => ({ what, who, a, b: a }));
  return [0, 1, 2].flatMap((sku) => [...at("receipt", sku), ...at("place", sku + 1), ...at("place", sku + 4)]);
}

function isSettled({ line, waiting, download }: Answers["state"]): boolean {
  return line === "open" && waiting === 0 && download?.phase === "live";
}
