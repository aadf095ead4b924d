import { draft, type Draft } from "#shared/facts/kinds.ts";
import { isInWork } from "#shared/orders/order-conflicts.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { unitsToAsk } from "#shared/promising/standing.ts";
import type { Act } from "../store/fact-log.ts";
import { releasedAt } from "../store/order-sites.ts";
import { isAlone } from "./answers.ts";
import { hubOf } from "./sharing.ts";
import { actAsPerson, hereOf, type StationContext } from "./station-context.ts";

/** How long a release waits for the answer; with a line to the hub it comes within one round trip. */
const waitMs = 1500;
const lookEveryMs = 50;

/**
 * Before a release: asks others for orders that nobody works on yet, and for rights to what this station is short of. What
 * does not come in time is not waited for: it stays a backorder, and comes with a later release.
 */
export async function askOthersFirst(context: StationContext, orderIds: readonly string[]): Promise<void> {
  if (isAlone(context)) return;
  await askAndWait(context, () => {
    const orders = orderIds.flatMap((id) => context.log.read("orders", id) ?? []);
    return [...worksToAsk(context, orders), ...rightsToAsk(context, orders)];
  });
}

/** Of the orders that wait to be picked somewhere, a list is sought among so many. */
const mostLookedAt = 5000;

/** The oldest orders released to be picked at this site that this station keeps, or may ask for; at most so many. */
export function ordersToPick(
  { statements }: StationContext,
  read: Act["read"],
  { site, most }: { readonly site: string; readonly most: number },
  fits: (order: OrderView) => boolean,
): OrderView[] {
  const found: OrderView[] = [];
  for (const orderId of releasedAt(statements, site, mostLookedAt)) {
    const order = read("orders", orderId);
    if (order && fits(order)) found.push(order);
    if (found.length === most) break;
  }
  return found;
}

/** Before a pick list is taken: asks the hub for orders that were released at another site and lie here. */
export async function askToPick(context: StationContext, most: number): Promise<void> {
  if (isAlone(context)) return;
  const { log } = context;
  const { station, site } = hereOf(context);
  const read = log.read.bind(log);
  const hub = hubOf({ read, station });
  const toPick = ordersToPick(context, read, { site, most }, ({ custody }) => {
    return custody.holder === station || custody.holder === hub;
  });
  await askAndWait(context, () =>
    toPick.flatMap(({ orderId }) => {
      const order = read("orders", orderId);
      return order && order.custody.holder === hub ? [askFor(order)] : [];
    }),
  );
}

/** Asks for what is wanted, and waits a while until nothing of it is. */
async function askAndWait(context: StationContext, wanted: () => readonly Ask[]): Promise<void> {
  const asks = wanted();
  if (asks.length === 0) return;
  await actAsPerson(context, (act) => act.append(asks.map((ask) => ask(act.newId()))));
  for (let waited = 0; waited < waitMs; waited += lookEveryMs) {
    if (wanted().length === 0) return;
    await new Promise<void>((resolve) => void setTimeout(resolve, lookEveryMs));
  }
}

type Ask = (askId: string) => Draft;

function askFor({ orderId }: OrderView): Ask {
  return (askId) => draft(`order/${orderId}`, "work.asked", { askId, orderId });
}

function worksToAsk({ store }: StationContext, orders: readonly OrderView[]): Ask[] {
  return orders
    .filter((order) => order.custody.holder !== store.stationId && isToRelease(order) && !isInWork(order))
    .map(askFor);
}

/** SKUs of which these orders want more than this station may promise, while others may. */
function rightsToAsk(context: StationContext, orders: readonly OrderView[]): Ask[] {
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
    const stock = context.log.read("stock", sku);
    const quantity = stock ? unitsToAsk(stock, units, hereOf(context)) : 0;
    if (quantity <= 0) return [];
    return [
      (askId: string) => draft(`item/${sku}`, "right.asked", { askId, sku, quantity, reason: "release" as const }),
    ];
  });
}

function isToRelease(order: OrderView): boolean {
  return ["to-release", "backordered"].includes(stageOf(order));
}
