// `npm run test:convergence -- --seeds 1000 [--seed 7]`: random days of five stations and a hub over lines that fail.
import { inProject } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

const usage = "npm run test:convergence -- --seeds 1000 [--seed 7]";

/** @param {string} name */
function numberAfter(name) {
  const place = process.argv.indexOf(name);
  if (place < 0) return undefined;
  const value = process.argv[place + 1] ?? "";
  if (!/^\d+$/.test(value)) throw new StopWithAdvice(`${name} takes a whole number: ${usage}`);
  return value;
}

await main(async () => {
  const seeds = numberAfter("--seeds") ?? "50";
  const seed = numberAfter("--seed");
  const env = { ...process.env, HOLDFAST_SEEDS: seeds, ...(seed === undefined ? {} : { HOLDFAST_SEED: seed }) };
  const vitest = inProject("node_modules", "vitest", "vitest.mjs");
  const { code } = await runNode(vitest, ["run", "--project", "slow", "test/convergence"], { show: true, env });
  return code ?? 1;
});
