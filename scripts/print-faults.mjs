// `npm run test:print-faults -- --jobs 2000 [--seed 7]`: labels at printers that fail, through the real queue and store.
import { prepareTools } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { main, StopWithAdvice } from "./lib/terminal.mjs";

const usage = "npm run test:print-faults -- --jobs 2000 [--seed 7]";

/** @param {string} name */
function numberAfter(name) {
  const place = process.argv.indexOf(name);
  if (place < 0) return undefined;
  const value = process.argv[place + 1] ?? "";
  if (!/^\d+$/.test(value)) throw new StopWithAdvice(`${name} takes a whole number: ${usage}`);
  return value;
}

await main(async () => {
  await prepareTools();
  const seed = numberAfter("--seed");
  const chosen = { HOLDFAST_PRINT_JOBS: numberAfter("--jobs") ?? "2000", ...(seed ? { HOLDFAST_SEED: seed } : {}) };
  const env = { ...process.env, ...chosen };
  const vitest = inProject("node_modules", "vitest", "vitest.mjs");
  const { code } = await runNode(vitest, ["run", "--project", "slow", "test/crash/print"], { show: true, env });
  return code ?? 1;
});
