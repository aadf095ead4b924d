import { Worker } from "node:worker_threads";
import type { SqliteValue } from "./connection.ts";
import { requireBase } from "./drivers.ts";
import { examineThreadSource } from "./examine-thread.ts";

export interface ExamineOptions {
  readonly path: string;
  readonly driver: string;
  /** Copies the file there first and looks the copy through. What is there already is overwritten. */
  readonly to?: string;
  /** Name -> SQL; the first column of the first row is the answer. */
  readonly questions?: Readonly<Record<string, string>>;
}

export type Examined =
  | {
      readonly kind: "looked-through";
      /** What SQLite's integrity check found; empty where all is well. */
      readonly problems: readonly string[];
      readonly answers: Readonly<Record<string, SqliteValue>>;
      readonly bytes: number;
    }
  /** It could not be copied or read at all. */
  | { readonly kind: "failed"; readonly words: string };

/**
 * Copies a store that is in use, and looks the copy or the store itself through, in a thread of its own: the event loop
 * of the caller is free meanwhile. Resolves in any case, once the thread has ended.
 */
export function examine({ path, driver, to = "", questions = {} }: ExamineOptions): Promise<Examined> {
  const worker = new Worker(examineThreadSource, {
    eval: true,
    workerData: { path, driver, requireBase, to, questions },
  });
  let outcome: Examined = { kind: "failed", words: "The thread ended without a word." };
  worker.on("message", (said: { failed: string } | Omit<Extract<Examined, { kind: "looked-through" }>, "kind">) => {
    outcome = "failed" in said ? { kind: "failed", words: said.failed } : { kind: "looked-through", ...said };
  });
  worker.on("error", (problem) => {
    outcome = { kind: "failed", words: problem instanceof Error ? problem.message : String(problem) };
  });
  return new Promise((resolve) => {
    worker.once("exit", () => resolve(outcome));
  });
}
