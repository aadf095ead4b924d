import { existsSync } from "node:fs";
import { whyInstall } from "./lockfile.mjs";
import { inProject, readJson } from "./project.mjs";
import { run } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

/** `npm ci` when needed. npm shows its own progress. */
export async function installDependencies() {
  // npm writes this file last, so a broken-off install has none.
  const record = inProject("node_modules", ".package-lock.json");
  const reason = whyInstall(
    readJson(inProject("package-lock.json")),
    existsSync(record) ? readJson(record) : undefined,
  );
  if (reason === undefined) return;
  say(`installing packages with npm ci, because ${reason} (about a minute) …`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code } = await run(npm, ["ci", "--no-audit", "--no-fund"], { show: true });
  if (code !== 0)
    throw new StopWithAdvice(
      "npm ci did not finish; its reason is above. The package registry must be reachable for this one step.",
    );
}
