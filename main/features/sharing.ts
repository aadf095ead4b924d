import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { Draft } from "#shared/facts/kinds.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { firstSharing, type Sharing } from "#shared/people/station-view.ts";
import { shareOrder } from "#shared/promising/sharing.ts";
import type { Act } from "../store/fact-log.ts";
import { actAsPerson, may, refuse, type Reply, type StationContext } from "./station-context.ts";

/** The hub of the company this station belongs to; undefined where it works alone. */
export function hubOf(act: Pick<Act, "read" | "station">): string | undefined {
  const station = act.read("people", act.station);
  return station?.kind === "station" ? station.hubId : undefined;
}

export function sharingOf(act: Pick<Act, "read" | "station">): Sharing {
  const station = act.read("people", act.station);
  return (station?.kind === "station" ? station.sharing : undefined) ?? firstSharing;
}

/** What goes with an order taken in here just now. */
export function shareNew(act: Act, orderId: string): readonly Draft[] {
  const hub = hubOf(act);
  const order = act.read("orders", orderId);
  if (hub === undefined || !order) return [];
  return shareOrder(order, { station: act.station, hub, sharing: sharingOf(act) });
}

export async function configureSharing(
  context: StationContext,
  sharing: ParsedInputOf<"sync.configureSharing">,
): Reply<null, "role-missing"> {
  if (!may(context, "sharing.configured")) return refuse("role-missing");
  const { stationId } = context.store;
  const body = { stationId, ...sharing };
  await actAsPerson(context, (act) => act.append([draft(`station/${stationId}`, "sharing.configured", body)]));
  return ok(null);
}
