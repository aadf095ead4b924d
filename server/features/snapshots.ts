import type { ViewName } from "#shared/facts/views.ts";
import type { SnapshotsReply } from "#shared/sync/wire.ts";
import type { Queries } from "../adapters/postgres/database.ts";
import { writeCheckpoint } from "../store/checkpoint.ts";
import { scopeMark } from "../store/checkpoint.ts";
import { sha256 } from "../store/hub.ts";
import type { PullingStation } from "./pull.ts";

/** Documents that are no open work, in the order of their names, and stock; with the place to pull facts from afterwards. */
export async function snapshots(
  queries: Queries,
  { scope, epoch }: PullingStation,
  options: { readonly after: string | undefined; readonly limit: number },
): Promise<SnapshotsReply | undefined> {
  const from = options.after === undefined ? { xid: "", view: "", id: "" } : readPlace(options.after);
  if (!from) return undefined;
  const [present] = await queries.all<{ xmin: string }>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin");
  // Facts that come in while the pages are read are given again from where the first page began.
  const xid = from.xid || (present?.xmin ?? "0");
  const documents = await queries.all<{ view: ViewName; id: string; key: string; state: Record<string, unknown> }>(
    `SELECT view, id, key, state FROM documents
     WHERE NOT open AND state IS NOT NULL AND (view, id) > ($1, $2)
       AND (view <> 'orders' OR $3::text[] IS NULL OR state->>'channel' = ANY($3))
     ORDER BY view, id LIMIT $4`,
    [from.view, from.id, scope.channels, options.limit],
  );
  const last = documents.at(-1) ?? from;
  return {
    documents,
    after: JSON.stringify([xid, last.view, last.id]),
    upToDate: documents.length < options.limit,
    checkpoint: writeCheckpoint({
      epoch,
      phase: "history",
      scope: scopeMark(scope, sha256),
      given: "0",
      xid,
      position: 0,
    }),
    epoch,
  };
}

function readPlace(text: string): { readonly xid: string; readonly view: string; readonly id: string } | undefined {
  const match = /^\["(\d{1,19})","([^"\\]*)",(".*")\]$/.exec(text);
  try {
    const id: unknown = JSON.parse(match?.[3] ?? "");
    return match && typeof id === "string" && !id.includes("\0")
      ? { xid: match[1] ?? "", view: match[2] ?? "", id }
      : undefined;
  } catch {
    return undefined;
  }
}
