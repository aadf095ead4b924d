import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";

const largestBytes = 5 * 1024 * 1024;

/** What went wrong, for whoever is called to help: a plain file beside the store, at most two of 5 MB. */
export class Journal {
  readonly #path: string;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.#path = join(directory, "holdfast.log");
  }

  note(where: string, problem: unknown): void {
    const words = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    try {
      if ((statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0) > largestBytes) {
        renameSync(this.#path, `${this.#path}.1`);
      }
      appendFileSync(this.#path, `${new Date().toISOString()} ${where}: ${words}\n`);
    } catch {
      // A full disk must not turn one problem into two.
    }
  }
}
