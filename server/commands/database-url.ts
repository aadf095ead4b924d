import { runningEmbedded, startEmbedded } from "../adapters/postgres/embedded.ts";

export interface DatabaseAccess {
  readonly url: string;
  /** Ends what was started for this. */
  release(): Promise<void>;
}

/** The database of a command beside the hub: a person's own, the one of the hub that is running, or one started for it. */
export async function databaseFor(folder: string, ownUrl: string | undefined): Promise<DatabaseAccess> {
  if (ownUrl) return { url: ownUrl, release: async () => undefined };
  const running = await runningEmbedded(folder);
  if (running) return { url: running, release: async () => undefined };
  const started = await startEmbedded(folder);
  return { url: started.url, release: () => started.stop() };
}
