export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface JsonReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

export interface SuiteRun {
  readonly code: number;
  readonly output: string;
  /** A run that did not pass counts at least one failure. */
  readonly tally: Tally;
}

/** What Vitest's JSON report counts. A file that fell over before its first test counts as one failure. */
export function tallyOf(report: JsonReport): Tally;

/** Runs the projects of vitest.config.ts whose names begin so. */
export function runSuite(name: string, options?: { show?: boolean }): Promise<SuiteRun>;

/** The closing line of a test run. */
export function closingLine(tallies: readonly Tally[]): string;
