import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { projectFolder } from "./support/small-house.ts";

/**
 * What main reads before and while the first screen comes: the files reached from its start by imports that are not put
 * off. Types are no imports at run time, and `import()` is put off by definition, but for the two that the start awaits.
 */
const start = ["main/index.ts", "main/store/open-store.ts", "main/station-program.ts"];

/** Each takes its time to be read, and none is needed to show the list of orders. */
const heavy = [
  ...["serialport", "node-hid", "pdf-lib", "@pdf-lib/fontkit", "@hyzyla/pdfium", "harfbuzzjs", "bwip-js"],
  ...["zpl-renderer-js", "bonjour-service", "undici"],
];

const staticImport = /^(?:import|export)\s(?!type\b)[^;"']*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;

function importsOf(path: string): string[] {
  const text = readFileSync(join(projectFolder, path), "utf8");
  return Array.from(text.matchAll(staticImport), ([, from, bare]) => from ?? bare ?? "");
}

function reached(): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const waiting = [...start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    for (const target of importsOf(path)) {
      if (target.startsWith("#")) waiting.push(target.slice(1));
      else if (target.startsWith(".")) {
        waiting.push(relative(projectFolder, resolve(projectFolder, dirname(path), target)));
      } else packages.set(target, path);
    }
  }
  // A pattern that finds nothing would be content with everything.
  expect(seen.size).toBeGreaterThan(150);
  return packages;
}

test("main reads no printer's, scanner's, label's or hub's library before the first screen", () => {
  const packages = reached();
  expect([...packages.keys()]).toContain("zod");
  const found = [...packages].filter(([name]) => heavy.some((each) => name === each || name.startsWith(`${each}/`)));
  expect(found).toEqual([]);
});
