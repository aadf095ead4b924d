// `npm run check`: what every change must pass, in well under a minute.
import { runGates, seconds } from "./lib/gates.mjs";
import { prepareTools } from "./lib/prepare.mjs";
import { closingLine } from "./lib/suites.mjs";
import { main } from "./lib/terminal.mjs";

await main(async () => {
  await prepareTools();
  const began = Date.now();
  const { failed, tally } = await runGates();
  const verdict = failed.length === 0 ? "all gates pass" : `not passed: ${failed.join(", ")}`;
  console.log(`\n${verdict} (tests: ${closingLine([tally])}) in ${seconds(began)}`);
  return failed.length === 0 ? 0 : 1;
});
