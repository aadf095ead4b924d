import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./support/small-house.ts";

/** Which folders each folder may import from: the house's one direction. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  shared: ["shared"],
  main: ["main", "shared"],
  server: ["server", "shared"],
  preload: ["preload", "shared/bridge"],
  renderer: ["renderer", "shared"],
};

const importPattern = /(?:\bfrom|\bimport|\bimport\()\s*["']((?:#|\.{1,2}\/)[^"']+)["']/g;

interface Import {
  readonly from: string;
  readonly to: string;
}

function importsOf(path: string): readonly Import[] {
  const text = readFileSync(join(projectFolder, path), "utf8");
  return Array.from(text.matchAll(importPattern), ([, target = ""]) => ({
    from: path,
    to: target.startsWith("#")
      ? target.slice(1)
      : relative(projectFolder, resolve(projectFolder, dirname(path), target)),
  }));
}

function sourcesOf(folder: string): readonly string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => `${folder}/${path}`);
}

const isAllowed = ({ from, to }: Import): boolean =>
  (allowed[from.slice(0, from.indexOf("/"))] ?? []).some((folder) => to.startsWith(`${folder}/`));

test("no folder imports against the direction of the house", () => {
  const files = Object.keys(allowed).flatMap(sourcesOf);
  const imports = files.flatMap(importsOf);
  // A scan that sees nothing finds nothing wrong.
  expect(files.length).toBeGreaterThan(100);
  expect(imports.length).toBeGreaterThan(200);
  expect(imports.filter((one) => !isAllowed(one))).toEqual([]);
});

test("the scan would see a wrong import", () => {
  expect(isAllowed({ from: "renderer/main.tsx", to: "main/index.ts" })).toBe(false);
  expect(isAllowed({ from: "server/index.ts", to: "main/store/fact-log.ts" })).toBe(false);
  expect(isAllowed({ from: "preload/index.ts", to: "shared/orders/place-order.ts" })).toBe(false);
  expect(importsOf("preload/index.ts")).toContainEqual({ from: "preload/index.ts", to: "shared/bridge/names.ts" });
});
