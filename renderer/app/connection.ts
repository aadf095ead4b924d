import type { SyncState } from "#shared/bridge/sync-types.ts";
import type { Format } from "../platform/format.ts";
import { careConnection } from "../features/care/care-connection.ts";
import type { ConnectionState } from "../ui/connection-chip.tsx";
import { useAppSelector } from "./store.ts";
import { connectionText, frameText } from "./text.ts";
import { useFormat } from "./use-format.ts";
import { useNow } from "./use-now.ts";

const hour = 3_600_000;
/** From here on what waits is a matter for somebody. */
const longWait = 24 * hour;

/**
 * What the chip says: the same on every screen, the bench's and the round's too. What is wrong with the store goes before
 * the hub: where the disk is full nothing is saved, and nobody must find that out by a scan.
 */
export function useConnection(): ConnectionState {
  const { sync, care } = useAppSelector((state) => state.live);
  const format = useFormat();
  const connection = connectionOf(sync, format, useNow());
  return careConnection(care) ?? connection;
}

/** No line is a place and not a fault: grey. Yellow is for what will not pass by itself, red for what the hub refused. */
export function connectionOf(sync: SyncState | null, format: Format, now: number): ConnectionState {
  if (!sync?.hub) return { tone: "calm", headline: frameText.savedHere, details: [frameText.worksAlone] };
  const waits = sync.waiting > 0 ? [connectionText.waiting(format.count(sync.waiting))] : [];
  const synced = sync.lastSyncedAt === null ? [] : [connectionText.lastSynced(format.listTime(sync.lastSyncedAt, now))];
  if (sync.refused > 0) {
    return {
      tone: "refused",
      headline: connectionText.refused(format.count(sync.refused)),
      details: [...waits, ...synced],
    };
  }
  if (sync.trouble?.code === "disk-full") {
    return { tone: "urgent", headline: connectionText.diskFull, details: [...waits, ...synced] };
  }
  const waitsSince = sync.oldestWaitingAt === null ? 0 : now - sync.oldestWaitingAt;
  if (waitsSince > longWait) {
    const headline = connectionText.notSent(format.count(Math.floor(waitsSince / hour)));
    return { tone: "urgent", headline, details: waits };
  }
  if (sync.trouble?.needsPerson)
    return { tone: "urgent", headline: connectionText.needsSomeone, details: [...waits, ...synced] };
  if (sync.line === "away") {
    const since = sync.awaySince === null ? [] : [connectionText.noLine(format.listTime(sync.awaySince, now))];
    return { tone: "away", headline: frameText.savedHere, details: [...waits, ...since] };
  }
  return { tone: waits.length > 0 ? "sending" : "calm", headline: frameText.savedHere, details: [...waits, ...synced] };
}
