import type { Fact } from "../facts/kinds.ts";
import type { LineQuantity } from "../facts/kinds/orders.ts";
import { totePlace } from "../stock/places.ts";
import { mainSite } from "../sync/scope.ts";
import type { OrderLineContent } from "./order-content.ts";
import type { Allocation, OrderLine, OrderView } from "./order-view.ts";

/** Units of an order's lines on their way from promise to tote, box and van. */

export function unpromise(order: OrderView, freed: readonly LineQuantity[]): OrderView {
  return withoutEmptyTote(
    freed.reduce<OrderView>(
      (now, part) => ({
        ...withoutAllocation(now, part),
        lines: changeLine(now, part.lineId, (line) => backorder(line, part.quantity)),
      }),
      order,
    ),
  );
}

export function backorder(line: OrderLine, units: number): OrderLine {
  return { ...line, allocated: line.allocated - units, backordered: line.backordered + units };
}

export function pick(order: OrderView, part: LineQuantity, change: number): OrderView {
  const moved = {
    ...order,
    lines: changeLine(order, part.lineId, (line) => ({ ...line, picked: line.picked + change })),
  };
  return change > 0
    ? withoutAllocation(moved, { ...part, quantity: change })
    : { ...moved, allocations: [...moved.allocations, partOf(part, -change)] };
}

export function closePickList(order: OrderView, body: Extract<Fact, { kind: "pick.closed" }>["body"]): OrderView {
  const freed = body.freed.filter((part) => part.orderId === order.orderId);
  const after = freed.reduce<OrderView>(
    (current, part) => ({
      ...withoutAllocation(current, part),
      lines: changeLine(current, part.lineId, (line) => ({ ...line, allocated: line.allocated - part.quantity })),
    }),
    order,
  );
  // Nothing in the tote: the order is as if never released.
  return after.lines.some((line) => line.picked > line.shipped) ? after : { ...after, ...noTote, releasedAt: null };
}

/** On no list, and in no tote. */
export const noTote = { pickListId: "", tote: "", toteSite: undefined } as const;

export function inTote(tote: string, site: string | undefined): Pick<OrderView, "tote" | "toteSite"> {
  return { tote, toteSite: site === mainSite ? undefined : site };
}

/** The place of the order's units once they are picked. */
export function toteOf({ tote, toteSite }: Pick<OrderView, "tote" | "toteSite">): string {
  return totePlace(toteSite ?? mainSite, tote);
}

/** Nothing in the tote and nothing to come into it: another order may have it, and this one is on no list. */
export function withoutEmptyTote(order: OrderView): OrderView {
  return order.lines.some((line) => line.allocated > 0) ? order : { ...order, ...noTote };
}

export function packUnits(order: OrderView, lineId: string, change: number): OrderView {
  return { ...order, lines: changeLine(order, lineId, (line) => ({ ...line, packed: line.packed + change })) };
}

export function changeLine(
  order: OrderView,
  lineId: string,
  change: (line: OrderLine) => OrderLine,
): readonly OrderLine[] {
  return order.lines.map((line) => (line.lineId === lineId ? change(line) : line));
}

function partOf(part: LineQuantity, quantity: number): Allocation {
  return { lineId: part.lineId, sku: part.sku, place: part.place, quantity };
}

/** Takes units off the order's open promises at one place; never below none. */
export function withoutAllocation(order: OrderView, part: LineQuantity): OrderView {
  let rest = part.quantity;
  const allocations: Allocation[] = [];
  for (const entry of order.allocations) {
    const matches = entry.lineId === part.lineId && entry.place === part.place;
    const taken = matches ? Math.min(rest, entry.quantity) : 0;
    rest -= taken;
    if (entry.quantity > taken) allocations.push({ ...entry, quantity: entry.quantity - taken });
  }
  return { ...order, allocations };
}

export function freshLine(line: OrderLineContent): OrderLine {
  // Field by field: fields added to a spread object cost thirty times as much.
  return {
    lineId: line.lineId,
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountMinor: line.discountMinor,
    requiresShipping: line.requiresShipping,
    allocated: 0,
    backordered: 0,
    picked: 0,
    packed: 0,
    shipped: 0,
    cancelled: 0,
  };
}
