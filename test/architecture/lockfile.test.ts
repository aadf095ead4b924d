import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { incompleteEntries } from "../../scripts/lib/lockfile.mjs";
import { projectFolder } from "./support/small-house.ts";

test("package-lock.json names the packages of every system, so that npm ci works on each (mend it with: npm run lockfile)", () => {
  const lockfile = JSON.parse(readFileSync(join(projectFolder, "package-lock.json"), "utf8"));
  expect(incompleteEntries(lockfile.packages).map(([path]) => path)).toEqual([]);
});
