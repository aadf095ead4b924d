// `npm run hub`: the hub that stations send their facts to. `npm run hub -- --help` says the rest.
import { pathToFileURL } from "node:url";
import { prepareTools } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

await main(async () => {
  await prepareTools();
  const { tsImport } = await import("tsx/esm/api");
  const { run } = await tsImport(pathToFileURL(inProject("server", "index.ts")).href, import.meta.url);
  try {
    await run(process.argv.slice(2), (text) => console.log(text));
  } catch (reason) {
    if (reason instanceof Error && reason.name === "HubAdvice") throw new StopWithAdvice(reason.message);
    throw reason;
  }
});
