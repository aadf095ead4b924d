import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { compareNaturally } from "../orders/decide-orders.ts";
import { stageOf } from "../orders/order-standing.ts";
import type { OrderView } from "../orders/order-view.ts";
import { isStopDone, type PickListView } from "./pick-list-view.ts";

export type PickRefusal = "nothing-to-pick" | "list-unknown" | "list-done" | "totes-used-up";

const toteCount = 99;

/** Totes T-01 to T-99 that no open order holds, in order. */
export function freeTotes(inUse: ReadonlySet<string>): string[] {
  const totes: string[] = [];
  for (let number = 1; number <= toteCount; number += 1) {
    const tote = `T-${String(number).padStart(2, "0")}`;
    if (!inUse.has(tote)) totes.push(tote);
  }
  return totes;
}

/**
 * Makes one pick list of several released orders: one stop per order line and bin, all stops in walk order (the natural
 * order of bin names), one tote per order.
 */
export function decideTakeList(
  orders: readonly OrderView[],
  given: {
    readonly listId: string;
    readonly number: number;
    readonly totes: readonly string[];
    /** Only orders this station keeps are picked here. */
    readonly station: string;
  },
): Result<readonly Draft[], PickRefusal> {
  const ready = orders.filter((order) => stageOf(order) === "released" && order.custody.holder === given.station);
  if (ready.length === 0) return err("nothing-to-pick");
  if (given.totes.length < ready.length) return err("totes-used-up");
  const stops = ready.flatMap((order, position) =>
    order.allocations.map((part) => ({
      bin: part.place.slice("bin/".length),
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
