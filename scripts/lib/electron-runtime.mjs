import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { prepareStandIn, preparedStandIn, standInIsPossible } from "./electron-stand-in.mjs";
import { inProject, readJson } from "./project.mjs";
import { runNode } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

const electronPackage = inProject("node_modules", "electron");
const electronVersion = () => readJson(join(electronPackage, "package.json")).version;

let found;

/**
 * The Electron to run: the one package.json asks for when its program is here or can be downloaded, otherwise a stand-in
 * for development and tests. Decided once a process; the stand-in is announced.
 * Throws StopWithAdvice when there is neither.
 * @returns {Promise<import("./electron-runtime.mjs").ElectronRuntime>}
 */
export function electronRuntime() {
  found ??= findRuntime();
  return found;
}

async function findRuntime() {
  const real = installedElectron();
  if (real !== undefined) return real;
  // Once the stand-in is here it is used without asking the network again: a start must not wait for a connection.
  const runtime = (await preparedStandIn()) ?? (await downloadedElectron()) ?? (await standInOrAdvice());
  if (runtime.standIn) announce(runtime.version);
  return runtime;
}

/** Once for a command and everything it starts. */
function announce(version) {
  if (process.env.HOLDFAST_STAND_IN_ANNOUNCED) return;
  process.env.HOLDFAST_STAND_IN_ANNOUNCED = "1";
  say(
    `using Electron ${version} as a stand-in for ${electronVersion()}: for development and tests, never shipped. ` +
      "To get the real one, run: npx install-electron",
  );
}

function installedElectron() {
  const distPath = process.env.ELECTRON_OVERRIDE_DIST_PATH || join(electronPackage, "dist");
  const read = (path) => (existsSync(path) ? readFileSync(path, "utf8").trim() : "");
  const executablePath = join(distPath, read(join(electronPackage, "path.txt")) || "electron");
  const version = read(join(distPath, "version")).replace(/^v/, "");
  if (version === "" || !existsSync(executablePath)) return undefined;
  return { executablePath, distPath, standIn: false, version };
}

/** Runs Electron's own download, but only when a short probe says it can work. */
async function downloadedElectron() {
  if (!(await downloadsAreReachable())) return undefined;
  say(`downloading Electron ${electronVersion()} (about 110 MB) …`);
  const { code } = await runNode(join(electronPackage, "install.js"), [], { show: true, timeoutMilliseconds: 600_000 });
  return code === 0 ? installedElectron() : undefined;
}

async function downloadsAreReachable() {
  // A mirror is somebody's deliberate choice: try it.
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return true;
  const page = `https://github.com/electron/electron/releases/download/v${electronVersion()}/SHASUMS256.txt`;
  try {
    const answer = await fetch(page, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(4_000) });
    return answer.status < 400;
  } catch {
    return false;
  }
}

function standInOrAdvice() {
  if (standInIsPossible()) return prepareStandIn();
  throw new StopWithAdvice(
    `Electron ${electronVersion()} could not be downloaded, and there is no stand-in for ${process.platform} ${process.arch}. ` +
      "Connect to the internet and run: npx install-electron",
  );
}
