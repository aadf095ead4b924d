import { categorizeBulkWriteRows, now } from "rxdb";
import type {
  BulkWriteRow,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageCountResult,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
  RxStorageQueryResult,
} from "rxdb";
import type { Observable } from "rxjs";
import { AttachmentRows, readAttachmentBytes } from "./attachments.ts";
import type { AttachmentBytes } from "./attachments.ts";
import type { DocumentTable, StoredDocument } from "./document-table.ts";
import type { ChangeBulk, Checkpoint, Emission } from "./group-commit.ts";
import type { SqliteEngine } from "./sqlite-engine.ts";
import { countTable, queryTable } from "./table-query.ts";

export interface SqliteInstanceOptions {
  /** Indexes beside those of the schema, which need no new version of it. */
  readonly indexes?: readonly (readonly string[])[];
}

export interface SqliteInternals {
  readonly table: DocumentTable;
}

const MOST_PURGED_AT_ONCE = 500;

/** RxDB's view of one table. Inside, documents are of no particular type; the interface gives them back theirs. */
export class SqliteStorageInstance<RxDocType> implements RxStorageInstance<
  RxDocType,
  SqliteInternals,
  SqliteInstanceOptions,
  Checkpoint
> {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<RxDocType>>>;
  readonly options: Readonly<SqliteInstanceOptions>;
  readonly internals: SqliteInternals;
  readonly #engine: SqliteEngine;
  readonly #attachments: AttachmentRows;
  readonly #pending = new Set<Promise<unknown>>();
  #closed: Promise<void> | undefined;

  constructor(
    engine: SqliteEngine,
    table: DocumentTable,
    parameters: RxStorageInstanceCreationParams<RxDocType, SqliteInstanceOptions>,
  ) {
    this.#engine = engine;
    this.databaseName = parameters.databaseName;
    this.collectionName = parameters.collectionName;
    this.schema = parameters.schema;
    this.options = parameters.options;
    this.internals = { table };
    this.#attachments = new AttachmentRows(engine.statements, table.name);
  }

  async bulkWrite(rows: BulkWriteRow<RxDocType>[], context: string): Promise<RxStorageBulkWriteResponse<RxDocType>> {
    this.#refuseWhenClosed();
    const bytes: AttachmentBytes = this.schema.attachments ? await readAttachmentBytes(rows) : new Map();
    return this.#queue((emissions) => this.#writeRows(rows, context, bytes, emissions));
  }

  #writeRows(
    rows: BulkWriteRow<RxDocType>[],
    context: string,
    bytes: AttachmentBytes,
    emissions: Emission[],
  ): RxStorageBulkWriteResponse<RxDocType> {
    const { table } = this.internals;
    const primaryPath = table.columns.primaryPath as never;
    const stored = this.#documentsToCompare(rows);
    const categorized = categorizeBulkWriteRows<RxDocType>(this, primaryPath, stored as never, rows, context);
    const written = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs].map((row) => row.document);
    const newest = written.at(-1);
    if (newest) {
      const seq = table.write(written, (id) => stored.has(id));
      for (const added of [...categorized.attachmentsAdd, ...categorized.attachmentsUpdate]) {
        const { documentId, attachmentId, digest, attachmentData } = added;
        const content = bytes.get(attachmentData.data);
        if (!content) throw new Error(`Attachment ${attachmentId} of ${documentId} came without its bytes`);
        this.#attachments.put(documentId, attachmentId, digest, attachmentData.type, content);
      }
      for (const { documentId, attachmentId } of categorized.attachmentsRemove) {
        this.#attachments.remove(documentId, attachmentId);
      }
      if (categorized.eventBulk.events.length > 0) {
        categorized.eventBulk.checkpoint = { id: table.idOf(newest), lwt: newest._meta.lwt, seq } satisfies Checkpoint;
        emissions.push({ bus: table.changes, bulk: categorized.eventBulk as ChangeBulk });
      }
    }
    return { error: categorized.errors };
  }

  /** Only what decides is read: the revision of each, and the whole document where it will be reported as a conflict. */
  #documentsToCompare(rows: readonly BulkWriteRow<RxDocType>[]): Map<string, unknown> {
    const { table } = this.internals;
    const revisions = table.readRevisions(rows.map((row) => table.idOf(row.document as object)));
    const documents = new Map<string, unknown>();
    if (revisions.size === 0) return documents;
    for (const { document, previous } of rows) {
      const id = table.idOf(document);
      const revision = revisions.get(id);
      if (revision !== undefined) documents.set(id, previous?._rev === revision ? previous : table.read(id));
    }
    return documents;
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<RxDocType>[]> {
    this.#refuseWhenClosed();
    const documents = this.internals.table.readMany(ids);
    return this.#typed(withDeleted ? documents : documents.filter((document) => !document._deleted));
  }

  async query({ query }: PreparedQuery<RxDocType>): Promise<RxStorageQueryResult<RxDocType>> {
    this.#refuseWhenClosed();
    return { documents: this.#typed(queryTable(this.internals.table, this.schema as never, query)) };
  }

  async count({ query }: PreparedQuery<RxDocType>): Promise<RxStorageCountResult> {
    this.#refuseWhenClosed();
    return countTable(this.internals.table, this.schema as never, query);
  }

  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    this.#refuseWhenClosed();
    const attachment = this.#attachments.read(documentId, attachmentId, digest);
    if (!attachment) throw new Error(`No attachment ${attachmentId} with this digest at ${documentId}`);
    return attachment;
  }

  async getChangedDocumentsSince(limit: number, checkpoint?: Checkpoint) {
    this.#refuseWhenClosed();
    const { documents, lastSeq } = this.internals.table.readChangedSince(checkpoint?.seq ?? 0, limit);
    const last = documents.at(-1);
    return {
      documents: this.#typed(documents),
      checkpoint: last
        ? { id: this.internals.table.idOf(last), lwt: last._meta.lwt, seq: lastSeq }
        : (checkpoint ?? { id: "", lwt: 0, seq: 0 }),
    };
  }

  changeStream(): Observable<ChangeBulk> {
    return this.internals.table.changes;
  }

  async cleanup(minimumDeletedMilliseconds: number): Promise<boolean> {
    this.#refuseWhenClosed();
    const before = now() - minimumDeletedMilliseconds;
    const purged = await this.#queue(() => this.internals.table.purgeDeleted(before, MOST_PURGED_AT_ONCE));
    return purged < MOST_PURGED_AT_ONCE;
  }

  close(): Promise<void> {
    this.#closed ??= this.#drain().then(() => this.#engine.release(this));
    return this.#closed;
  }

  async remove(): Promise<void> {
    this.#refuseWhenClosed();
    this.#closed = this.#drain().then(() => this.#engine.drop(this));
    return this.#closed;
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  #queue<T>(work: (emissions: Emission[]) => T): Promise<T> {
    this.#refuseWhenClosed();
    const result = this.#engine.commits.enqueue(work);
    this.#pending.add(result);
    const done = () => this.#pending.delete(result);
    result.then(done, done);
    return result;
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error(`The storage of ${this.databaseName}/${this.collectionName} is closed`);
  }

  #typed(documents: StoredDocument[]): RxDocumentData<RxDocType>[] {
    return documents as unknown as RxDocumentData<RxDocType>[];
  }
}
