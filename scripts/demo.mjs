// `npm run demo`: the tour. One order through the real app with a scanner on a pseudo-terminal and a printer on a TCP port;
// leaves demo-output/ with a picture of every screen, the label, the slip and a page about them.
import { pathToFileURL } from "node:url";
import { buildIfStale } from "./lib/build.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { main, say } from "./lib/terminal.mjs";

await main(async () => {
  await prepareWindows(["socat"]);
  await buildIfStale();
  const { tsImport } = await import("tsx/esm/api");
  const { run } = await tsImport(pathToFileURL(inProject("test", "tour", "tour.ts")).href, import.meta.url);
  await run(say);
});
