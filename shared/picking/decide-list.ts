import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { compareNaturally } from "../kernel/natural-order.ts";
import { pickSite } from "../orders/allocate.ts";
import { stageOf } from "../orders/order-standing.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { Here } from "../stock/decide-stock.ts";
import { readBin, siteOf } from "../stock/places.ts";
import { isStopDone, type PickListView } from "./pick-list-view.ts";

export type PickRefusal = "nothing-to-pick" | "list-unknown" | "list-done" | "totes-used-up";

const toteCount = 99;

/** Totes T-01 to T-99 that no open order of the site holds, in order. */
export function freeTotes(inUse: ReadonlySet<string>): string[] {
  const totes: string[] = [];
  for (let number = 1; number <= toteCount; number += 1) {
    const tote = `T-${String(number).padStart(2, "0")}`;
    if (!inUse.has(tote)) totes.push(tote);
  }
  return totes;
}

/** Only what a station keeps is picked by it, and only where it lies. */
export function isPickedHere(order: OrderView, { station, site }: Here): boolean {
  return stageOf(order) === "released" && order.custody.holder === station && pickSite(order) === site;
}

/**
 * Makes one pick list of several released orders: one stop per order line and bin, all stops in walk order (the natural
 * order of bin names), one tote per order. Orders that are not picked here are left out; units of one that lie at a further
 * site, where nobody on this round can fetch them, become a backorder.
 */
export function decideTakeList(
  orders: readonly OrderView[],
  given: {
    readonly listId: string;
    readonly number: number;
    readonly totes: readonly string[];
    readonly here: Here;
  },
): Result<readonly Draft[], PickRefusal> {
  const { site } = given.here;
  const ready = orders.filter((order) => isPickedHere(order, given.here));
  if (ready.length === 0) return err("nothing-to-pick");
  if (given.totes.length < ready.length) return err("totes-used-up");
  const stops = ready.flatMap((order, position) =>
    order.allocations
      .filter((part) => siteOf(part.place) === site)
      .map((part) => ({
        bin: readBin(part.place)?.bin ?? "",
        place: part.place,
        sku: part.sku,
        name: order.lines.find((line) => line.lineId === part.lineId)?.name ?? part.sku,
        orderId: order.orderId,
        lineId: part.lineId,
        tote: given.totes[position] ?? "",
        quantity: part.quantity,
      })),
  );
  stops.sort((one, other) => compareNaturally(one.bin, other.bin) || compareNaturally(one.sku, other.sku));
  return ok([
    ...ready.flatMap((order) => leaveElsewhere(order, site)),
    draft(`pick/${given.listId}`, "pick.started", {
      listId: given.listId,
      number: given.number,
      orders: ready.map((order, position) => ({
        orderId: order.orderId,
        number: order.number,
        tote: given.totes[position] ?? "",
      })),
      stops: stops.map((stop, position) => ({ ...stop, stopId: String(position + 1) })),
    }),
  ]);
}

function leaveElsewhere({ orderId, allocations }: OrderView, site: string): readonly Draft[] {
  const freed = allocations.filter((part) => siteOf(part.place) !== site).map((part) => ({ ...part }));
  const reason = "They lie at another site";
  return freed.length > 0 ? [draft(`order/${orderId}`, "order.unpromised", { orderId, freed, reason })] : [];
}

/** Ends a list before its time and frees what was not picked. */
export function decideCloseList(list: PickListView): Result<readonly Draft[], PickRefusal> {
  const open = list.stops.filter((stop) => !isStopDone(stop));
  if (list.closed || open.length === 0) return err("list-done");
  const freed = open.map((stop) => ({
    listId: list.listId,
    stopId: stop.stopId,
    orderId: stop.orderId,
    lineId: stop.lineId,
    sku: stop.sku,
    place: stop.place,
    tote: stop.tote,
    quantity: stop.quantity - stop.picked - stop.short,
  }));
  return ok([draft(`pick/${list.listId}`, "pick.closed", { listId: list.listId, freed })]);
}
