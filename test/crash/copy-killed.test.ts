import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { derivedDigest, differences } from "#main/store/derived.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { isCopyFolderThere } from "#main/sync/copy-folder.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { doAll } from "#test/builders/days.ts";
import { placed } from "#test/builders/facts.ts";
import { bowls, place } from "#test/builders/floor.ts";
import { morning, TestStation, withStation } from "#test/builders/station.ts";
import { chainProblems, storedFacts } from "#test/builders/stored.ts";
import { startTestPostgres } from "#test/support/hub/postgres.ts";
import { hurried, join as joinHub, untilSync } from "#test/support/sync/joined.ts";
import { preparedHub } from "#test/support/sync/prepared.ts";

/** A station killed while it makes a hub's copy its own: before each step that changes anything on the disk. */

const run = promisify(execFile);
const project = resolve(import.meta.dirname, "../..");
const program = join(project, "test/crash/support/take-up-life.ts");
const atOnce = 2;

let folder: string;
/** A store that is open, with a copy that lies ready beside it; as a kill at this moment leaves them. */
let ready: string;
let own: readonly FactEnvelope[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-copy-killed-"));
  ready = join(folder, "ready");
  const postgres = await startTestPostgres();
  const prepared = await preparedHub(await postgres.newDatabase(), [], () => morning);
  try {
    let isReady = (): void => undefined;
    const saved = new Promise<void>((done) => (isReady = done));
    let directory = "";
    const reopen = async (): Promise<void> => {
      cpSync(directory, ready, { recursive: true });
      isReady();
    };
    const timing = { ...hurried, copy: { pullAfter: 60_000, quietWithin: 1 } };
    await withStation(
      async (test) => {
        ({ directory } = test);
        await doAll(test, [
          { what: "stock", a: 1 },
          { what: "place", a: 0 },
          { what: "ship", a: 0 },
        ]);
        await place(test, "own-1", [bowls(1)]);
        expect(await nextNumber(test)).toBe(1);
        await joinHub(test, prepared.hub.address, await prepared.hub.newCode());
        await untilSync(test, ({ waiting }) => waiting === 0);
        await saved;
        own = storedFacts(test.store).filter(({ station }) => station === test.store.stationId);
      },
      { sync: { timing, reopen, onProblem: (problem) => expect.fail(String(problem)) } },
    );
  } finally {
    await prepared.close();
    await postgres.stop();
  }
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nextNumber = (test: TestStation): Promise<number> =>
  test.store.log.act("person-1", (act) => {
    const number = act.nextNumber("order");
    act.append([placed(`numbered-${number}`, { number: `A-${String(number).padStart(4, "0")}` })]);
    return number;
  });

/** A copy of what lies ready, taken up by a process that is killed before this step; gives what it printed. */
async function killedBefore(step: number, directory: string): Promise<string> {
  if (!isCopyFolderThere(directory)) cpSync(ready, directory, { recursive: true });
  const ended = run(process.execPath, ["--import", "tsx", program, directory, String(step)], { cwd: project });
  const { stdout } = await ended.catch((problem: { signal?: string; stderr?: string }) => {
    if (problem.signal !== "SIGKILL") throw problem;
    return { stdout: "" };
  });
  return stdout;
}

/** Opens the store as the next start does. */
async function opened(directory: string, use: (test: TestStation, problems: readonly unknown[]) => Promise<void>) {
  const problems: unknown[] = [];
  const test = new TestStation(directory);
  test.now = morning;
  test.sync = { timing: hurried, onProblem: (problem) => void problems.push(problem) };
  await test.open();
  try {
    await use(test, problems);
  } finally {
    await test.close();
  }
}

async function expectNothingLost(test: TestStation): Promise<void> {
  const held = new Map(storedFacts(test.store).map((fact) => [fact.id, fact]));
  expect(own.filter((fact) => held.get(fact.id)?.hash !== fact.hash)).toEqual([]);
  expect(await nextNumber(test)).toBe(2);
  expect(chainProblems(test.store)).toEqual([]);
  const shown = derivedDigest(test.store);
  for (const _ of rebuild(test.store));
  expect(differences(shown, derivedDigest(test.store))).toEqual([]);
}

describe("a station killed while it takes up a hub's copy", () => {
  it("has lost nothing, whatever the step, and has the copy after the next start", { timeout: 600_000 }, async () => {
    const steps = Number(await killedBefore(0, join(folder, "counted")));
    expect(steps).toBeGreaterThan(15);
    for (let first = 1; first <= steps; first += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, steps + 1 - first) }, (_, more) => first + more);
      await Promise.all(some.map((step) => killedBefore(step, join(folder, `step-${step}`))));
      for (const step of some) {
        const directory = join(folder, `step-${step}`);
        await opened(directory, async (test, problems) => {
          expect(problems, `before step ${step}`).toEqual([]);
          expect(test.store.log.read("orders", "far-2099"), `before step ${step}`).toBeDefined();
          await expectNothingLost(test);
          expect(isCopyFolderThere(directory)).toBe(false);
        });
        rmSync(directory, { recursive: true, force: true });
      }
    }
  });

  it("goes on with its own store where the copy has ended it twice", async () => {
    const directory = join(folder, "twice");
    await killedBefore(8, directory);
    await killedBefore(8, directory);
    await opened(directory, async (test, problems) => {
      expect(problems.map(String)).toEqual([expect.stringContaining("ended the program twice")]);
      expect(test.store.log.read("orders", "far-2099")).toBeUndefined();
      await expectNothingLost(test);
    });
  });
});
