import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Journal } from "#main/journal.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-journal-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("has a line for each problem, in the order they were noted, with where it came from", async () => {
  const journal = new Journal(join(folder, "store"));
  for (let number = 0; number < 50; number += 1) journal.note("scanning", `problem ${number}`);
  journal.note("uncaught", new Error("a bug"));
  await journal.written();
  const text = readFileSync(join(folder, "store", "holdfast.log"), "utf8");
  expect(text.match(/scanning: problem \d+/g)).toEqual(
    Array.from({ length: 50 }, (_, number) => `scanning: problem ${number}`),
  );
  expect(text).toMatch(/uncaught: Error: a bug\n +at .*journal\.test/);
});

it("keeps two files of 5 MB at most", async () => {
  const journal = new Journal(folder);
  writeFileSync(join(folder, "holdfast.log"), "x".repeat(5 * 1024 * 1024 + 1));
  journal.note("scanning", "one more");
  await journal.written();
  expect(readdirSync(folder).toSorted()).toEqual(["holdfast.log", "holdfast.log.1"]);
  expect(statSync(join(folder, "holdfast.log")).size).toBeLessThan(100);
});

it("makes no second problem of one that cannot be written down", async () => {
  writeFileSync(join(folder, "store"), "a file where the folder should be");
  const journal = new Journal(join(folder, "store"));
  journal.note("scanning", "a problem");
  await expect(journal.written()).resolves.toBeUndefined();
});
