import { availableParallelism, totalmem } from "node:os";
import { projectFolder, toolScript } from "./project.mjs";
import { runNode } from "./run.mjs";
import { runSuite } from "./suites.mjs";

/** What every change must pass besides the tests, the slowest first so that the lanes end together. */
const tools = {
  lint: { script: () => toolScript("oxlint"), options: [] },
  // The solution file needs -b: without it the compiler checks nothing and is content.
  types: { script: () => toolScript("typescript", "tsc"), options: ["-b", ".", "scripts"] },
  "dead code": {
    script: () => toolScript("knip"),
    options: ["--no-progress", "--cache", "--cache-location", ".cache/knip"],
  },
  format: { script: () => toolScript("oxfmt"), options: ["--check"] },
};

const gigabyte = 1024 ** 3;

/**
 * The compiler and what lints by types are Go programs, which spend a quarter of their time collecting garbage. Where there
 * is memory to spare they do so only once they hold a good part of it.
 */
function memoryForGo(bytes) {
  return bytes < 8 * gigabyte ? {} : { GOGC: "off", GOMEMLIMIT: `${Math.floor(bytes / 4 / gigabyte)}GiB` };
}

export function runGate(name, folder = projectFolder, more = []) {
  const { script, options } = tools[name];
  return runNode(script(), [...options, ...more], { cwd: folder, env: memoryForGo(totalmem()) });
}

/** Runs all gates and the unit tests side by side, says how each went, and shows in full what the failing ones said. */
export async function runGates() {
  let tally = { passed: 0, failed: 0, skipped: 0 };
  const unitTests = async () => {
    const suite = await runSuite("unit");
    tally = suite.tally;
    return suite;
  };
  const waiting = [
    { name: "unit tests", run: unitTests },
    ...Object.keys(tools).map((name) => ({ name, run: () => runGate(name) })),
  ];
  const failures = [];
  const lane = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const began = Date.now();
      const { code, output } = await gate.run();
      if (code !== 0) failures.push({ name: gate.name, output });
      console.log(`${code === 0 ? "✓" : "✗"} ${gate.name.padEnd(12)} ${seconds(began)}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
  for (const { name, output } of failures) console.log(`\n─── ${name} ───\n${output.trim()}`);
  return { failed: failures.map(({ name }) => name), tally };
}

export const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;
