// `npm run test:crash -- --kills 200 [--seed 7]`: the app, and its store without a window, killed with SIGKILL at random
// moments, and started again. Without a number: as often as `npm test` does.
import { buildIfStale } from "./lib/build.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

const usage = "npm run test:crash -- --kills 200 [--seed 7]";

/** @param {string} name */
function numberAfter(name) {
  const place = process.argv.indexOf(name);
  if (place < 0) return undefined;
  const value = process.argv[place + 1] ?? "";
  if (!/^\d+$/.test(value)) throw new StopWithAdvice(`${name} takes a whole number: ${usage}`);
  return value;
}

await main(async () => {
  await prepareWindows();
  await buildIfStale();
  const kills = numberAfter("--kills");
  const seed = numberAfter("--seed");
  const env = {
    ...process.env,
    ...(kills === undefined ? {} : { HOLDFAST_KILLS: kills }),
    ...(seed === undefined ? {} : { HOLDFAST_SEED: seed }),
  };
  const vitest = inProject("node_modules", "vitest", "vitest.mjs");
  const { code } = await runNode(vitest, ["run", "--project", "slow", "test/crash"], { show: true, env });
  return code ?? 1;
});
