import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { temporaryFolder } from "./support/open-store.ts";

const KILLS = Number(process.env["HOLDFAST_CRASHES"] ?? 30);
const writer = fileURLToPath(new URL("./support/crash-writer.ts", import.meta.url));

/** Runs the writer until it has acknowledged `enough` writes, kills it, and gives all it acknowledged. */
async function writeUntilKilled(path: string, round: number, enough: number): Promise<Map<string, number>> {
  const child = spawn(process.execPath, ["--import", "tsx", writer, path, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const acknowledged = new Map<string, number>();
  let count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const [id = "", version = ""] = line.split(" ");
    // The line at the cut may be half.
    if (version === "") continue;
    acknowledged.set(id, Math.max(acknowledged.get(id) ?? 0, Number(version)));
    if (++count === enough) child.kill("SIGKILL");
  }
  return acknowledged;
}

interface Kept {
  readonly orders: ReadonlyMap<string, number>;
  readonly items: ReadonlyMap<string, number>;
  readonly lines: ReadonlyMap<string, number>;
}

function lookAt(path: string): Kept {
  const connection = openSqlite(path);
  try {
    expect(connection.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const versions = (sql: string) =>
      new Map(
        connection
          .prepare(sql)
          .all()
          .map((row) => [String(row["id"]), Number(row["version"])]),
      );
    const table = (collection: string) =>
      String(connection.prepare("SELECT name FROM rx_tables WHERE collection = ?").get(collection)?.["name"]);
    const placed = (collection: string) =>
      versions(`SELECT id, data ->> '$.placedAt' AS version FROM ${table(collection)}`);
    return { orders: placed("orders"), items: placed("items"), lines: versions("SELECT id, version FROM lines") };
  } finally {
    connection.close();
  }
}

test(`killed ${KILLS} times while writing, the store loses nothing acknowledged and keeps no half commit`, async () => {
  const path = join(temporaryFolder(), "store.db");
  const acknowledged = new Map<string, number>();
  for (let round = 0; round < KILLS; round++) {
    const written = await writeUntilKilled(path, round, 20 + ((round * 37) % 300));
    for (const [id, version] of written) acknowledged.set(id, version);
    const kept = lookAt(path);
    const lost = [...acknowledged].filter(([id, version]) => (kept.orders.get(id) ?? 0) < version);
    expect(lost).toEqual([]);
    const together = new Map([...kept.orders].filter(([id]) => !id.startsWith("rx-")));
    expect(kept.items).toEqual(together);
    expect(kept.lines).toEqual(together);
  }
  expect(acknowledged.size).toBeGreaterThan(KILLS * 5);
}, 600_000);
