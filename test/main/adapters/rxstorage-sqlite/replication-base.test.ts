import { addRxPlugin, createRxDatabase, randomToken } from "rxdb";
import type { RxCollection, RxJsonSchema } from "rxdb";
import { fillWriteDataForAttachmentsChange, RxDBAttachmentsPlugin } from "rxdb/plugins/attachments";
import { disableWarnings, RxDBDevModePlugin } from "rxdb/plugins/dev-mode";
import { RxDBLocalDocumentsPlugin } from "rxdb/plugins/local-documents";
import { replicateRxCollection } from "rxdb/plugins/replication";
import type { RxReplicationState } from "rxdb/plugins/replication";
import { wrappedValidateAjvStorage } from "rxdb/plugins/validate-ajv";
import { afterAll, describe, it } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";

// The suite is RxDB's own, written for Mocha's globals.
Object.assign(globalThis, { describe, it });
const testUtils = await import("rxdb/plugins/test-utils");

// The suite opens databases in a way only the developer mode allows; that mode also freezes what storages return.
disableWarnings();
addRxPlugin(RxDBDevModePlugin);
addRxPlugin(RxDBAttachmentsPlugin);
addRxPlugin(RxDBLocalDocumentsPlugin);

type Human = { passportId: string; firstName: string; age: number };
type Collection = RxCollection<Human>;

const connection = openSqlite(":memory:");
const storage = wrappedValidateAjvStorage({ storage: getRxStorageSqlite({ connection }) });
afterAll(() => connection.close());

testUtils.setConfig({
  storage: {
    name: "sqlite-holdfast",
    getStorage: () => storage,
    getPerformanceStorage: () => ({ storage, description: "sqlite-holdfast" }),
    hasPersistence: true,
    hasMultiInstance: false,
    hasAttachments: true,
    hasReplication: true,
  },
});

async function server(attachments: boolean): Promise<Collection> {
  const database = await createRxDatabase({ name: `server-${randomToken(10)}`, storage, multiInstance: false });
  const schema = structuredClone(testUtils.schemas.human) as unknown as RxJsonSchema<Human>;
  const { humans } = await database.addCollections({
    humans: { schema: attachments ? { ...schema, attachments: {} } : schema },
  });
  return humans;
}

const plainServer = await server(false);
const attachmentServer = await server(true);

/** A server answers a conflict with its own state, and that state's attachments with their bytes. */
async function pushTo(master: Collection, rows: unknown): Promise<unknown[]> {
  const conflicts = await testUtils.getPushHandler(master)(rows as never);
  if (!master.storageInstance.schema.attachments) return conflicts;
  return Promise.all(
    conflicts.map((state) =>
      fillWriteDataForAttachmentsChange(
        "passportId",
        master.storageInstance,
        structuredClone(state) as never,
        undefined,
      ),
    ),
  );
}

function replicate(collection: Collection, master: Collection, live: boolean): RxReplicationState<Human, unknown> {
  return replicateRxCollection<Human, unknown>({
    replicationIdentifier: `sqlite-${master.database.name}`,
    collection,
    live,
    waitForLeadership: false,
    pull: { handler: testUtils.getPullHandler(master) as never, stream$: testUtils.getPullStream(master) as never },
    push: { handler: (rows) => pushTo(master, rows) as never },
  });
}

async function syncOnce(collection: Collection, master: Collection): Promise<void> {
  const state = replicate(collection, master, false);
  testUtils.ensureReplicationHasNoErrors(state);
  await state.awaitInitialReplication();
}

describe("RxDB's own tests of a replication, on this storage at both ends", () => {
  testUtils.runReplicationBaseTestSuite({
    startReplication: (collection) => replicate(collection as Collection, plainServer, true),
    syncOnce: (collection) => syncOnce(collection as Collection, plainServer),
    syncOnceWithAttachments: (collection) => syncOnce(collection as Collection, attachmentServer),
    async getAllServerDocs() {
      const { documents } = await plainServer.storageInstance.getChangedDocumentsSince!(1000);
      return documents;
    },
    async cleanUpServer() {
      for (const master of [plainServer, attachmentServer]) {
        await master.find().remove();
        await master.storageInstance.cleanup(0);
      }
    },
    softDeletes: true,
    isDeleted: (document) => document._deleted,
    getPrimaryOfServerDoc: (document) => document.passportId,
  });
});
