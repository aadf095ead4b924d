import type { CodeOf, ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ScopePage } from "#shared/bridge/sync-types.ts";
import { ok } from "#shared/kernel/result.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import { shareToPick } from "#shared/promising/sharing.ts";
import { channelsOf, channelsToChoose, decideScope } from "#shared/sync/decide-scope.ts";
import { releasedAt } from "../store/order-sites.ts";
import { readSync, scopeOf } from "../sync/sync-tables.ts";
import { promisable } from "../store/item-list.ts";
import { channelsIn } from "./answers.ts";
import type { Hub } from "./hub.ts";
import { hubOf } from "./sharing.ts";
import { actAsPerson, hereOf, may, refuse, type Reply, type StationContext } from "./station-context.ts";

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

/** Orders handed on in one act, so that a scan that waits behind it does not feel it. */
const mostAtOnce = 20;
const mostHandedOn = 5000;

/**
 * Asks the hub for other facts from now on. What is here stays here; but what waits to be picked at the site that the station
 * leaves goes to the hub, for a bench there.
 */
export async function chooseScope(
  context: StationContext,
  hub: Hub,
  wanted: ParsedInputOf<"sync.chooseScope">,
): Reply<null, CodeOf<"sync.chooseScope">> {
  if (!may(context, "sharing.configured")) return refuse("role-missing");
  if (!readSync(context.statements, "membership")) return refuse("not-joined");
  const decided = decideScope(wanted, heldHere(context));
  if (!decided.ok) return refuse(decided.error.code, decided.error.detail);
  const { site } = hereOf(context);
  const chosen = await hub.chooseScope(decided.value);
  if (chosen.ok) {
    if (site !== decided.value.site) await handOn(context, site);
    return ok(null);
  }
  const problem = chosen.error;
  if (problem.kind === "no-line") return refuse("no-line");
  if (problem.kind !== "refused") return refuse("hub-refuses", problem.kind);
  return problem.code === "channel-held"
    ? refuse("channel-held", problem.detail)
    : refuse(problem.code === "not-now" ? "no-line" : "hub-refuses", problem.code);
}

async function handOn(context: StationContext, left: string): Promise<void> {
  const here = hereOf(context);
  const orderIds = releasedAt(context.statements, left, mostHandedOn).filter(
    (orderId) => context.log.read("orders", orderId)?.custody.holder === here.station,
  );
  for (let start = 0; start < orderIds.length; start += mostAtOnce) {
    await actAsPerson(context, (act) => {
      const hub = hubOf(act);
      if (hub === undefined) return;
      const orders = orderIds.slice(start, start + mostAtOnce).flatMap((orderId) => act.read("orders", orderId) ?? []);
      act.append(
        orders.filter((order) => stageOf(order) === "released").flatMap((order) => shareToPick(order, here, hub)),
      );
    });
  }
}

function heldHere(context: StationContext): readonly string[] {
  return channelsOf(context.store.stationId, channelsIn(context, context.log));
}
