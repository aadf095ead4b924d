import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { hubCommand, type HubProcess, startHubProcess } from "#test/support/hub/hub-process.ts";
import { type HubStation, joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startRoundRobin } from "#test/support/hub/round-robin.ts";

/** `HOLDFAST_KILLS=100` for the long run. */
const kills = Number(process.env["HOLDFAST_KILLS"] ?? 3);

let folder: string;
let postgres: TestPostgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "holdfast-hubs-"));
  // As root, PostgreSQL runs under an account of its own, which must come through.
  await chmod(folder, 0o755);
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "" });

/** A hub that is reached by what is printed. */
const codes =
  (command: readonly string[], environment: Record<string, string> = {}) =>
  async () => {
    const { text } = await hubCommand(["code", ...command], environment);
    return /^([A-Z0-9]{4}(?:-[A-Z0-9]{4}){2}) /m.exec(text)?.[1] ?? text;
  };

describe("two hub processes on one PostgreSQL, behind a proxy that gives each the next request", () => {
  it("are one hub", async () => {
    const environment = { DATABASE_URL: await postgres.newDatabase() };
    const hubs = await Promise.all([startHubProcess([], environment), startHubProcess([], environment)]);
    const proxy = await startRoundRobin(hubs.map(({ address }) => address));
    const newCode = codes([], environment);
    const stations: HubStation[] = [];
    for (const letters of ["A", "B", "C"]) {
      const code = stations.length < 2 ? (hubs[stations.length]?.code ?? "") : await newCode();
      stations.push(await joinedStation({ address: proxy.address, newCode: async () => code }, letters));
    }
    const [writer, other, listener] = stations as [HubStation, HubStation, HubStation];
    const { checkpoint } = await listener.pullAll();
    const ending = new AbortController();
    const heard: string[] = [];
    const wanted = 2 * 2 + 2 * 10;
    const listening = listener.stream(
      ({ facts }) => {
        heard.push(...facts.map(({ id }) => id));
        if (heard.length >= wanted) ending.abort();
      },
      ending.signal,
      checkpoint,
    );
    for (const station of [writer, other]) await station.pushAll();
    for (let n = 0; n < 10; n += 1) {
      for (const station of [writer, other]) {
        const fact = station.record(
          n === 0 ? placed(`o-${station.id}`) : hold(`o-${writer.id}`, `h-${station.id}-${n}`),
        );
        const replies = await Promise.all([station.push([fact]), station.push([fact])]);
        // Sent to both at once, it is taken by one.
        expect(replies.map(({ results }) => results[0]?.outcome ?? "").toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
          "accepted",
          "duplicate",
        ]);
      }
    }
    await listening;
    const all = [...writer.facts, ...other.facts].map(({ id }) => id).toSorted();
    expect(heard.toSorted()).toEqual(all);
    expect((await listener.pullAll({ limit: 3 })).facts.map(({ id }) => id).toSorted()).toEqual(all);
    expect(Math.abs((proxy.counts[0] ?? 0) - (proxy.counts[1] ?? 0))).toBeLessThanOrEqual(1);

    // A token taken by a command is void at both.
    await hubCommand(["revoke", "A"], environment);
    for (let n = 0; n < 2; n += 1) expect((await writer.request("GET", "/v1/facts")).status).toBe(401);
    proxy.close();
    expect(await Promise.all(hubs.map((hub) => hub.end()))).toEqual([0, 0]);
  });
});

describe("a hub killed with SIGKILL while stations push", () => {
  it(`has lost nothing it acknowledged and doubled nothing, ${kills} times`, async () => {
    const place = ["--folder", join(folder, "killed")];
    let hub: HubProcess = await startHubProcess(place);
    const stations = [await joinedStation({ address: hub.address, newCode: async () => hub.code }, "A")];
    stations.push(await joinedStation({ address: hub.address, newCode: codes(place) }, "B"));
    const acknowledged = new Set<string>();
    let numbers = 0;
    for (let kill = 1; kill <= kills; kill += 1) {
      let pushed = 0;
      let enough: () => void = () => undefined;
      const busy = new Promise<void>((resolve) => (enough = resolve));
      const pushing = stations.map(async (station) => {
        for (;;) {
          const facts = Array.from({ length: 5 }, () =>
            station.record(hold(`o-${numbers % 7}`, `h-${(numbers += 1)}`)),
          );
          try {
            const { results } = await station.push(facts);
            for (const { id, outcome } of results)
              if (outcome === "accepted" || outcome === "duplicate") acknowledged.add(id);
            if (results.some(({ outcome }) => outcome === "waiting")) await station.pushAll();
          } catch {
            enough();
            return;
          }
          // In the middle of things, at a point that no clock decides.
          if ((pushed += 1) === 4 + kill * 3) enough();
        }
      });
      await busy;
      await hub.end("SIGKILL");
      await Promise.all(pushing);
      hub = await startHubProcess([...place, "--no-code"]);
      for (const station of stations) station.address = hub.address;
    }
    for (const station of stations) await station.pushAll();
    for (const station of stations) {
      const { facts } = await station.pullAll({ own: true });
      const ids = facts.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.toSorted()).toEqual(stations.flatMap((one) => one.facts.map(({ id }) => id)).toSorted());
      expect([...acknowledged].filter((id) => !ids.includes(id))).toEqual([]);
      expect(await station.acknowledgement()).toMatchObject({
        sequence: station.facts.length,
        missing: [],
        refused: [],
      });
    }
    expect(acknowledged.size).toBeGreaterThan(kills * 10);
    expect(await hub.end()).toBe(0);
  });
});

describe("the command", () => {
  it("explains itself, and says what is wrong with what it does not understand", async () => {
    const told = await hubCommand(["--help"]);
    expect(told.code).toBe(0);
    for (const word of ["--port", "--certificate", "backup", "restore", "revoke", "stations", "code"]) {
      expect(told.text).toContain(word);
    }
    const wrong = await Promise.all(
      [["fly"], ["revoke"], ["--port", "x"], ["--key", "k"]].map((args) => hubCommand(args)),
    );
    expect(wrong.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(wrong.every(({ text }) => text.includes("holdfast:") && !text.includes("    at "))).toBe(true);
  });
});
