import { draft, type Draft } from "../facts/kinds.ts";
import type { OrderView } from "../orders/order-view.ts";
import { pickSite } from "../orders/allocate.ts";
import type { Here } from "../stock/decide-stock.ts";
import type { Sharing } from "../people/station-view.ts";

/** What a station gives to the hub's pool of its own accord, as people set it: see Sharing. */

/** Units of new stock that whoever asks may promise; of a loss, none. */
export function pooledOf(units: number, { pooledPercent }: Sharing): number {
  return Math.max(0, Math.floor((units * pooledPercent) / 100));
}

/** An order taken in here just now that any bench may pack goes to the hub, which gives it to the first who asks. */
export function shareOrder(
  { orderId, custody }: OrderView,
  { station, hub, sharing }: { readonly station: string; readonly hub: string; readonly sharing: Sharing },
): Draft[] {
  if (sharing.packedAt === "here" || custody.holder !== station) return [];
  const body = { orderId, from: station, to: hub, askId: "", why: "shared" as const };
  return [draft(`order/${orderId}`, "work.passed", body)];
}

/**
 * An order released here just now whose units lie at another site: nobody here can pick it, so it goes to the hub, which
 * gives it to the first bench of that site that takes a list.
 */
export function shareToPick(order: OrderView, { station, site }: Here, hub: string): Draft[] {
  const at = pickSite(order);
  const { orderId, custody } = order;
  if (at === undefined || at === site || custody.holder !== station) return [];
  return [draft(`order/${orderId}`, "work.passed", { orderId, from: station, to: hub, askId: "", why: "shared" })];
}
