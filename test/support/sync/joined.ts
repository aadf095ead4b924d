import { expect } from "vitest";
import { type Doing, doAll } from "#test/builders/days.ts";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";
import { HubStation } from "#test/support/hub/hub-station.ts";
import { type RunningHub, startHub, type TestHubOptions } from "#test/support/hub/start-hub.ts";
import { WeakLine } from "./weak-line.ts";

/** So that a test need not wait for a line to be tried again. */
export const hurried = { first: 5, longest: 50, compareEvery: 600_000 };

export interface Joined {
  readonly hub: RunningHub;
  readonly test: TestStation;
  readonly line: WeakLine;
  /** What the engine could not deal with: nothing, in every test. */
  readonly problems: unknown[];
}

/** A whole station that has joined a hub by a line that can be cut. */
export async function withHub(
  url: string,
  use: (parts: Joined) => Promise<void>,
  options: TestHubOptions & { readonly join?: boolean } = {},
): Promise<void> {
  const problems: unknown[] = [];
  const sync = { timing: hurried, onProblem: (problem: unknown) => void problems.push(problem) };
  await withStation(
    async (test) => {
      const hub = await startHub(url, { clock: () => test.now, ...options });
      const line = await WeakLine.to(hub.address);
      try {
        if (options.join ?? true) await join(test, line.address, await hub.newCode());
        await use({ hub, test, line, problems });
      } finally {
        await test.close();
        await line.close();
        await hub.close();
      }
      expect(problems).toEqual([]);
    },
    { sync },
  );
}

export async function join(test: TestStation, address: string, code: string): Promise<void> {
  expect(await test.call("sync.join", { address, code, fingerprint: null })).toMatchObject({ ok: true });
}

/** What a station recorded on such a day. To be called while no station is open: RxDB opens one store a process. */
export function factsOfDay(day: readonly Doing[], now: number): Promise<FactEnvelope[]> {
  return withStation(async (test) => {
    test.now = now;
    await doAll(test, day);
    return storedFacts(test.store);
  });
}

/** The wire half of another station, which recorded these facts before it joined. */
export async function colleague(hub: RunningHub, facts: readonly FactEnvelope[]): Promise<HubStation> {
  const last = facts.at(-1);
  const station = new HubStation(hub.address, last ? { id: last.station } : {});
  station.facts.push(...facts);
  if (last) station.head = { sequence: last.sequence, hash: last.hash, stamp: last.stamp };
  station.user = "person-1";
  station.clock = () => (last ? timeOf(last.stamp) : Date.now());
  await station.enrol(await hub.newCode(), { letters: "B" });
  return station;
}

export function syncState(test: TestStation): SyncState {
  return test.station.hub.state();
}

/** Resolves once the station says so; it looks again whenever the window is told something. */
export async function untilSync(
  test: TestStation,
  holds: (state: SyncState) => boolean,
  patience = 90_000,
): Promise<void> {
  const until = Date.now() + patience;
  // It may be opening its store anew, with a copy that the hub had made ready.
  while (!test.isOpen || !holds(syncState(test))) {
    if (Date.now() > until) {
      expect.fail(`It never came to ${String(holds)}: ${test.isOpen ? JSON.stringify(syncState(test)) : "closed"}`);
    }
    await Promise.race([test.nextWord(), new Promise((resolve) => void setTimeout(resolve, 100))]);
  }
}

export const isSynced = (state: SyncState): boolean =>
  state.line === "open" && state.waiting === 0 && state.download?.phase === "live";

/** Resolves once the station holds so many facts, none waits, and the line is open. */
export function untilHolds(test: TestStation, facts: number): Promise<void> {
  return untilSync(test, (state) => isSynced(state) && test.factCount() === facts);
}

/** Station and hub hold the same facts, each once, and the station shows what they say. */
export async function expectSame(test: TestStation, reader: HubStation): Promise<void> {
  const byId = (facts: readonly FactEnvelope[]): FactEnvelope[] =>
    facts.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const { facts } = await reader.pullAll({ own: true });
  expect(byId(storedFacts(test.store))).toEqual(byId(facts));
  expect(storedPicture(test.store)).toEqual(pictureFrom(facts, test.store.stationId));
}
