import { addRxPlugin, createRxDatabase } from "rxdb";
import type { RxCollection, RxJsonSchema } from "rxdb";
import { RxDBMigrationSchemaPlugin } from "rxdb/plugins/migration-schema";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import type { SqliteConnection } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";

addRxPlugin(RxDBMigrationSchemaPlugin);

/** A document that counts the schema versions it has come through. */
export interface Migrant {
  id: string;
  version: number;
}

export const migrants = Array.from({ length: 60 }, (_, number) => `m${number}`);
/** Deleted before the first migration; no migration may bring them back. */
export const departed = Array.from({ length: 8 }, (_, number) => `d${number}`);

function schemaOf(version: number): RxJsonSchema<Migrant> {
  return {
    version,
    primaryKey: "id",
    type: "object",
    properties: { id: { type: "string", maxLength: 20 }, version: { type: "number" } },
    required: ["id", "version"],
  };
}

export interface SideStore {
  readonly connection: SqliteConnection;
  readonly collection: RxCollection<Migrant>;
  close(): Promise<void>;
}

/** A small database of its own beside the store: the application's big collections never change their version. */
export async function openSideStore(path: string, version: number): Promise<SideStore> {
  const connection = openSqlite(path);
  const checkpointer = startCheckpointer(connection, { everyMilliseconds: 5, idleRounds: 2 });
  const storage = getRxStorageSqlite({ connection });
  const database = await createRxDatabase({ name: "side", storage, multiInstance: false });
  const migrationStrategies = Object.fromEntries(
    Array.from({ length: version }, (_, before) => [
      before + 1,
      (migrant: Migrant) => ({ ...migrant, version: before + 1 }),
    ]),
  );
  const added = await database.addCollections({
    migrants: { schema: schemaOf(version), migrationStrategies, autoMigrate: false },
  });
  const collection = added["migrants"] as RxCollection<Migrant>;
  if (version === 0) await fill(collection);
  else await collection.getMigrationState().migratePromise(7);
  return {
    connection,
    collection,
    async close() {
      await database.close();
      await checkpointer.stop();
      connection.close();
    },
  };
}

async function fill(collection: RxCollection<Migrant>): Promise<void> {
  await collection.bulkUpsert([...migrants, ...departed].map((id) => ({ id, version: 0 })));
  await collection.bulkRemove(departed);
}
