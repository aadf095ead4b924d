import type { SqliteConnection } from "./connection.ts";

/**
 * Ends the write-ahead log of the file: everything is in the file itself from then on, and nothing lies beside it. Throws
 * where any other connection to it is open. The next opening for writing begins a log again.
 */
export function endLog(connection: SqliteConnection): void {
  const mode = connection.prepare("PRAGMA journal_mode = DELETE").get()?.["journal_mode"];
  if (mode !== "delete") throw new Error(`Somebody else has ${connection.path} open`);
}
