import { availableParallelism } from "node:os";
import { toolScript } from "./project.mjs";
import { runNode } from "./run.mjs";
import { runSuite } from "./suites.mjs";

/** What every change must pass, the slowest first so that the lanes end together. */
const gates = [
  { name: "unit tests", run: () => runSuite("unit") },
  { name: "lint", run: () => runNode(toolScript("oxlint"), ["--type-aware", "--deny-warnings"]) },
  // The solution file needs -b: without it the compiler checks nothing and is content.
  { name: "types", run: () => runNode(toolScript("typescript", "tsc"), ["-b", ".", "scripts"]) },
  { name: "dead code", run: () => runNode(toolScript("knip"), ["--no-progress"]) },
  { name: "format", run: () => runNode(toolScript("oxfmt"), ["--check"]) },
];

/**
 * Runs the gates side by side, says how each went, and shows in full what the failing ones said.
 * @returns {Promise<{ failed: string[], tally: import("./suites.mjs").Tally }>} the failing gates' names, and the unit tests' count
 */
export async function runGates() {
  const waiting = [...gates];
  const failures = [];
  let tally = { passed: 0, failed: 0, skipped: 0 };
  const lane = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const began = Date.now();
      const result = await gate.run();
      if ("tally" in result) tally = result.tally;
      if (result.code !== 0) failures.push({ name: gate.name, output: result.output });
      console.log(`${result.code === 0 ? "✓" : "✗"} ${gate.name.padEnd(12)} ${seconds(began)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  for (const { name, output } of failures) console.log(`\n─── ${name} ───\n${output.trim()}`);
  return { failed: failures.map(({ name }) => name), tally };
}

export const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;
