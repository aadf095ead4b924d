import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { CopyPace } from "#server/features/copies.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { type CopyReply, copyReplySchema } from "#shared/sync/wire.ts";
import { placed } from "#test/builders/facts.ts";
import { type HubStation } from "#test/support/hub/hub-station.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";
import { colleague } from "./joined.ts";

/** So many orders that a copy saves a station more than it costs. */
export const preparedOrders = 2100;

/** Looks often, so that a test need not wait. */
export const hurriedCopies: CopyPace = { lookEvery: 200, leastFacts: 5, restAfterFailure: 200 };

export interface PreparedHub {
  readonly hub: RunningHub;
  /** Where its copies lie. */
  readonly folder: string;
  /** Whose facts it holds. */
  readonly other: HubStation;
  readonly copy: CopyReply;
  close(): Promise<void>;
}

/** A hub that holds what one station recorded and has a copy of it. */
export async function preparedHub(url: string, past: readonly FactEnvelope[], now: () => number): Promise<PreparedHub> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-copies-"));
  const hub = await startHub(url, { clock: now, copies: { folder, pace: hurriedCopies } });
  const other = await colleague(hub, past);
  other.clock = now;
  if (past.length === 0) {
    other.user = "system";
    other.open("B");
  }
  for (let count = 0; count < preparedOrders; count += 1) other.record(placed(`far-${count}`));
  await other.pushAll(500);
  hub.copies?.start();
  const copy = await copyWith(other, other.facts.length);
  // From here on there is one copy: what comes now is pulled.
  await hub.copies?.stop();
  return {
    hub,
    folder,
    other,
    copy,
    async close() {
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the hub says of its copy for a station, once it holds so many facts. */
export function copyWith(station: HubStation, facts: number): Promise<CopyReply> {
  return vi.waitFor(
    async () => {
      const response = await station.request("GET", "/v1/copy");
      if (!response.ok) throw new Error(`copy: ${response.status}`);
      const copy = copyReplySchema.parse(await response.json());
      if (copy.facts < facts) throw new Error(`The copy holds ${copy.facts} of ${facts} facts`);
      return copy;
    },
    { timeout: 90_000, interval: 100 },
  );
}
