import { createRevision, now, randomToken } from "rxdb";
import type { RxStorageChangeEvent } from "rxdb";
import { AttachmentRows } from "./attachments.ts";
import type { DocumentTable, StoredDocument } from "./document-table.ts";
import type { Emission } from "./group-commit.ts";
import type { SqliteEngine } from "./sqlite-engine.ts";

export type PlainDocument = Record<string, unknown>;

interface TableChanges {
  readonly table: DocumentTable;
  readonly events: RxStorageChangeEvent<PlainDocument>[];
  last: { readonly document: StoredDocument; readonly seq: number } | undefined;
}

const bulkIdPrefix = randomToken(10);
let bulkCount = 0;

/** The writes of one transaction that do not go through RxDB, and the events that RxDB will learn of them by. */
export class DirectWrites {
  readonly #engine: SqliteEngine;
  readonly #changes = new Map<DocumentTable, TableChanges>();

  constructor(engine: SqliteEngine) {
    this.#engine = engine;
  }

  put(collection: string, documents: readonly PlainDocument[]): void {
    const { table, token } = this.#engine.tableOf(collection);
    const previousById = this.#readPrevious(
      table,
      documents.map((document) => table.idOf(document)),
    );
    const stored = new Set(previousById.keys());
    const lwt = now();
    const written: StoredDocument[] = [];
    const { events } = this.#changesOf(table);
    for (const document of documents) {
      if ("_rev" in document || "_meta" in document)
        throw new TypeError("A plain document has no fields of RxDB's own");
      const id = table.idOf(document);
      const previous = previousById.get(id);
      // RxDB's fields come first: added to a spread object they cost twenty times as much.
      const next: StoredDocument = {
        _deleted: false,
        _attachments: previous && !previous._deleted ? previous._attachments : {},
        _rev: createRevision(token, previous),
        _meta: { lwt },
        ...document,
      };
      written.push(next);
      previousById.set(id, next);
      events.push(
        previous && !previous._deleted
          ? { documentId: id, operation: "UPDATE", documentData: next, previousDocumentData: previous }
          : { documentId: id, operation: "INSERT", documentData: next, previousDocumentData: undefined },
      );
    }
    this.#write(table, written, (id) => stored.has(id));
  }

  /** Ids that are not there, or deleted already, are passed over. */
  remove(collection: string, ids: readonly string[]): void {
    const { table, token } = this.#engine.tableOf(collection);
    const lwt = now();
    const written: StoredDocument[] = [];
    const { events } = this.#changesOf(table);
    for (const [id, previous] of this.#readPrevious(table, ids)) {
      if (previous._deleted) continue;
      const next: StoredDocument = {
        ...previous,
        _deleted: true,
        _attachments: {},
        _rev: createRevision(token, previous),
        _meta: { lwt },
      };
      written.push(next);
      if (Object.keys(previous._attachments).length > 0) {
        new AttachmentRows(this.#engine.statements, table.name).removeAll(id);
      }
      events.push({ documentId: id, operation: "DELETE", documentData: next, previousDocumentData: previous });
    }
    this.#write(table, written, () => true);
  }

  emissions(context: string): Emission[] {
    return [...this.#changes.values()].flatMap(({ table, events, last }) => {
      if (!last || events.length === 0) return [];
      const { document, seq } = last;
      const checkpoint = { id: table.idOf(document), lwt: document._meta.lwt, seq };
      return { bus: table.changes, bulk: { id: `${bulkIdPrefix}${++bulkCount}`, events, checkpoint, context } };
    });
  }

  #readPrevious(table: DocumentTable, ids: readonly string[]): Map<string, StoredDocument> {
    return new Map(table.readMany(table.thatMayBeThere(ids)).map((document) => [table.idOf(document), document]));
  }

  #changesOf(table: DocumentTable): TableChanges {
    let changes = this.#changes.get(table);
    if (!changes) {
      changes = { table, events: [], last: undefined };
      this.#changes.set(table, changes);
    }
    return changes;
  }

  #write(table: DocumentTable, documents: readonly StoredDocument[], isThere: (id: string) => boolean): void {
    const last = documents.at(-1);
    if (last) this.#changesOf(table).last = { document: last, seq: table.write(documents, isThere) };
  }
}

/** Without the fields RxDB adds. */
export function plain(document: StoredDocument): PlainDocument {
  const { _deleted, _attachments, _rev, _meta, ...rest } = document;
  return rest;
}
