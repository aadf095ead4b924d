// `npm run store -- COMMAND DIR`: care for a store while the app is closed. `npm run store -- --help` says what.
import { pathToFileURL } from "node:url";
import { prepareTools } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { main } from "./lib/terminal.mjs";

await main(async () => {
  await prepareTools();
  const { tsImport } = await import("tsx/esm/api");
  const { runStoreCommand } = await tsImport(
    pathToFileURL(inProject("main", "store-command.ts")).href,
    import.meta.url,
  );
  return runStoreCommand(process.argv.slice(2), (text) => console.log(text));
});
