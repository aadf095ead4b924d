import { existsSync } from "node:fs";
import { inProject, readJson } from "./project.mjs";
import { run } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

/**
 * Why node_modules does not hold what package-lock.json asks for, or undefined when it does.
 * Contents are compared, not dates: a checkout or a copy changes dates without changing what is installed.
 */
export function whyInstall(wanted, installed) {
  if (installed === undefined) return "the packages are not there yet";
  for (const [path, asked] of Object.entries(wanted.packages)) {
    const there = installed.packages[path];
    // A package for another system is in the lockfile but rightly not on this disk.
    if (path === "" || asked.link || (there === undefined && (asked.optional || asked.devOptional))) continue;
    if (there?.version !== asked.version || there?.integrity !== asked.integrity)
      return `${path.replace(/^.*node_modules\//, "")} changed in package-lock.json`;
  }
  return undefined;
}

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
