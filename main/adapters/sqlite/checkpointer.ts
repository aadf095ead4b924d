import { Worker } from "node:worker_threads";
import type { SqliteConnection } from "./connection.ts";
import { checkpointThreadSource } from "./checkpoint-thread.ts";
import { requireBase } from "./drivers.ts";

export interface CheckpointerOptions {
  /** How long the log may grow before the thread is started. Default 0. */
  readonly startAfterMilliseconds?: number;
  /** Default 500 ms. */
  readonly everyMilliseconds?: number;
  /** Rounds without a write after which the log is cut to nothing. Default 10 (5 s). */
  readonly idleRounds?: number;
  /** What the log holds above which the alarm is on. Default 256 MiB. */
  readonly alarmBytes?: number;
  /** Called each round with the log past the alarm. */
  readonly onLogTooLarge?: (bytes: number) => void;
  /** A round failed (full or failing disk), and the next ones will be tried; undefined when one went through again. */
  readonly onProblem?: (words: string | undefined) => void;
  /**
   * The worker ended unasked. The connection given has been set to checkpoint by itself again (SQLite's default,
   * every 1,000 pages), so that the log stays bounded; commits are then slower at times.
   */
  readonly onFailure?: (problem: unknown) => void;
}

export interface CheckpointState {
  /** Bytes of the log while it is past the alarm; undefined while all is well. */
  readonly logTooLarge: number | undefined;
  /** Why what was committed cannot be moved from the log into the file; it stays in the log, and nothing is lost. */
  readonly problem: string | undefined;
}

type Message =
  | { readonly kind: "log-size"; readonly bytes: number }
  | { readonly kind: "problem"; readonly words: string | undefined };

export interface Checkpointer {
  state(): CheckpointState;
  /** Resolves once the worker's thread has ended. Call it before closing the connection and before leaving. */
  stop(): Promise<void>;
}

/**
 * Moves what was committed from the write-ahead log into the file, from a thread and a connection of its own:
 * a checkpoint in the path of a commit costs tens of milliseconds at the 99th percentile.
 */
export function startCheckpointer(connection: SqliteConnection, options: CheckpointerOptions = {}): Checkpointer {
  let running: Checkpointer | undefined;
  const begin = (): void => {
    running = runCheckpointer(connection, options);
  };
  const wait = options.startAfterMilliseconds ?? 0;
  let timer: NodeJS.Timeout | undefined;
  if (wait > 0) timer = setTimeout(begin, wait);
  else begin();
  return {
    state: () => running?.state() ?? { logTooLarge: undefined, problem: undefined },
    stop() {
      clearTimeout(timer);
      return running?.stop() ?? Promise.resolve();
    },
  };
}

function runCheckpointer(connection: SqliteConnection, options: CheckpointerOptions): Checkpointer {
  const alarmBytes = options.alarmBytes ?? 256 * 1024 * 1024;
  const worker = new Worker(checkpointThreadSource, {
    eval: true,
    workerData: {
      path: connection.path,
      driver: connection.driver,
      requireBase,
      everyMilliseconds: options.everyMilliseconds ?? 500,
      idleRounds: options.idleRounds ?? 10,
      alarmBytes,
    },
  });
  let stopping = false;
  let failure: unknown;
  let logTooLarge: number | undefined;
  let lastProblem: string | undefined;
  worker.on("message", (message: Message) => {
    if (message.kind === "problem") {
      lastProblem = message.words;
      options.onProblem?.(message.words);
      return;
    }
    logTooLarge = message.bytes > alarmBytes ? message.bytes : undefined;
    if (logTooLarge !== undefined) options.onLogTooLarge?.(message.bytes);
  });
  worker.on("error", (problem) => {
    failure = problem;
  });
  const ended = new Promise<void>((resolve) => {
    worker.once("exit", (exitCode) => {
      resolve();
      if (stopping) return;
      connection.exec("PRAGMA wal_autocheckpoint = 1000");
      failure ??= new Error(`The checkpoint worker ended with code ${exitCode}`);
      lastProblem = failure instanceof Error ? failure.message : String(failure);
      options.onFailure?.(failure);
    });
  });
  return {
    state: () => ({ logTooLarge, problem: lastProblem }),
    stop() {
      if (!stopping) worker.postMessage("stop");
      stopping = true;
      return ended;
    },
  };
}
