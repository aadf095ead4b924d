import type { CodeOf, ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ScopePage } from "#shared/bridge/sync-types.ts";
import { ok } from "#shared/kernel/result.ts";
import { channelsOf, channelsToChoose, decideScope } from "#shared/sync/decide-scope.ts";
import { readSync, scopeOf } from "../sync/sync-tables.ts";
import { promisable } from "../store/item-list.ts";
import { channelsIn } from "./answers.ts";
import type { Hub } from "./hub.ts";
import { may, refuse, type Reply, type StationContext } from "./station-context.ts";

/** What this station receives of its company, and what it may choose. */
export function scopePage(context: StationContext): ScopePage {
  const scope = scopeOf(context.statements);
  return {
    ...scope,
    choices: channelsToChoose(scope),
    held: heldHere(context),
    mayPromise: promisable(context.statements),
  };
}

/** Asks the hub for other facts from now on. What is here stays here. */
export async function chooseScope(
  context: StationContext,
  hub: Hub,
  wanted: ParsedInputOf<"sync.chooseScope">,
): Reply<null, CodeOf<"sync.chooseScope">> {
  if (!may(context, "sharing.configured")) return refuse("role-missing");
  if (!readSync(context.statements, "membership")) return refuse("not-joined");
  const decided = decideScope(wanted, heldHere(context));
  if (!decided.ok) return refuse(decided.error.code, decided.error.detail);
  const chosen = await hub.chooseScope(decided.value);
  if (chosen.ok) return ok(null);
  const problem = chosen.error;
  if (problem.kind === "no-line") return refuse("no-line");
  if (problem.kind !== "refused") return refuse("hub-refuses", problem.kind);
  return problem.code === "channel-held"
    ? refuse("channel-held", problem.detail)
    : refuse(problem.code === "not-now" ? "no-line" : "hub-refuses", problem.code);
}

function heldHere(context: StationContext): readonly string[] {
  return channelsOf(context.store.stationId, channelsIn(context, context.log));
}
