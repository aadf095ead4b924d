import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listBackups, makeBackup } from "#main/store/backups.ts";
import type { Store } from "#main/store/open-store.ts";
import { withStation } from "#test/builders/station.ts";

const now = Date.UTC(2026, 4, 4, 9);

function backUp(store: Store, at = now) {
  const { driver, bytes } = store.facts();
  return makeBackup({ paths: store.paths, driver, now: at, storeBytes: bytes, freeBytes: Infinity });
}

describe("backups", () => {
  it("made at once, and in the same millisecond, are both there", async () => {
    await withStation(async ({ store }) => {
      const made = await Promise.all([backUp(store), backUp(store), backUp(store, now + 1)]);
      const names = made.map((one) => (one.ok ? one.value.name : one.error.words));
      expect(new Set(names).size).toBe(3);
      expect((await listBackups(store.paths)).map(({ name }) => name).toSorted()).toEqual(names.toSorted());
      expect(await readdir(store.paths.backups)).toHaveLength(6);
    });
  });

  it("begun while another is copied leave its copy alone", async () => {
    await withStation(async ({ store }) => {
      const is = { over: false };
      const first = backUp(store).finally(() => {
        is.over = true;
      });
      const isCopied = async () =>
        (await readdir(store.paths.backups).catch(() => [])).some((name) => /part/.test(name));
      while (!is.over && !(await isCopied()));
      expect(await Promise.all([first, backUp(store, now + 1)])).toMatchObject([{ ok: true }, { ok: true }]);
    });
  });

  it("are not listed before they have their name and their note, and what was cut off makes room", async () => {
    await withStation(async ({ store }) => {
      const { backups } = store.paths;
      await mkdir(backups);
      const cutOff = ["4194304-1.part", "4194304-1.part-journal", `${process.pid}-900.part`, "older.sqlite.part"];
      // Whoever started this process is alive, and so may be at work on the first.
      const others = [`${process.ppid}-1.part`, `${process.ppid}-2.part`];
      for (const name of [...cutOff, ...others]) await writeFile(join(backups, name), "half");
      await utimes(join(backups, `${process.ppid}-2.part`), 0, 0);
      await writeFile(join(backups, "unfinished.sqlite"), "half");
      await writeFile(join(backups, "unnamed.json"), JSON.stringify({ at: now, facts: 1, station: "", sequence: 1 }));
      expect(await listBackups(store.paths)).toEqual([]);
      const made = await backUp(store);
      expect((await listBackups(store.paths)).map(({ name }) => name)).toEqual([made.ok ? made.value.name : ""]);
      const parts = (await readdir(backups)).filter((name) => name.includes(".part"));
      expect(parts).toEqual([`${process.ppid}-1.part`]);
    });
  });

  it("go when newer ones stand for them, each with its note", async () => {
    await withStation(async ({ store }) => {
      for (let minute = 0; minute < 7; minute++) await backUp(store, now + minute * 60_000);
      const kept = await listBackups(store.paths);
      expect(kept.map(({ at }) => at)).toEqual([6, 5, 4, 3].map((minute) => now + minute * 60_000));
      expect(await readdir(store.paths.backups)).toHaveLength(kept.length * 2);
    });
  });

  it("that cannot be written are refused in words, and the next is tried", async () => {
    await withStation(async ({ store }) => {
      await writeFile(store.paths.backups, "a file in the place of the folder");
      expect(await backUp(store)).toMatchObject({ ok: false, error: { code: "backup-failed" } });
      await rm(store.paths.backups);
      expect(await backUp(store)).toMatchObject({ ok: true });
    });
  });
});
