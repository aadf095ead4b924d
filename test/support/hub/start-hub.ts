import { buildApp } from "#server/app.ts";
import { type StartCopier, startCopier } from "#server/adapters/copier-process.ts";
import { Copies, type CopyOptions } from "#server/features/copies.ts";
import type { HubPolicy } from "#server/features/answers.ts";
import { hubAnswers } from "#shared/promising/answers.ts";
import { type Hub, openHub } from "#server/hub.ts";
import { newCode } from "#server/store/stations.ts";

export interface RunningHub {
  readonly address: string;
  readonly hub: Hub;
  /** Where the options ask for copies. */
  readonly copies: Copies | undefined;
  newCode(): Promise<string>;
  close(): Promise<void>;
}

export interface TestHubOptions {
  readonly policy?: HubPolicy;
  readonly clock?: () => number;
  readonly limits?: { readonly requestsAMinute: number; readonly enrolmentsAMinute: number };
  /** Folder and pace of copies for new stations; left out, none are made. The test begins with them. */
  readonly copies?: Pick<CopyOptions, "folder" | "pace" | "log"> & { readonly startCopier?: StartCopier };
}

const noLimits = { requestsAMinute: 1e9, enrolmentsAMinute: 1e9 };

/** One hub process's worth of hub in this process, on a real socket. */
export async function startHub(url: string, options: TestHubOptions = {}): Promise<RunningHub> {
  const { policy = hubAnswers, clock = Date.now, limits = noLimits } = options;
  const hub = await openHub({ url, policy, clock });
  const { database } = hub;
  const copies = options.copies && new Copies({ startCopier, ...options.copies, database, clock });
  const app = await buildApp({ hub, limits, ...(copies && { copies }) });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    address,
    hub,
    copies,
    newCode: () => newCode(hub.database, clock()),
    async close() {
      await app.close();
      await copies?.stop();
      await hub.close();
    },
  };
}
