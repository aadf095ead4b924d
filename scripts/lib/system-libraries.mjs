import { existsSync } from "node:fs";
import { run } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

/** What Electron, its stand-in and the device libraries load from a Debian system. */
const libraries = [
  "libgtk-3-0",
  "libnss3",
  "libasound2",
  "libgbm1",
  "libatk-bridge2.0-0",
  "libcups2",
  "libxss1",
  "libxtst6",
  "libudev1",
  "libusb-1.0-0",
];
/** A screen in memory, and what unpacks the stand-in. */
const programs = ["xvfb", "xauth", "unzip"];

/** Debian 13 and Ubuntu 24.04 gave the libraries with 64-bit times new names. */
const newerName = (name) => `${name}t64`;

async function missingPackages(also) {
  const wanted = [...programs, ...libraries, ...also];
  const { output } = await run("dpkg-query", [
    "-W",
    "-f=${db:Status-Abbrev}${Package}\n",
    ...wanted,
    ...wanted.map(newerName),
  ]);
  const installed = new Set(
    output.split("\n").flatMap((line) => (line.startsWith("ii ") ? [line.slice(3).trim()] : [])),
  );
  const missing = wanted.filter((name) => !installed.has(name) && !installed.has(newerName(name)));
  const renamed = await Promise.all(
    missing.map(
      async (name) => (await run("apt-cache", ["pkgnames", newerName(name)])).output.trim() === newerName(name),
    ),
  );
  return missing.map((name, place) => (renamed[place] ? newerName(name) : name));
}

/**
 * On Debian and its family: installs the missing system packages when we may, otherwise stops with the one command to run.
 * `also` names packages that only this command needs. Elsewhere it does nothing: Windows and macOS need none, and another Linux has its own names.
 */
export async function installSystemLibraries(also = []) {
  if (process.platform !== "linux" || !existsSync("/usr/bin/dpkg-query")) return;
  const missing = await missingPackages(also);
  if (missing.length === 0) return;
  const install = ["install", "-y", "--no-install-recommends", ...missing];
  if (process.getuid?.() !== 0)
    throw new StopWithAdvice(
      `this system lacks ${missing.length} packages that a window needs. Run this once, then start again:\n\n` +
        `  sudo apt-get update && sudo apt-get ${install.join(" ")}\n`,
    );
  say(`installing system packages: ${missing.join(" ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  let result = await run("apt-get", install, { env });
  if (result.code !== 0) {
    await run("apt-get", ["update"], { env });
    result = await run("apt-get", install, { env });
  }
  if (result.code !== 0)
    throw new StopWithAdvice(
      `apt-get could not install ${missing.join(" ")}. What it said:\n\n${result.output.trim()}\n\nInstall them, then start again.`,
    );
}
