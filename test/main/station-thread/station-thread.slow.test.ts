import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { startStationThread } from "#main/station-thread/thread-life.ts";
import { openStation } from "#main/station.ts";
import { assets } from "../../builders/station.ts";
import { bundleProgram } from "../../support/bundle.ts";
import { WatchedThread } from "./support/watched-thread.ts";

/** The station's own thread, as the application starts it, in plain Node. */

let program: Awaited<ReturnType<typeof bundleProgram>>;
beforeAll(async () => {
  program = await bundleProgram("main/station-thread/program.ts");
});
afterAll(() => program.remove());

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "holdfast-thread-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function watched(): WatchedThread {
  return new WatchedThread(() => startStationThread(program.path, { directory, assets, version: "1.2.3" }), {
    directory,
  });
}

const start = { mode: "empty", stationName: "Bench", letters: "A", personName: "Ann", pin: "1234" } as const;

async function begun(): Promise<WatchedThread> {
  const watch = watched();
  expect(await watch.call("station.begin", start)).toMatchObject({ ok: true, value: { phase: "ready" } });
  return watch;
}

it("opens the store, answers, tells, and lets go of the store when it closes", async () => {
  const watch = watched();
  expect(await watch.call("station.state", {})).toEqual({ ok: true, value: { phase: "first-run" } });
  expect(await watch.call("orders.counts", {})).toMatchObject({ error: { code: "not-signed-in" } });
  await watch.call("station.begin", start);
  expect(await watch.call("station.diagnostics", {})).toMatchObject({ ok: true, value: { version: "1.2.3" } });
  expect(watch.phases()).toContain("ready");
  await watch.thread.close();
  expect(watch.notes).toEqual([]);

  const station = await openStation({ directory, assets, clock: Date.now, emit: () => undefined });
  await station.close();
});

it("loses nothing it acknowledged when the thread ends at any moment, and opens the store again in a new one", async () => {
  const watch = await begun();
  let added = 1;
  for (let life = 0; life < 3; life += 1) {
    const until = added + 5 + life;
    for (;;) {
      if (added === until) void watch.workers.at(-1)?.terminate();
      const reply = await watch.call("people.add", { name: `Person ${added}`, pin: "4321", roles: ["packer"] });
      if (!reply.ok) {
        expect(reply.error.code).toBe("station-stopped");
        break;
      }
      added += 1;
    }
    const people = await watch.call("people.list", {});
    const names = people.ok ? people.value.map(({ name }) => name) : [];
    // The one that was refused may have been saved, or not: that is what the refusal says.
    for (let number = 1; number < added; number += 1) expect(names).toContain(`Person ${number}`);
    expect(new Set(names).size).toBe(names.length);
    added = names.length;
  }
  await expect.poll(() => watch.phases().filter((phase) => phase === "opening after a stop")).toHaveLength(3);
  expect(watch.workers).toHaveLength(4);
  await watch.thread.close();
});

it("notes what nobody caught, and goes on in the same thread", async () => {
  const watch = await begun();
  // Of a device process that never was.
  watch.workers[0]?.postMessage({ kind: "child-ended", child: 99 });
  expect(await watch.call("people.list", {})).toMatchObject({ ok: true });
  expect(watch.notes).toEqual([expect.stringMatching(/^uncaught: .*no device process 99/)]);
  expect(watch.workers).toHaveLength(1);
  await watch.thread.close();
});

it("closes and opens the store in the same thread where that is asked for; who asks meanwhile waits", async () => {
  const watch = await begun();
  const before = watch.phases().length;
  // Written by each opening.
  const openMark = join(directory, "holdfast.open");
  rmSync(openMark);
  const replies = await Promise.all([watch.call("care.rebuild", {}), watch.call("people.list", {})]);
  expect(replies.map(({ ok }) => ok)).toEqual([true, true]);
  expect(existsSync(openMark)).toBe(true);
  expect(watch.phases().slice(before)).toEqual(["opening", "ready"]);

  const twice = await Promise.all([watch.call("care.rebuild", {}), watch.call("care.rebuild", {})]);
  expect(twice.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await watch.call("people.list", {})).toMatchObject({ ok: true });
  expect(watch.workers).toHaveLength(1);
  await watch.thread.close();
  expect(watch.notes).toEqual([]);
});

it("still refuses a store whose last writes were lost, when the thread that refused it ends", async () => {
  const holder = await openStation({ directory, assets, clock: Date.now, emit: () => undefined });
  // As a process leaves it that was killed, and somebody who then tidies up.
  cpSync(directory, `${directory}-killed`, { recursive: true });
  await holder.close();
  rmSync(directory, { recursive: true });
  renameSync(`${directory}-killed`, directory);
  rmSync(join(directory, "holdfast.sqlite-wal"));
  const refused = { value: { phase: "store-closed", words: expect.stringContaining("is gone"), rescue: true } };
  const watch = watched();
  expect(await watch.call("station.state", {})).toMatchObject(refused);
  await watch.workers[0]?.terminate();
  await expect.poll(() => watch.workers.length).toBe(2);
  expect(await watch.call("station.state", {})).toMatchObject(refused);
  await watch.thread.close();
  const again = watched();
  expect(await again.call("station.state", {})).toMatchObject(refused);
  await again.thread.close();
});

it("says in words why a store cannot be opened, and opens it once it can be", async () => {
  const holder = await openStation({ directory, assets, clock: Date.now, emit: () => undefined });
  const watch = watched();
  expect(await watch.call("station.state", {})).toMatchObject({
    value: { phase: "store-closed", words: expect.stringContaining("is open already") },
  });
  expect(await watch.call("orders.counts", {})).toMatchObject({ error: { code: "store-closed" } });
  expect(watch.notes).toEqual([expect.stringContaining("opening the store")]);
  await holder.close();
  await watch.thread.close();
});
