import { appendFile, mkdir, rename, stat } from "node:fs/promises";
import { join } from "node:path";

const largestBytes = 5 * 1024 * 1024;

/** What went wrong, for whoever is called to help: a plain file beside the store, at most two of 5 MB. */
export class Journal {
  readonly #path: string;
  #written: Promise<void>;

  constructor(directory: string) {
    this.#path = join(directory, "holdfast.log");
    this.#written = mkdir(directory, { recursive: true }).then(nothing, nothing);
  }

  /** Lines come in the order they were noted. Nobody waits for the disk: a slow one is what problems come from. */
  note(where: string, problem: unknown): void {
    const line = `${new Date().toISOString()} ${where}: ${problemWords(problem)}\n`;
    // A full disk must not turn one problem into two.
    this.#written = this.#written.then(() => this.#append(line)).catch(nothing);
  }

  /** Resolves once everything noted so far is in the file, or could not be. */
  written(): Promise<void> {
    return this.#written;
  }

  async #append(line: string): Promise<void> {
    const size = await stat(this.#path).then(({ size: bytes }) => bytes, nothing);
    if ((size ?? 0) > largestBytes) await rename(this.#path, `${this.#path}.1`);
    await appendFile(this.#path, line);
  }
}

/** A problem as the journal has it: where it came from, too, if that is known. */
export function problemWords(problem: unknown): string {
  return problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
}

function nothing(): undefined {
  return undefined;
}
