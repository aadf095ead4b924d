// `npm test`: everything. Its last line is the count of all tests; a gate other than the tests that fails counts as one.
import { build } from "./lib/build.mjs";
import { runGates } from "./lib/gates.mjs";
import { prepareWindows } from "./lib/prepare.mjs";
import { inProject } from "./lib/project.mjs";
import { runNode } from "./lib/run.mjs";
import { closingLine, runSuite } from "./lib/suites.mjs";
import { main, say } from "./lib/terminal.mjs";

const otherSuites = ["slow", "architecture", "e2e"];

async function builds() {
  try {
    await build();
    return true;
  } catch (reason) {
    console.error(reason instanceof Error ? reason.message : reason);
    return false;
  }
}

/** A bundle that runs from the checkout can still lack a file in the package. */
async function packagedApplicationOpens() {
  for (const script of ["dist.mjs", "smoke.mjs"]) {
    const { code } = await runNode(inProject("scripts", script), [], { show: true });
    if (code !== 0) return false;
  }
  return true;
}

await main(async () => {
  await prepareWindows();
  const { failed, tally } = await runGates();
  const notPassed = [...failed];
  const tallies = [tally];
  if (!(await builds())) notPassed.push("build");
  for (const name of otherSuites) {
    say(`suite: ${name}`);
    const suite = await runSuite(name, { show: true });
    tallies.push(suite.tally);
    if (suite.code !== 0) notPassed.push(`${name} tests`);
  }
  say("the packaged application");
  if (!(await packagedApplicationOpens())) notPassed.push("packaging");
  const otherGates = notPassed.filter((name) => !name.endsWith("tests")).length;
  tallies.push({ passed: 0, failed: otherGates, skipped: 0 });
  if (notPassed.length > 0) say(`not passed: ${notPassed.join(", ")}`);
  console.log(closingLine(tallies));
  return notPassed.length === 0 ? 0 : 1;
});
