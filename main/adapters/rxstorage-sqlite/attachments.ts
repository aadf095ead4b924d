import type { BulkWriteRow } from "rxdb";
import type { StatementCache } from "./statement-cache.ts";

/** Bytes by `Blob`: read before the transaction, which cannot wait. */
export type AttachmentBytes = ReadonlyMap<Blob, Uint8Array>;

export async function readAttachmentBytes(rows: readonly BulkWriteRow<unknown>[]): Promise<AttachmentBytes> {
  const bytes = new Map<Blob, Uint8Array>();
  for (const { document } of rows) {
    for (const attachment of Object.values(document._attachments)) {
      if (!("data" in attachment) || !attachment.data) continue;
      bytes.set(attachment.data, new Uint8Array(await attachment.data.arrayBuffer()));
    }
  }
  return bytes;
}

/** The attachments of one table, as rows beside it. */
export class AttachmentRows {
  readonly #statements: StatementCache;
  readonly #tableName: string;

  constructor(statements: StatementCache, quotedTableName: string) {
    this.#statements = statements;
    this.#tableName = quotedTableName.slice(1, -1);
  }

  put(documentId: string, attachmentId: string, digest: string, type: string, bytes: Uint8Array): void {
    this.#statements
      .prepare("INSERT OR REPLACE INTO rx_attachments VALUES (?, ?, ?, ?, ?, ?)")
      .run(this.#tableName, documentId, attachmentId, digest, type, bytes);
  }

  remove(documentId: string, attachmentId: string): void {
    this.#statements
      .prepare("DELETE FROM rx_attachments WHERE table_name = ? AND document = ? AND attachment = ?")
      .run(this.#tableName, documentId, attachmentId);
  }

  removeAll(documentId: string): void {
    this.#statements
      .prepare("DELETE FROM rx_attachments WHERE table_name = ? AND document = ?")
      .run(this.#tableName, documentId);
  }

  read(documentId: string, attachmentId: string, digest: string): Blob | undefined {
    const row = this.#statements
      .prepare("SELECT type, digest, data FROM rx_attachments WHERE table_name = ? AND document = ? AND attachment = ?")
      .get(this.#tableName, documentId, attachmentId);
    if (!row || row["digest"] !== digest) return undefined;
    return new Blob([Uint8Array.from(row["data"] as Uint8Array)], { type: String(row["type"]) });
  }
}
