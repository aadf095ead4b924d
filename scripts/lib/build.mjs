import { mkdir, readdir, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject, toolScript } from "./project.mjs";
import { runNode } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

const sources = [
  "shared",
  "main",
  "preload",
  "renderer",
  "assets",
  "package.json",
  "package-lock.json",
  "electron.vite.config.ts",
];

/** Its date is when the last good build began, so that an edit made during the build counts as newer. */
const stamp = inProject("out", "built");

async function newest(path) {
  const entry = await stat(path).catch(() => undefined);
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  // The folder's own date tells of a file that was removed.
  const within = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(entry.mtimeMs, ...within);
}

async function buildIsCurrent() {
  const built = await stat(stamp).catch(() => undefined);
  if (built === undefined) return false;
  return Math.max(...(await Promise.all(sources.map((name) => newest(inProject(name)))))) <= built.mtimeMs;
}

/** Builds out/ from the sources. Stops with the builder's own words when they do not build. */
export async function build() {
  const began = new Date();
  const { code, output } = await runNode(toolScript("electron-vite"), ["build", "--logLevel", "warn"]);
  if (code !== 0)
    throw new StopWithAdvice(`the application does not build. What the builder said:\n\n${output.trim()}`);
  await mkdir(inProject("out"), { recursive: true });
  await writeFile(stamp, "");
  await utimes(stamp, began, began);
  say(`built in ${((Date.now() - began.getTime()) / 1000).toFixed(1)} s`);
}

export async function buildIfStale() {
  if (!(await buildIsCurrent())) await build();
}
