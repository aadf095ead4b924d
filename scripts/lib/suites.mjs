import { existsSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { inProject, readJson, toolScript } from "./project.mjs";
import { runNode } from "./run.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** What Vitest's JSON report counts. A file that fell over before its first test counts as one failure. */
export function tallyOf(report) {
  const fallen = report.testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + fallen.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Runs the projects of vitest.config.ts whose names begin so.
 * @returns {Promise<{ code: number, output: string, tally: Tally }>} a run that failed counts at least one failure
 */
export async function runSuite(name, { show = false } = {}) {
  const reportPath = inProject(".cache", "test-results", `${name}.json`);
  await mkdir(dirname(reportPath), { recursive: true });
  // Yesterday's report must not answer for a run that ended before it wrote its own.
  await rm(reportPath, { force: true });
  const options = [
    "run",
    "--project",
    `${name}*`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportPath}`,
  ];
  const { code, output } = await runNode(toolScript("vitest"), options, { show });
  const tally = existsSync(reportPath) ? tallyOf(readJson(reportPath)) : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0) tally.failed = Math.max(tally.failed, 1);
  return { code, output, tally };
}

/** The closing line of a test run. */
export function closingLine(tallies) {
  const sum = (kind) => tallies.reduce((total, tally) => total + tally[kind], 0);
  const skipped = sum("skipped") === 0 ? "" : `, ${sum("skipped")} skipped`;
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped}`;
}
