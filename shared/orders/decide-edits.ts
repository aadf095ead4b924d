import { draft, type Draft } from "../facts/kinds.ts";
import type { Address } from "../kernel/address.ts";
import { extend, rescale, type UnitPrice } from "../kernel/money.ts";
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

/** `unitPrice`: as agreed for this order; left out, as the line has it, or the catalogue where it is new. */
export interface WantedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice?: UnitPrice | undefined;
}

/**
 * Other quantities, prices or items, while nothing is promised to the order. The shop's own orders are edited in the shop,
 * whose figures we keep.
 */
export function decideLines(
  order: OrderView,
  change: {
    readonly lines: readonly WantedLine[];
    /** What delivery costs from now on, minor units; left out, as before. */
    readonly shippingMinor?: number | undefined;
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
  const { shippingMinor = order.totals.shippingMinor } = change;
  const sameLines = lines.length === order.lines.length && lines.every((line, at) => isSame(line, order.lines[at]));
  if (sameLines && shippingMinor === order.totals.shippingMinor) return err("nothing-changed");
  const { orderId } = order;
  const stream = `order/${orderId}`;
  const body = { lines, totals: totalsAfter(order, lines, shippingMinor), reason: change.reason };
  if (order.custody.holder === by.station) return ok([draft(stream, "order.linesChanged", { orderId, ...body })]);
  if (openAsks(order, "lines").length > 0) return err("already-asked");
  const ask = { type: "lines" as const, ...body, seen: order.last.lines ?? "" };
  return ok([draft(stream, "order.asked", { orderId, askId: by.askId, ask })]);
}

/** How it travels and what is noted on it. Not agreed with anybody, so whoever has the order before them may write it. */
export function decideDetails(
  order: OrderView,
  details: { readonly shippingMethod: string; readonly note: string },
): Result<readonly Draft[], EditRefusal> {
  const ended = isEnded(order);
  if (ended) return err(ended);
  const changed = {
    ...(details.shippingMethod === order.shippingMethod ? {} : { shippingMethod: details.shippingMethod }),
    ...(details.note === order.note ? {} : { note: details.note }),
  };
  if (Object.keys(changed).length === 0) return err("nothing-changed");
  if (changed.shippingMethod !== undefined && order.boxesClosed) return err("order-in-work");
  return ok([draft(`order/${order.orderId}`, "order.detailsChanged", { orderId: order.orderId, ...changed })]);
}

function isEnded(order: OrderView): OrderRefusal | undefined {
  if (order.cancelled) return "order-cancelled";
  return stageOf(order) === "shipped" ? "order-shipped" : undefined;
}

/** A line of this SKU keeps its id and its discount, as far as the line comes to that; a new one takes the next free id. */
function lineFor(
  order: OrderView,
  wanted: WantedLine,
  before: readonly OrderLineContent[],
  itemOf: (sku: string) => ItemView | undefined,
): OrderLineContent | undefined {
  const there = order.lines.find(
    (line) => line.sku === wanted.sku && !before.some((entry) => entry.lineId === line.lineId),
  );
  if (there) {
    const { lineId, sku, name, requiresShipping } = there;
    const { quantity, unitPrice = there.unitPrice } = wanted;
    const discountMinor = Math.min(there.discountMinor, extend(unitPrice, quantity, order.currency));
    return { lineId, sku, name, quantity, unitPrice, discountMinor, requiresShipping };
  }
  const item = itemOf(wanted.sku);
  if (!item || item.currency !== order.currency) return undefined;
  const used = [...order.lines, ...before].map((line) => Number(line.lineId)).filter(Number.isFinite);
  return {
    lineId: String(Math.max(0, ...used) + 1),
    sku: item.sku,
    name: item.name,
    quantity: wanted.quantity,
    unitPrice: wanted.unitPrice ?? item.price,
    discountMinor: 0,
    requiresShipping: true,
  };
}

function isSame(line: OrderLineContent, other: OrderLineContent | undefined): boolean {
  if (line.lineId !== other?.lineId || line.quantity !== other.quantity) return false;
  const [one, two] = [line.unitPrice, other.unitPrice];
  const scale = Math.max(one.scale, two.scale);
  return rescale(one, scale) === rescale(two, scale);
}

/** What an order comes to with these lines and this delivery; its discount and tax stay as they were agreed. */
export function totalsAfter(
  order: Pick<OrderView, "totals" | "currency">,
  lines: readonly Pick<OrderLineContent, "unitPrice" | "quantity" | "discountMinor">[],
  shippingMinor: number,
): Totals {
  const subtotalMinor = lines.reduce(
    (sum, line) => sum + extend(line.unitPrice, line.quantity, order.currency) - line.discountMinor,
    0,
  );
  const { totals } = order;
  const difference = subtotalMinor - totals.subtotalMinor + shippingMinor - totals.shippingMinor;
  return { ...totals, subtotalMinor, shippingMinor, totalMinor: Math.max(0, totals.totalMinor + difference) };
}
