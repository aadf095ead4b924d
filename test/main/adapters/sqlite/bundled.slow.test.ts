import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bundleProgram } from "#test/support/bundle.ts";

const root = join(import.meta.dirname, "..", "..", "..", "..");

const entry = `
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
const connection = openSqlite(process.argv[2]);
connection.exec("CREATE TABLE kept (value)");
let isTold = false;
const checkpointer = startCheckpointer(connection, {
  everyMilliseconds: 1,
  alarmBytes: 1,
  onFailure(problem) { throw problem; },
  async onLogTooLarge() {
    // It may be told again before the thread has stopped.
    if (isTold) return;
    isTold = true;
    await checkpointer.stop();
    connection.close();
    process.stdout.write("checkpointed with " + connection.driver);
  },
});
connection.exec("INSERT INTO kept VALUES (1)");
`;

test("bundled to CommonJS, as the application ships, the drivers load and the checkpoint thread runs", async () => {
  // Inside the project, so that the native packages are found as they are from the built application.
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "bundled-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, "entry.ts"), entry);
  const program = await bundleProgram(join(folder, "entry.ts"));
  onTestFinished(() => program.remove());
  const { stdout, stderr } = spawnSync(process.execPath, [program.path, join(folder, "store.db")], {
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "checkpointed with @photostructure/sqlite", stderr: "" });
});
