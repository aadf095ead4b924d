import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { projectFolder } from "./small-house.ts";

/** Types are no imports at run time, and `import()` is put off by definition. */
const staticImport = /^(?:import|export)\s(?!type\b)[^;"']*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm;

export interface Reached {
  /** Of this project, by path. */
  readonly files: ReadonlySet<string>;
  /** Package -> a file that imports it. */
  readonly packages: ReadonlyMap<string, string>;
}

/** What is read as soon as this file is: everything it imports, and what that imports, at once. */
export function reachedFrom(start: string): Reached {
  const files = new Set<string>();
  const packages = new Map<string, string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue;
    files.add(path);
    for (const target of importsOf(path)) {
      if (target.startsWith("#")) waiting.push(target.slice(1));
      else if (target.startsWith(".")) {
        waiting.push(relative(projectFolder, resolve(projectFolder, dirname(path), target)));
      } else packages.set(target, path);
    }
  }
  return { files, packages };
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(projectFolder, path), "utf8");
  return Array.from(text.matchAll(staticImport), ([, from, bare]) => from ?? bare ?? "");
}
