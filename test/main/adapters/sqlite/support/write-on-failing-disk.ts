/**
 * Writes to the store at argv[2] with the driver argv[3] while the disk fails in one way after another: argv[4] is where
 * the order for failing-disk.c goes, argv[5] are the orders as JSON. Says at the end, as one line of JSON, which writes
 * were acknowledged, and with which fault the others were refused.
 */
import { writeFileSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { storageFault } from "#main/adapters/sqlite/storage-fault.ts";
import { order, orderSchema } from "../../rxstorage-sqlite/support/orders.ts";

const [, , path = "", driver = "", control = "", orders = "[]"] = process.argv;
const connection = openSqlite(path, { drivers: defaultDrivers.filter(({ name }) => name === driver) });
const problems: string[] = [];
let wake = (): void => undefined;
const checkpointer = startCheckpointer(connection, {
  everyMilliseconds: 5,
  idleRounds: 1000,
  onProblem: (words) => {
    problems.push(words ?? "over");
    wake();
  },
});
const storage = getRxStorageSqlite({ connection });
const database = await createRxDatabase({ name: "failing", storage, multiInstance: false });
await database.addCollections({ orders: { schema: orderSchema } });

const acknowledged: string[] = [];
const refused: Record<string, string[]> = {};

async function writeSome(name: string, count: number): Promise<void> {
  for (let number = 0; number < count; number++) {
    const id = `${name}-${number}`;
    try {
      await storage.enqueue("write", (transaction) =>
        transaction.put("orders", [order(id, { note: "x".repeat(3000) })]),
      );
      acknowledged.push(id);
    } catch (problem) {
      (refused[name] ??= []).push(storageFault(problem) ?? String(problem));
      if (storage.read("orders", id)) throw new Error(`${id} was refused and is there`, { cause: problem });
    }
  }
}

/** What the checkpointer says comes when it comes: of this failing or of the one before. */
async function untilTold(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise<void>((resolve) => (wake = resolve));
}

const isOfCheckpoints = process.env["HOLDFAST_FAIL_ENDING"]?.endsWith(".db") ?? false;

await writeSome("before", 5);
for (const failing of JSON.parse(orders) as string[]) {
  const before = problems.length;
  writeFileSync(control, failing);
  await writeSome(failing, 4);
  if (isOfCheckpoints) await untilTold(() => problems.slice(before).some((words) => words !== "over"));
  writeFileSync(control, "");
  await writeSome(`after ${failing}`, 4);
  if (isOfCheckpoints) await untilTold(() => problems.at(-1) === "over");
}
await checkpointer.stop();
await database.close();
connection.close();
process.stdout.write(JSON.stringify({ acknowledged, refused, problems }));
