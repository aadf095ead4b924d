import { draft, type Draft } from "#shared/facts/kinds.ts";
import { isInWork } from "#shared/orders/order-conflicts.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { promiseStanding } from "#shared/promising/standing.ts";
import { isAlone } from "./answers.ts";
import { actAsPerson, type StationContext } from "./station-context.ts";

/** How long a release waits for the answer; with a line to the hub it comes within one round trip. */
const waitMs = 1500;
const lookEveryMs = 50;

/**
 * Before a release: asks others for orders that nobody works on yet, and for rights to what this station is short of. What
 * does not come in time is not waited for: it stays a backorder, and comes with a later release.
 */
export async function askOthersFirst(context: StationContext, orderIds: readonly string[]): Promise<void> {
  if (isAlone(context)) return;
  const orders = orderIds.flatMap((id) => context.log.read("orders", id) ?? []);
  const drafts = [...worksToAsk(context, orders), ...rightsToAsk(context, orders)];
  if (drafts.length === 0) return;
  await actAsPerson(context, (act) => act.append(drafts.map((entry) => entry(act.newId()))));
  for (let waited = 0; waited < waitMs; waited += lookEveryMs) {
    const now = orderIds.flatMap((id) => context.log.read("orders", id) ?? []);
    if (worksToAsk(context, now).length === 0 && rightsToAsk(context, now).length === 0) return;
    await new Promise<void>((resolve) => void setTimeout(resolve, lookEveryMs));
  }
}

type Ask = (askId: string) => Draft;

function worksToAsk({ store }: StationContext, orders: readonly OrderView[]): Ask[] {
  return orders
    .filter((order) => order.custody.holder !== store.stationId && isToRelease(order) && !isInWork(order))
    .map(
      ({ orderId }) =>
        (askId) =>
          draft(`order/${orderId}`, "work.asked", { askId, orderId }),
    );
}

/** SKUs of which these orders want more than this station may promise, while others may. */
function rightsToAsk({ log, store }: StationContext, orders: readonly OrderView[]): Ask[] {
  const wanted = new Map<string, number>();
  for (const order of orders) {
    if (!isToRelease(order)) continue;
    for (const line of order.lines) {
      if (!line.requiresShipping) continue;
      const open = line.quantity - line.allocated - line.shipped - line.cancelled;
      wanted.set(line.sku, (wanted.get(line.sku) ?? 0) + open);
    }
  }
  return [...wanted].flatMap(([sku, units]) => {
    const stock = log.read("stock", sku);
    if (!stock) return [];
    const { mayPromise, elsewhere } = promiseStanding(stock, store.stationId);
    const quantity = Math.min(
      units - mayPromise,
      elsewhere.reduce((sum, holder) => sum + holder.units, 0),
    );
    if (quantity <= 0) return [];
    return [
      (askId: string) => draft(`item/${sku}`, "right.asked", { askId, sku, quantity, reason: "release" as const }),
    ];
  });
}

function isToRelease(order: OrderView): boolean {
  return ["to-release", "backordered"].includes(stageOf(order));
}
