import {
  cancelRxStorageReplication,
  getRxReplicationMetaInstanceSchema,
  replicateRxStorageInstance,
  type RxDocumentData,
  type RxStorageInstance,
  type WithDeleted,
} from "rxdb";
import { lastValueFrom, takeUntil, takeWhile, timer } from "rxjs";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { factsCollection } from "../store/collections.ts";
import type { Store } from "../store/open-store.ts";
import { writtenSoFar } from "../store/own-facts.ts";
import { sha256 } from "../store/sha256.ts";
import { pulledAtOnce, type Receiver } from "./receiver.ts";

/** Facts that RxDB pulls and writes at once, a page of the hub; the log cuts them into slices that a scan does not feel. */
const slice = pulledAtOnce;
const pushedAtOnce = 200;
const longestStartMs = 1000;

// oxlint-disable-next-line typescript/no-explicit-any -- RxDB's interface names type parameters that are of no concern here
type AnyInstance = RxStorageInstance<any, any, any>;

/**
 * RxDB's replication between the log of facts and the hub.
 *
 * Its conflict handling is not in the path. Facts are immutable, so there is nothing to resolve, and RxDB's way of
 * resolving drops a row for ever when a handler throws. Three things keep it out: `findDocumentsById` of the instance it
 * replicates says that nothing is there, so it compares nothing and always writes; the log passes over what it has; and a
 * push is never answered with a conflict.
 *
 * Nor is anything of it trusted to remember. Where to go on is written by the log in the commit of the facts (pulling)
 * or follows from the sequence the hub has acknowledged (pushing). RxDB's own checkpoints live as long as the program
 * runs, and what it stores about each document pushed is not stored at all.
 */
export function startReplication(store: Store, receiver: Receiver, onOwnFacts: () => void): { stop(): Promise<void> } {
  const facts = store.database.collections[factsCollection]?.storageInstance as AnyInstance | undefined;
  if (!facts) throw new Error("The log of facts is not open");
  let handedOut = 0;
  const state = replicateRxStorageInstance<FactEnvelope>({
    identifier: "hub",
    pullBatchSize: slice,
    pushBatchSize: pushedAtOnce,
    forkInstance: writingThrough(facts, receiver),
    metaInstance: checkpointsInMemory(facts),
    // What waits already is sent by the comparison with the hub at the start of each session.
    initialCheckpoint: { upstream: writtenSoFar(store) },
    skipStoringPullMeta: true,
    hashFunction: async (text) => sha256(typeof text === "string" ? text : ""),
    conflictHandler: { isEqual: () => true, resolve: async ({ realMasterState }) => realMasterState },
    replicationHandler: {
      masterChangeStream$: receiver.resync.asObservable(),
      async masterChangesSince(_checkpoint, limit) {
        const documents = await receiver.next(limit);
        handedOut += documents.length;
        return { documents: documents.map(onlyNamed), checkpoint: { handedOut } };
      },
      async masterWrite(rows) {
        if (rows.some(({ newDocumentState }) => newDocumentState.station === store.stationId)) onOwnFacts();
        return [];
      },
    },
  });
  return {
    async stop() {
      receiver.stop();
      // Its pulling waits for the start of its pushing, and cancelled in between it rejects where nobody listens.
      const isPushing = state.events.active.up.pipe(takeWhile((active) => active));
      await lastValueFrom(isPushing.pipe(takeUntil(timer(longestStartMs))), { defaultValue: false });
      await cancelRxStorageReplication(state);
    },
  };
}

/** The collection of facts, written through the projector. */
function writingThrough(facts: AnyInstance, receiver: Receiver): AnyInstance {
  const through: Pick<AnyInstance, "changeStream" | "getChangedDocumentsSince" | "findDocumentsById" | "bulkWrite"> = {
    changeStream: () => facts.changeStream(),
    getChangedDocumentsSince: async (limit, checkpoint) =>
      (await facts.getChangedDocumentsSince?.(limit, checkpoint)) ?? { documents: [], checkpoint },
    findDocumentsById: async () => [],
    async bulkWrite(rows, context) {
      await receiver.write(
        rows.map(({ document }) => (document as RxDocumentData<FactEnvelope>).id),
        context,
      );
      return { error: [] };
    },
  };
  const { schema, databaseName, collectionName, internals, options } = facts;
  return { ...through, schema, databaseName, collectionName, internals, options } as unknown as AnyInstance;
}

/** Where RxDB keeps its checkpoints; what it would keep of each document is let go. */
function checkpointsInMemory(facts: AnyInstance): AnyInstance {
  const kept = new Map<string, unknown>();
  const meta: Pick<AnyInstance, "findDocumentsById" | "bulkWrite"> = {
    findDocumentsById: async (ids) => ids.flatMap((id) => kept.get(id) ?? []) as never,
    async bulkWrite(rows) {
      for (const { document } of rows as { document: { id: string; isCheckpoint: string } }[]) {
        if (document.isCheckpoint === "1") kept.set(document.id, document);
      }
      return { error: [] };
    },
  };
  const { databaseName, internals, options } = facts;
  const schema = getRxReplicationMetaInstanceSchema(facts.schema as never, false);
  return {
    ...meta,
    schema,
    databaseName,
    collectionName: "hub-checkpoints",
    internals,
    options,
  } as unknown as AnyInstance;
}

/** RxDB carries the names of facts alone: it does nothing with the rest but copy it, several times over. */
function onlyNamed({ id }: FactEnvelope): WithDeleted<FactEnvelope> {
  return { id, _deleted: false } as WithDeleted<FactEnvelope>;
}
