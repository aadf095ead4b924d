import { buildApp } from "#server/app.ts";
import type { HubPolicy } from "#server/features/answers.ts";
import { hubAnswers } from "#shared/promising/answers.ts";
import { type Hub, openHub } from "#server/hub.ts";
import { newCode } from "#server/store/stations.ts";

export interface RunningHub {
  readonly address: string;
  readonly hub: Hub;
  newCode(): Promise<string>;
  close(): Promise<void>;
}

export interface TestHubOptions {
  readonly policy?: HubPolicy;
  readonly clock?: () => number;
  readonly limits?: { readonly requestsAMinute: number; readonly enrolmentsAMinute: number };
}

const noLimits = { requestsAMinute: 1e9, enrolmentsAMinute: 1e9 };

/** One hub process's worth of hub in this process, on a real socket. */
export async function startHub(url: string, options: TestHubOptions = {}): Promise<RunningHub> {
  const { policy = hubAnswers, clock = Date.now, limits = noLimits } = options;
  const hub = await openHub({ url, policy, clock });
  const app = await buildApp({ hub, limits });
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  return {
    address,
    hub,
    newCode: () => newCode(hub.database, clock()),
    async close() {
      await app.close();
      await hub.close();
    },
  };
}
