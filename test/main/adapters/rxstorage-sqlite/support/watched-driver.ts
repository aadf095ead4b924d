import type { SqliteDriver } from "#main/adapters/sqlite/connection.ts";
import { photostructureDriver } from "#main/adapters/sqlite/drivers.ts";

export interface Watch {
  /** Called with every statement before it is run; what it throws, the statement throws. */
  readonly before?: (sql: string) => void;
  /** Called after every statement that went through. */
  readonly after?: (sql: string) => void;
}

/** The default driver, telling of each statement that writes. */
export function watchedDriver(watch: Watch): SqliteDriver {
  return {
    name: photostructureDriver.name,
    load() {
      const openReal = photostructureDriver.load();
      if (!openReal) return undefined;
      return (path, readOnly) => {
        const real = openReal(path, readOnly);
        const watched = <Value>(sql: string, work: () => Value): Value => {
          watch.before?.(sql);
          const value = work();
          watch.after?.(sql);
          return value;
        };
        return {
          ...real,
          exec: (sql) => watched(sql, () => real.exec(sql)),
          prepare(sql) {
            const statement = real.prepare(sql);
            return {
              run: (...parameters) => watched(sql, () => statement.run(...parameters)),
              get: (...parameters) => statement.get(...parameters),
              all: (...parameters) => statement.all(...parameters),
              iterate: (...parameters) => statement.iterate(...parameters),
            };
          },
        };
      };
    },
  };
}
