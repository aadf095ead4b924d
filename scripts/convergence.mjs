// `npm run test:convergence -- --seeds 1000 [--seed 7] [--sockets]`: random days of five stations and a hub over lines that fail.
import { inProject } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

const usage = `npm run test:convergence -- --seeds 1000 [--seed 7] [--sockets]

Without --sockets: that many days in one process, by the rules and folds, and a tenth as many over sockets.
With it: that many days over sockets only, each station, the hub and PostgreSQL a process that is killed at times.`;

/** @param {string} name */
function numberAfter(name) {
  const place = process.argv.indexOf(name);
  if (place < 0) return undefined;
  const value = process.argv[place + 1] ?? "";
  if (!/^\d+$/.test(value)) throw new StopWithAdvice(`${name} takes a whole number.\n\n${usage}`);
  return Number(value);
}

await main(async () => {
  if (process.argv.includes("--help")) {
    console.log(usage);
    return 0;
  }
  const seeds = numberAfter("--seeds") ?? 50;
  const seed = numberAfter("--seed");
  const onlySockets = process.argv.includes("--sockets");
  const env = {
    ...process.env,
    HOLDFAST_SEEDS: String(seeds),
    HOLDFAST_SOCKET_SEEDS: String(onlySockets ? seeds : Math.ceil(seeds / 10)),
    ...(seed === undefined ? {} : { HOLDFAST_SEED: String(seed) }),
  };
  const vitest = inProject("node_modules", "vitest", "vitest.mjs");
  const tests = onlySockets ? "test/convergence/sockets.test.ts" : "test/convergence";
  const { code } = await runNode(vitest, ["run", "--project", "slow", tests], { show: true, env });
  return code ?? 1;
});
