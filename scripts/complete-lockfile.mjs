// `npm run lockfile`, after every change of dependencies.
// A registry that holds the compiled packages of some systems only makes npm leave the others out of package-lock.json,
// and `npm ci` then refuses that lockfile everywhere. This writes the missing ones down: their versions are known from the
// package that asks for them, their systems from their names.
import { writeFileSync } from "node:fs";
import { incompleteEntries } from "./lib/lockfile.mjs";
import { inProject, readJson } from "./lib/project.mjs";
import { main, say } from "./lib/terminal.mjs";

await main(() => {
  const path = inProject("package-lock.json");
  const lockfile = readJson(path);
  const missing = incompleteEntries(lockfile.packages);
  if (missing.length === 0) {
    say("package-lock.json is complete");
    return;
  }
  const entries = [...Object.entries(lockfile.packages), ...missing];
  // npm's own order, so that its next change is a small one.
  entries.sort(([left], [right]) => left.localeCompare(right, "en"));
  writeFileSync(path, `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(entries) }, undefined, 2)}\n`);
  say(`package-lock.json: ${missing.length} packages for other systems written down`);
});
