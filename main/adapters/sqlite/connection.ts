import type { StorageFault } from "./storage-fault.ts";

/** What a statement takes as a parameter and gives back in a row. Booleans are 0 and 1. */
export type SqliteValue = string | number | bigint | null | Uint8Array;

export type SqliteRow = Record<string, SqliteValue>;

export interface SqliteChanges {
  readonly changes: number | bigint;
  readonly lastInsertRowid: number | bigint;
}

export interface SqliteStatement {
  run(...parameters: SqliteValue[]): SqliteChanges;
  get(...parameters: SqliteValue[]): SqliteRow | undefined;
  all(...parameters: SqliteValue[]): SqliteRow[];
  /** Rows as they are read. Finish or break out of the loop before the next write on this connection. */
  iterate(...parameters: SqliteValue[]): Iterable<SqliteRow>;
}

/** One synchronous connection. Every call blocks until SQLite has answered. */
export interface SqliteConnection {
  readonly driver: string;
  readonly path: string;
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  /** Once closed, closing again does nothing. */
  close(): void;
}

export interface SqliteDriver {
  readonly name: string;
  /** Undefined where this driver cannot be loaded in this process; an opening that fails throws. */
  load(): ((path: string, readOnly: boolean) => SqliteConnection) | undefined;
}

export type SqliteRefusalCode =
  /** The disk, or the file on it, is in no state to be opened for writing. */
  | StorageFault
  /** No driver could be loaded in this process. */
  | "no-driver"
  /** The file system or the driver does not give a write-ahead log. */
  | "no-write-ahead-log"
  /** A commit would not wait for the disk. */
  | "commits-not-durable";

/** The store may not be opened in this state; nothing has been written. */
export class SqliteRefused extends Error {
  override readonly name = "SqliteRefused";
  readonly code: SqliteRefusalCode;

  constructor(code: SqliteRefusalCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
