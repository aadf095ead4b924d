// `npm run dist`: the packaged application in dist/, for this system, not installed.
// `npm run dist -- installers`: what people install, from the real Electron only.
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { buildIfStale } from "./lib/build.mjs";
import { electronRuntime } from "./lib/electron-runtime.mjs";
import { prepareTools } from "./lib/prepare.mjs";
import { main, say, StopWithAdvice } from "./lib/terminal.mjs";

const standInWarning = (version) =>
  [
    "",
    "************************************ FOR TESTING ONLY ************************************",
    `This package is made with the stand-in (Electron ${version}), not with the Electron that`,
    "Holdfast ships with. It shows that packaging works. Do not give it to anyone.",
    "*******************************************************************************************",
    "",
  ].join("\n");

/** The stand-in brings its own loader along, and a shipped Electron its welcome page. Neither is ours to ship. */
async function removeForeignApplications({ appOutDir }) {
  for (const name of ["app", "default_app.asar"])
    await rm(join(appOutDir, "resources", name), { recursive: true, force: true });
}

await main(async () => {
  await prepareTools();
  const installers = process.argv.includes("installers");
  const { standIn, distPath, version } = await electronRuntime();
  if (standIn && installers)
    throw new StopWithAdvice("installers are made from the real Electron only. Get it with: npx install-electron");
  if (standIn) console.log(standInWarning(version));
  await buildIfStale();
  const { build: packageApplication, Platform } = await import("electron-builder");
  const made = await packageApplication({
    targets: Platform.current().createTarget(installers ? null : "dir"),
    publish: "never",
    config: { electronDist: distPath, electronVersion: version, afterExtract: removeForeignApplications },
  });
  say(`packaged: ${made.length > 0 ? made.join(", ") : "see dist/"}`);
  if (standIn) console.log(standInWarning(version));
});
