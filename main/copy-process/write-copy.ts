import { createHash } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { must } from "#shared/kernel/result.ts";
import { type CopyNote, copyNoteFile } from "#shared/sync/copier.ts";
import { copyPartBytes, type CopyReply } from "#shared/sync/wire.ts";
import { examine } from "../adapters/sqlite/examine.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { headQuestions, syncFolder } from "../store/backups.ts";
import { layout } from "../store/inspect.ts";
import { kindsMark } from "../store/kinds-mark.ts";
import type { Store } from "../store/open-store.ts";
import { Statements } from "../store/side-tables.ts";
import { readSync } from "../sync/sync-tables.ts";

const pack = promisify(gzip);
const plainFile = "plain.part";
const packedFile = "packed.part";

/**
 * Writes a copy of the copier's store into `folder`: compact, looked through, without what is the copier's own, in packed
 * parts. It is there once its note is: killed at any moment, the copy of before is, or none. Throws where it cannot.
 */
export async function writeCopy(store: Store, folder: string, now: number): Promise<CopyNote> {
  const plain = join(folder, plainFile);
  const packed = join(folder, packedFile);
  try {
    store.storage.flush();
    const { driver, path } = store.facts();
    const found = await examine({ path, driver, to: plain, questions: { facts: headQuestions.facts } });
    if (found.kind === "failed") throw new Error(found.words);
    if (found.problems.length > 0) throw new Error(found.problems.join("; "));
    const stands = strip(plain);
    const parts = await packInto(packed, plain);
    const digest = createHash("sha256");
    for (const { sha256 } of parts) digest.update(sha256);
    const copy = digest.digest("hex").slice(0, 32);
    const note: CopyNote = {
      ...stands,
      copy,
      layout,
      kinds: kindsMark(),
      facts: Number(found.answers["facts"] ?? 0),
      bytes: (await stat(plain)).size,
      parts,
      file: `${copy}.parts`,
      madeAt: now,
    };
    await rename(packed, join(folder, note.file));
    await writeFile(join(folder, `${copyNoteFile}.part`), JSON.stringify(note), { flush: true });
    await rename(join(folder, `${copyNoteFile}.part`), join(folder, copyNoteFile));
    await syncFolder(folder);
    await dropOthers(folder, note.file);
    return note;
  } finally {
    for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(`${plain}${ending}`, { force: true });
    await rm(packed, { force: true });
  }
}

/** Takes out what is the copier's own, and gives what the file stands for. */
function strip(path: string): Pick<CopyReply, "epoch" | "scope" | "checkpoint"> {
  const connection = openPlain(path);
  try {
    const statements = new Statements(connection);
    const known = <Value>(value: Value | undefined): Value => must(value, "the copier writes it with the facts");
    const stands = {
      epoch: known(readSync(statements, "epoch")),
      scope: known(readSync(statements, "scope")),
      checkpoint: known(readSync(statements, "checkpoint")),
    };
    connection.exec(`PRAGMA journal_mode = DELETE;
      BEGIN;
      DELETE FROM sync_state;
      DELETE FROM store_state WHERE name <> 'stamp';
      COMMIT`);
    return stands;
  } finally {
    connection.close();
  }
}

async function packInto(packed: string, plain: string): Promise<CopyReply["parts"]> {
  const parts: CopyReply["parts"] = [];
  const from = await open(plain, "r");
  const to = await open(packed, "w", 0o600);
  try {
    for (let start = 0; ; start += copyPartBytes) {
      const part = await readAt(from, start);
      if (part.length === 0) break;
      // The quickest: a part is packed once and unpacked by every station, while it waits.
      const bytes = await pack(part, { level: 1 });
      await to.write(bytes);
      parts.push({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    }
    await to.sync();
    return parts;
  } finally {
    await from.close();
    await to.close();
  }
}

async function readAt(file: FileHandle, start: number): Promise<Uint8Array> {
  const buffer = Buffer.allocUnsafe(copyPartBytes);
  const { bytesRead } = await file.read(buffer, 0, copyPartBytes, start);
  return buffer.subarray(0, bytesRead);
}

/** Copies of before; a station in the middle of one hears that there is another, and begins with that. */
async function dropOthers(folder: string, kept: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(".parts") && name !== kept) await rm(join(folder, name), { force: true });
  }
}
