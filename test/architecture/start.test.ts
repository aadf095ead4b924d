import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { reachedFrom } from "./support/reached.ts";
import { projectFolder } from "./support/small-house.ts";

/** What is read before and while the first screen comes, by each of the two threads that bring it. */
const main = reachedFrom("main/index.ts");
const station = reachedFrom("main/station-thread/program.ts");

/** Each takes its time to be read, and none is needed to show the list of orders. */
const heavy = [
  ...["serialport", "node-hid", "pdf-lib", "@pdf-lib/fontkit", "@hyzyla/pdfium", "harfbuzzjs", "bwip-js"],
  ...["zpl-renderer-js", "bonjour-service", "undici"],
];

/** The thread of the window waits for no disk: what does lies behind a message to the station's thread. */
const waitsForDisks = /^main\/(?:store\/(?!store-files\.ts)|features\/|sync\/|station\.ts|adapters\/(?!devices\/))/;

test("no thread reads a printer's, scanner's, label's or hub's library before the first screen", () => {
  // A pattern that finds nothing would be content with everything.
  expect(station.files.size).toBeGreaterThan(150);
  const packages = [...main.packages, ...station.packages];
  expect(packages.map(([name]) => name)).toContain("zod");
  expect(packages.filter(([name]) => heavy.some((each) => name === each || name.startsWith(`${each}/`)))).toEqual([]);
});

test("main's own thread reads nothing of the store, and no package but Electron", () => {
  expect(main.files.size).toBeGreaterThan(10);
  expect([...main.files].filter((path) => waitsForDisks.test(path))).toEqual([]);
  const packages = [...main.packages].filter(([name]) => !name.startsWith("node:"));
  expect(packages.map(([name]) => name)).toEqual(["electron"]);
  expect(main.packages.has("node:sqlite")).toBe(false);
});

test("nor does it put anything off that it would read later", () => {
  const later = [...main.files].filter((path) => readFileSync(join(projectFolder, path), "utf8").includes("import("));
  expect(later).toEqual([]);
});

test("the thread's entry reads nothing by itself: what it runs, it reads in its compiled form", () => {
  const entry = reachedFrom("main/station-thread/index.ts");
  expect([...entry.files].map((path) => basename(path)).toSorted()).toEqual(["compiled-program.ts", "index.ts"]);
  expect([...entry.packages.keys()].filter((name) => !name.startsWith("node:"))).toEqual([]);
});

test("the station's thread knows no Electron, which is not to be had there", () => {
  expect([...station.packages.keys()]).not.toContain("electron");
  const store = [...station.files].filter((path) => waitsForDisks.test(path));
  expect(store).toContain("main/store/open-store.ts");
});
