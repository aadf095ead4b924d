import { draft, type Draft } from "../facts/kinds.ts";
import type { Address } from "../kernel/address.ts";
import { extend } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ItemView } from "../stock/item-view.ts";
import type { OrderRefusal } from "./decide-orders.ts";
import type { OrderLineContent, Totals } from "./order-content.ts";
import { openAsks } from "./order-conflicts.ts";
import { stageOf } from "./order-standing.ts";
import type { OrderView } from "./order-view.ts";

/** Changes to an order after it was placed. Its keeper makes them; another station asks its keeper to. */

export type EditRefusal = OrderRefusal | "nothing-changed" | "order-of-shop" | "no-lines" | "sku-unknown";

interface By {
  readonly station: string;
  readonly askId: string;
}

/** Until the boxes are shut: what is printed on them cannot be changed from here. */
export function decideAddress(
  order: OrderView,
  change: { readonly shipTo: Address; readonly reason: string },
  by: By,
): Result<readonly Draft[], EditRefusal> {
  const ended = isEnded(order);
  if (ended) return err(ended);
  if (order.boxesClosed) return err("order-in-work");
  const stream = `order/${order.orderId}`;
  const { orderId } = order;
  if (order.custody.holder === by.station) {
    return ok([draft(stream, "order.addressChanged", { orderId, ...change })]);
  }
  const ask = { type: "address" as const, ...change, seen: order.last.address ?? "" };
  return ok([draft(stream, "order.asked", { orderId, askId: by.askId, ask })]);
}

/**
 * Other quantities, or other items, while nothing is promised to the order. The shop's own orders are edited in the shop,
 * whose figures we keep.
 */
export function decideLines(
  order: OrderView,
  change: {
    readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
    readonly reason: string;
    readonly itemOf: (sku: string) => ItemView | undefined;
  },
  by: By,
): Result<readonly Draft[], EditRefusal> {
  const ended = isEnded(order);
  if (ended) return err(ended);
  if (order.channel === "shopify") return err("order-of-shop");
  if (order.lines.some((line) => line.allocated > 0 || line.shipped > 0)) return err("order-in-work");
  if (change.lines.length === 0) return err("no-lines");
  const lines: OrderLineContent[] = [];
  for (const wanted of change.lines) {
    const line = lineFor(order, wanted, lines, change.itemOf);
    if (!line) return err("sku-unknown");
    lines.push(line);
  }
  const same = lines.length === order.lines.length && lines.every((line, at) => isSame(line, order.lines[at]));
  if (same) return err("nothing-changed");
  const { orderId } = order;
  const stream = `order/${orderId}`;
  const body = { lines, totals: totalsAfter(order, lines), reason: change.reason };
  if (order.custody.holder === by.station) return ok([draft(stream, "order.linesChanged", { orderId, ...body })]);
  if (openAsks(order, "lines").length > 0) return err("already-asked");
  const ask = { type: "lines" as const, ...body, seen: order.last.lines ?? "" };
  return ok([draft(stream, "order.asked", { orderId, askId: by.askId, ask })]);
}

function isEnded(order: OrderView): OrderRefusal | undefined {
  if (order.cancelled) return "order-cancelled";
  return stageOf(order) === "shipped" ? "order-shipped" : undefined;
}

/** A line of this SKU keeps its id, price and discount; a new one takes the next free id and the catalogue's price. */
function lineFor(
  order: OrderView,
  wanted: { readonly sku: string; readonly quantity: number },
  before: readonly OrderLineContent[],
  itemOf: (sku: string) => ItemView | undefined,
): OrderLineContent | undefined {
  const there = order.lines.find(
    (line) => line.sku === wanted.sku && !before.some((entry) => entry.lineId === line.lineId),
  );
  if (there) {
    const { lineId, sku, name, unitPrice, discountMinor, requiresShipping } = there;
    return { lineId, sku, name, quantity: wanted.quantity, unitPrice, discountMinor, requiresShipping };
  }
  const item = itemOf(wanted.sku);
  if (!item || item.currency !== order.currency) return undefined;
  const used = [...order.lines, ...before].map((line) => Number(line.lineId)).filter(Number.isFinite);
  return {
    lineId: String(Math.max(0, ...used) + 1),
    sku: item.sku,
    name: item.name,
    quantity: wanted.quantity,
    unitPrice: item.price,
    discountMinor: 0,
    requiresShipping: true,
  };
}

function isSame(line: OrderLineContent, other: OrderLineContent | undefined): boolean {
  return line.lineId === other?.lineId && line.quantity === other.quantity;
}

function totalsAfter(order: OrderView, lines: readonly OrderLineContent[]): Totals {
  const subtotalMinor = lines.reduce(
    (sum, line) => sum + extend(line.unitPrice, line.quantity, order.currency) - line.discountMinor,
    0,
  );
  const difference = subtotalMinor - order.totals.subtotalMinor;
  return { ...order.totals, subtotalMinor, totalMinor: Math.max(0, order.totals.totalMinor + difference) };
}
