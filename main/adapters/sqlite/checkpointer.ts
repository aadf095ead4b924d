import { Worker } from "node:worker_threads";
import type { SqliteConnection } from "./connection.ts";
import { checkpointThreadSource } from "./checkpoint-thread.ts";
import { requireBase } from "./drivers.ts";

export interface CheckpointerOptions {
  /** Default 500 ms. */
  readonly everyMilliseconds?: number;
  /** Rounds without a write after which the log is cut to nothing. Default 10 (5 s). */
  readonly idleRounds?: number;
  /** Size of the log above which `onLogTooLarge` is called each round. Default 256 MiB. */
  readonly alarmBytes?: number;
  readonly onLogTooLarge?: (bytes: number) => void;
  /**
   * The worker ended unasked. The connection given has been set to checkpoint by itself again (SQLite's default,
   * every 1,000 pages), so that the log stays bounded; commits are then slower at times.
   */
  readonly onFailure?: (problem: unknown) => void;
}

export interface Checkpointer {
  /** Resolves once the worker's thread has ended. Call it before closing the connection and before leaving. */
  stop(): Promise<void>;
}

/**
 * Moves what was committed from the write-ahead log into the file, from a thread and a connection of its own:
 * a checkpoint in the path of a commit costs tens of milliseconds at the 99th percentile.
 */
export function startCheckpointer(connection: SqliteConnection, options: CheckpointerOptions = {}): Checkpointer {
  const worker = new Worker(checkpointThreadSource, {
    eval: true,
    workerData: {
      path: connection.path,
      driver: connection.driver,
      requireBase,
      everyMilliseconds: options.everyMilliseconds ?? 500,
      idleRounds: options.idleRounds ?? 10,
      alarmBytes: options.alarmBytes ?? 256 * 1024 * 1024,
    },
  });
  let stopping = false;
  let failure: unknown;
  worker.on("message", (message: { readonly kind: "log-size"; readonly bytes: number }) => {
    options.onLogTooLarge?.(message.bytes);
  });
  worker.on("error", (problem) => {
    failure = problem;
  });
  const ended = new Promise<void>((resolve) => {
    worker.once("exit", (exitCode) => {
      resolve();
      if (stopping) return;
      connection.exec("PRAGMA wal_autocheckpoint = 1000");
      options.onFailure?.(failure ?? new Error(`The checkpoint worker ended with code ${exitCode}`));
    });
  });
  return {
    stop() {
      if (!stopping) worker.postMessage("stop");
      stopping = true;
      return ended;
    },
  };
}
