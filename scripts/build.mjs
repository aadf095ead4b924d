// `npm run build`: out/ from the sources.
import { build } from "./lib/build.mjs";
import { prepareTools } from "./lib/prepare.mjs";
import { main } from "./lib/terminal.mjs";

await main(async () => {
  await prepareTools();
  await build();
});
