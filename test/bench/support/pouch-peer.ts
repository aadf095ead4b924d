import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import PouchDB from "pouchdb";
import type { FactEnvelope } from "#shared/facts/fact.ts";

const documentsAtOnce = 500;

/**
 * The peer: PouchDB on leveldb replicating with `express-pouchdb` in a process of its own over loopback, in batches as
 * large as ours. Milliseconds of each way; `before` goes up first, to warm up. Its leveldb syncs no write to the disk, and it folds and checks nothing.
 */
export async function pouchPeer(
  folder: string,
  files: { readonly down: string; readonly before: string; readonly up: string },
): Promise<{ readonly down: number; readonly up: number }> {
  const child = fork(join(import.meta.dirname, "pouch-server.mjs"), [join(folder, "server"), files.down], {
    execArgv: [],
  });
  try {
    const address = `http://127.0.0.1:${String(await firstWord(child))}`;
    const Stored = PouchDB.defaults({ prefix: `${folder}/` });
    const received = new Stored("received");
    const down = await replicated(`${address}/down`, received);
    await received.close();
    let up = 0;
    for (const name of ["before", "up"] as const) {
      const recorded = new Stored(name);
      await fill(recorded, files[name]);
      up = await replicated(recorded, `${address}/${name}`);
      await recorded.close();
    }
    return { down, up };
  } finally {
    child.kill();
  }
}

async function replicated(source: PouchDB | string, target: PouchDB | string): Promise<number> {
  const start = performance.now();
  const { ok, doc_write_failures: failures } = await PouchDB.replicate(source, target, { batch_size: documentsAtOnce });
  if (!ok || failures > 0) throw new Error("PouchDB has not replicated everything");
  return performance.now() - start;
}

async function fill(database: PouchDB, lines: string): Promise<void> {
  let documents: object[] = [];
  for await (const line of createInterface({ input: createReadStream(lines), crlfDelay: Infinity })) {
    const { id, ...fact } = JSON.parse(line) as FactEnvelope;
    documents.push({ _id: id, ...fact });
    if (documents.length < documentsAtOnce) continue;
    await database.bulkDocs(documents);
    documents = [];
  }
  await database.bulkDocs(documents);
}

async function firstWord(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`PouchDB's server ended with ${String(code)}`);
  });
  const [word] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return word;
}
