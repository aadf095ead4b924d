import type { ChannelView } from "#shared/channels/channel-view.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { channelsOf, decideScope } from "#shared/sync/decide-scope.ts";
import type { HubRefusal } from "#shared/sync/refusals.ts";
import type { Scope } from "#shared/sync/scope.ts";
import type { Database } from "../adapters/postgres/database.ts";

/** What a station receives from now on, unless it takes in a channel that would be left out. */
export function chooseScope(
  database: Database,
  station: string,
  wanted: Scope,
): Promise<Result<Scope, { readonly code: HubRefusal; readonly detail: string }>> {
  return database.transaction(async (queries) => {
    const documents = await queries.all<{ state: ChannelView }>(
      "SELECT state FROM documents WHERE view = 'people' AND id LIKE 'channel:%' AND state->>'kind' = 'channel'",
    );
    const held = channelsOf(
      station,
      documents.map(({ state }) => state),
    );
    const decided = decideScope(wanted, held);
    if (!decided.ok) {
      const { code, detail } = decided.error;
      return err({ code: code === "site-missing" ? ("bad-request" as const) : code, detail });
    }
    await queries.all("UPDATE stations SET scope = $2 WHERE station = $1", [station, JSON.stringify(decided.value)]);
    return ok(decided.value);
  });
}
