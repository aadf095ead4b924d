import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { addRxPlugin, createRxDatabase } from "rxdb";
import type { RxCollection, RxCollectionCreator, RxJsonSchema } from "rxdb";
import { RxDBAttachmentsPlugin } from "rxdb/plugins/attachments";
import { RxDBMigrationSchemaPlugin } from "rxdb/plugins/migration-schema";
import { expect, test } from "vitest";
import type { SqliteConnection, SqliteDriver } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { temporaryFolder } from "./support/open-store.ts";
import { order, orderSchema } from "./support/orders.ts";
import type { Order } from "./support/orders.ts";
import { watchedDriver } from "./support/watched-driver.ts";

addRxPlugin(RxDBMigrationSchemaPlugin);
addRxPlugin(RxDBAttachmentsPlugin);

interface NewOrder extends Omit<Order, "placedAt"> {
  placed: string;
}

const oldSchema: RxJsonSchema<Order> = { ...orderSchema, attachments: {} };

const newSchema: RxJsonSchema<NewOrder> = {
  version: 1,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 60 },
    status: { type: "string", maxLength: 20 },
    placed: { type: "string", maxLength: 20 },
    note: { type: "string" },
  },
  required: ["id", "status", "placed"],
  indexes: [["status", "placed"]],
  attachments: {},
};

const upgraded: RxCollectionCreator = {
  schema: newSchema,
  autoMigrate: false,
  migrationStrategies: {
    1: ({ placedAt, ...rest }: Order) => (rest.status === "draft" ? null : { ...rest, placed: `t${placedAt}` }),
  },
};

const LIVING = 23;
const batch = 5;

/** Orders of which some are deleted, some have a slip, and one is to be dropped by the migration. */
async function makeOldStore(path: string): Promise<void> {
  const connection = openSqlite(path);
  const database = await createRxDatabase({
    name: "store",
    storage: getRxStorageSqlite({ connection }),
    multiInstance: false,
  });
  const { orders } = await database.addCollections({ orders: { schema: oldSchema } });
  for (let number = 0; number < LIVING; number++) {
    const made = await orders.insert(order(`o${number}`, { placedAt: number }));
    if (number % 4 === 0)
      await made.putAttachment({ id: "slip", data: new Blob([`slip ${number}`]), type: "text/plain" });
  }
  await orders.bulkInsert([order("draft", { status: "draft" }), order("gone-1"), order("gone-2"), order("gone-3")]);
  await orders.bulkRemove(["gone-1", "gone-2", "gone-3"]);
  await database.close();
  connection.close();
}

interface Opened {
  readonly connection: SqliteConnection;
  readonly orders: RxCollection<NewOrder>;
  close(): Promise<void>;
}

async function openNew(path: string, drivers?: readonly SqliteDriver[]): Promise<Opened> {
  const connection = openSqlite(path, drivers ? { drivers } : {});
  const database = await createRxDatabase({
    name: "store",
    storage: getRxStorageSqlite({ connection }),
    multiInstance: false,
    ignoreDuplicate: false,
  });
  const { orders } = await database.addCollections({ orders: upgraded });
  return {
    connection,
    orders: orders as RxCollection<NewOrder>,
    async close() {
      await database.close();
      connection.close();
    },
  };
}

/** Everything a person would miss, and nothing they deleted. */
async function expectMigrated({ connection, orders }: Opened): Promise<void> {
  const found = await orders.find({ sort: [{ placed: "asc" }] }).exec();
  const expected = Array.from({ length: LIVING }, (_, number) => `o${number} t${number}`);
  expect(found.map((one) => `${one.id} ${one.placed}`).toSorted()).toEqual(expected.toSorted());
  for (const one of found.filter(({ placed }) => Number(placed.slice(1)) % 4 === 0)) {
    expect(await one.getAttachment("slip")?.getStringData()).toBe(`slip ${one.placed.slice(1)}`);
  }
  const deleted = await orders.storageInstance.findDocumentsById(["gone-1", "gone-2", "gone-3", "draft"], true);
  expect(deleted.filter((one) => !one._deleted)).toEqual([]);
  // The old version is gone, with its attachments.
  const tables = connection.prepare("SELECT version FROM rx_tables WHERE collection = 'orders'").all();
  expect(tables).toEqual([{ version: 1 }]);
  expect(connection.prepare("SELECT count(*) AS number FROM rx_attachments").get()).toEqual({ number: 6 });
  expect(connection.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
}

function copyStore(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}

test("a schema of a new version takes over every document, attachment and deletion", async () => {
  const path = join(temporaryFolder(), "store.db");
  await makeOldStore(path);
  const opened = await openNew(path);
  expect(await opened.orders.getMigrationState().migratePromise(batch)).toMatchObject({ status: "DONE" });
  await expectMigrated(opened);
  await opened.close();
});

test("a migration killed at any moment goes on at the next start, and brings nothing back from the dead", async () => {
  const folder = temporaryFolder();
  const whole = join(folder, "whole.db");
  await makeOldStore(whole);
  const images: string[] = [];
  // What is in the files before and after each commit is what a process killed there would leave behind.
  const keepImage = (sql: string) => {
    if (!/^(COMMIT|DROP|INSERT (?:OR REPLACE )?INTO "rx_orders)/.test(sql)) return;
    const image = join(folder, `image-${images.length}.db`);
    copyStore(whole, image);
    images.push(image);
  };
  const opened = await openNew(whole, [watchedDriver({ before: keepImage, after: keepImage })]);
  await opened.orders.getMigrationState().migratePromise(batch);
  await opened.close();
  expect(images.length).toBeGreaterThan(50);
  for (const image of images) {
    const again = await openNew(image);
    await again.orders.getMigrationState().migratePromise(batch);
    await expectMigrated(again);
    await again.close();
  }
}, 300_000);
