import { createRequire } from "node:module";
import type { SqliteConnection, SqliteDriver, SqliteRow, SqliteStatement, SqliteValue } from "./connection.ts";

/** `__filename` exists in the bundle and under Vitest, `import.meta.url` in plain ES modules. */
export const requireBase: string = typeof __filename === "string" ? __filename : import.meta.url;

const requireNative = createRequire(requireBase);

/** The part of `node:sqlite` that is used here; `@photostructure/sqlite` has the same shape. */
interface NodeSqliteModule {
  readonly DatabaseSync: new (
    path: string,
    options: { readonly readOnly: boolean },
  ) => { exec(sql: string): void; prepare(sql: string): SqliteStatement; close(): void };
}

interface LibsqlStatement {
  run(parameters: readonly SqliteValue[]): { changes: number; lastInsertRowid: number };
  get(parameters: readonly SqliteValue[]): SqliteRow | undefined;
  all(parameters: readonly SqliteValue[]): SqliteRow[];
}

type LibsqlModule = new (path: string) => {
  exec(sql: string): void;
  prepare(sql: string): LibsqlStatement;
  close(): void;
};

function openLikeNode(name: string, loaded: NodeSqliteModule) {
  return (path: string, readOnly: boolean): SqliteConnection => {
    const database = new loaded.DatabaseSync(path, { readOnly });
    let isOpen = true;
    return {
      driver: name,
      path,
      exec: (sql) => database.exec(sql),
      prepare: (sql) => database.prepare(sql),
      close() {
        if (isOpen) database.close();
        isOpen = false;
      },
    };
  };
}

function loadOrNothing(name: string): unknown {
  try {
    return requireNative(name);
  } catch {
    return undefined;
  }
}

export const photostructureDriver: SqliteDriver = {
  name: "@photostructure/sqlite",
  load() {
    const loaded = loadOrNothing("@photostructure/sqlite") as NodeSqliteModule | undefined;
    return loaded && openLikeNode("@photostructure/sqlite", loaded);
  },
};

export const nodeSqliteDriver: SqliteDriver = {
  name: "node:sqlite",
  load() {
    const loaded = process.getBuiltinModule?.("node:sqlite") as NodeSqliteModule | undefined;
    return loaded && openLikeNode("node:sqlite", loaded);
  },
};

export const libsqlDriver: SqliteDriver = {
  name: "libsql",
  load() {
    const Loaded = loadOrNothing("libsql") as LibsqlModule | undefined;
    if (!Loaded) return undefined;
    return (path, readOnly) => {
      const database = openLibsql(Loaded, path);
      // This engine opens for writing only.
      if (readOnly) database.exec("PRAGMA query_only = 1");
      let isOpen = true;
      return {
        driver: "libsql",
        path,
        exec: (sql) => database.exec(sql),
        prepare(sql) {
          const statement = database.prepare(sql);
          // A single parameter that is an object (null, bytes) would be taken for a set of named ones.
          return {
            run: (...parameters) => statement.run(parameters),
            get: (...parameters) => withoutTiming(statement.get(parameters)),
            all: (...parameters) => statement.all(parameters),
            // Its own iterator cannot be ended early: it would hold the read transaction open.
            iterate: (...parameters) => statement.all(parameters),
          };
        },
        close() {
          if (isOpen) database.close();
          isOpen = false;
        },
      };
    };
  },
};

/** An opening that fails has SQLite's code in its words alone. */
function openLibsql(Loaded: LibsqlModule, path: string): InstanceType<LibsqlModule> {
  try {
    return new Loaded(path);
  } catch (problem) {
    const code = problem instanceof Error && /^ConnectionFailed.*: (\d+)"\)$/s.exec(problem.message)?.[1];
    throw code ? Object.assign(problem, { rawCode: Number(code) }) : problem;
  }
}

/** Rows of this engine's `get` carry how long it took. */
function withoutTiming(row: SqliteRow | undefined): SqliteRow | undefined {
  if (row) delete row["_metadata"];
  return row;
}

export const defaultDrivers: readonly SqliteDriver[] = [photostructureDriver, nodeSqliteDriver, libsqlDriver];
