import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import type { Database } from "./database.ts";

/** What hub processes on one database tell each other. */
export const channels = { facts: "holdfast_facts", revoked: "holdfast_revoked" } as const;
export type NoticeChannel = keyof typeof channels;

export interface Notices {
  tell(channel: NoticeChannel): Promise<void>;
  close(): Promise<void>;
}

const reconnectMilliseconds = 500;

/**
 * Listens on a connection of its own, and makes a new one when it breaks. `heard` is called after a break as well: what
 * was told meanwhile is not repeated.
 */
export async function listen(
  database: Database,
  url: string,
  heard: (channel: NoticeChannel) => void,
): Promise<Notices> {
  const closing = new AbortController();
  let client = await connect();

  async function connect(): Promise<Client> {
    const made = new Client({ connectionString: url, application_name: "holdfast hub notices", keepAlive: true });
    made.on("notification", ({ channel }) => {
      if (channel === channels.facts) heard("facts");
      if (channel === channels.revoked) heard("revoked");
    });
    made.on("error", () => undefined);
    await made.connect();
    try {
      await made.query(`LISTEN ${channels.facts}; LISTEN ${channels.revoked}`);
    } catch (problem) {
      await made.end().catch(() => undefined);
      throw problem;
    }
    // Only now: each try that failed would begin tries of its own.
    made.on("end", () => void reconnect());
    return made;
  }

  async function reconnect(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        client = await connect();
        heard("facts");
        heard("revoked");
        return;
      } catch {
        await pause(reconnectMilliseconds, undefined, { ref: false });
      }
    }
  }

  return {
    // Beside the transaction, not in it: PostgreSQL lets only one transaction with a notice commit at a time.
    tell: async (channel) => void (await database.all("SELECT pg_notify($1, '')", [channels[channel]])),
    async close() {
      closing.abort();
      await client.end().catch(() => undefined);
    },
  };
}
