import { expect, test } from "vitest";
import { closingLine, tallyOf } from "../../../scripts/lib/suites.mjs";

const report = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
const failedTest = { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] };
const fallenFile = { status: "failed", assertionResults: [] };
const passedFile = { status: "passed", assertionResults: [{ status: "passed" }] };

test("a file that fell over before its first test counts as a failure of its own", () => {
  expect(tallyOf({ ...report, testResults: [failedTest, fallenFile, passedFile] })).toEqual({
    passed: 7,
    failed: 2,
    skipped: 2,
  });
});

test("the closing line sums all runs and names skipped tests only when there are some", () => {
  const run = { passed: 3, failed: 0, skipped: 0 };
  expect(closingLine([run, run])).toBe("6 passed, 0 failed");
  expect(closingLine([run, { passed: 1, failed: 2, skipped: 4 }])).toBe("4 passed, 2 failed, 4 skipped");
});
