import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import type { SqliteConnection } from "#main/adapters/sqlite/connection.ts";
import { must } from "#shared/kernel/result.ts";

/**
 * Takes up the copy that lies ready in the store of argv[2], and is killed before the step argv[3]; 0 for never. A step is
 * whatever changes what another process would find on the disk: a file made, renamed or removed, a commit, the end of a log.
 * Prints how many there were.
 */
const [, , directory = "", dieBefore = "0"] = process.argv;
let steps = 0;

function step(): void {
  steps += 1;
  if (steps === Number(dieBefore)) process.kill(process.pid, "SIGKILL");
}

for (const name of ["renameSync", "rmSync", "writeFileSync", "mkdirSync"] as const) {
  const work = fs[name] as (...given: unknown[]) => unknown;
  Object.assign(fs, {
    [name]: (...given: unknown[]) => {
      step();
      return work(...given);
    },
  });
}
syncBuiltinESMExports();

const { photostructureDriver } = await import("#main/adapters/sqlite/drivers.ts");
const open = must(photostructureDriver.load(), "it is the driver of every test");
const counted = (sql: string): void => {
  if (/commit|journal_mode|wal_checkpoint/i.test(sql)) step();
};
Object.assign(photostructureDriver, {
  load:
    () =>
    (path: string, readOnly: boolean): SqliteConnection => {
      const connection = open(path, readOnly);
      return {
        ...connection,
        exec(sql) {
          counted(sql);
          connection.exec(sql);
        },
        prepare(sql) {
          counted(sql);
          return connection.prepare(sql);
        },
      };
    },
});

const { takeUpCopy } = await import("#main/sync/take-up-copy.ts");
await takeUpCopy({
  directory,
  clock: Date.now,
  onProblem(problem) {
    throw problem;
  },
});
console.log(steps);
