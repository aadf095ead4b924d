import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout, as an absolute path. */
export const projectFolder = resolve(fileURLToPath(new URL("../..", import.meta.url)));

/** A path inside the checkout. */
export const inProject = (...parts) => join(projectFolder, ...parts);

export const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** What is too big to fetch once a clone (Electron itself) lives here, shared by all clones of one user. */
export const userCacheFolder = () => join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "holdfast");

/** A tool of node_modules as a script for `process.execPath`: the same on every system, no shell, no npx. */
export function toolScript(packageName, command = packageName) {
  const folder = inProject("node_modules", packageName);
  const { bin } = readJson(join(folder, "package.json"));
  return join(folder, typeof bin === "string" ? bin : bin[command]);
}
