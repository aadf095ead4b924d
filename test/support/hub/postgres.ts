import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { startEmbedded } from "#server/adapters/postgres/embedded.ts";

export interface TestPostgres {
  /** An empty database of its own. */
  newDatabase(): Promise<string>;
  /** One statement on a database, and its rows. */
  query(url: string, sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  readonly pid: number;
  /** SIGKILL to the whole server, as when its machine goes down; it is there again, at the same address, once this resolves. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL for one test file. Killed processes lose nothing; only a power cut could, so it need not wait for the disk. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-hub-"));
  const settings = ["fsync=off", "max_connections=300"];
  let server = await startEmbedded(folder, { settings });
  let made = 0;
  const query: TestPostgres["query"] = async (url, sql, values = []) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    get pid() {
      return server.pid;
    },
    async killAndRestart() {
      const port = Number(new URL(server.url).port);
      process.kill(server.pid, "SIGKILL");
      await server.stop();
      for (let tries = 0; ; tries += 1) {
        try {
          server = await startEmbedded(folder, { settings, port });
          return;
        } catch (problem) {
          // Its children notice within moments that it is gone, and hold its memory until then.
          if (tries > 50) throw problem;
          await pause(100);
        }
      }
    },
    query,
    async newDatabase() {
      made += 1;
      await query(server.url, `CREATE DATABASE hub_${made}`);
      return server.url.replace(/\/postgres$/, `/hub_${made}`);
    },
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
