import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import type { LineQuantity } from "../facts/kinds/orders.ts";
import type { HoldType, OrderContent, OrderLineContent, Tender } from "./order-content.ts";

/**
 * A line with its quantities (domain reference 3.1). At all times
 * `quantity = allocated + backordered + shipped + cancelled + unassigned` and `shipped <= packed <= picked`.
 */
export interface OrderLine extends OrderLineContent {
  readonly allocated: number;
  readonly backordered: number;
  readonly picked: number;
  readonly packed: number;
  readonly shipped: number;
  readonly cancelled: number;
}

export interface Hold {
  readonly holdId: string;
  readonly type: HoldType;
  readonly reason: string;
  readonly user: string;
  readonly at: number;
}

/** Promised to the order and not yet picked: so many units of a line from a place. */
export type Allocation = LineQuantity;

export interface OrderView extends Omit<OrderContent, "lines" | "source" | "tenders"> {
  readonly orderId: string;
  readonly lines: readonly OrderLine[];
  readonly tenders: readonly Tender[];
  readonly holds: readonly Hold[];
  /** Ids of lifted holds: an addition that arrives late stays lifted. */
  readonly liftedHolds: readonly string[];
  readonly cancelled: {
    readonly by: "shop" | "customer" | "merchant";
    readonly at: number;
    readonly reason: string;
  } | null;
  readonly shippedElsewhereAt: number | null;
  readonly releasedAt: number | null;
  readonly allocations: readonly Allocation[];
  readonly pickListId: string;
  readonly tote: string;
  readonly sessionId: string;
  /** The units are verified and their boxes are shut. */
  readonly boxesClosed: boolean;
  readonly parcelIds: readonly string[];
  readonly boundParcelIds: readonly string[];
  readonly shippedAt: number | null;
  readonly createdBy: string;
  readonly externalId: string;
  readonly sourceDigest: string;
}

/** Folds one fact into an order; facts come in fold order and only those that touch this order. */
export function foldOrder(order: OrderView | undefined, fact: Fact): OrderView | undefined {
  if (fact.kind === "order.placed") return order ?? placed(fact);
  if (!order) return undefined;
  switch (fact.kind) {
    case "order.holdAdded":
      return addHold(order, fact);
    case "order.holdReleased":
      return {
        ...order,
        holds: order.holds.filter((hold) => !fact.body.holdIds.includes(hold.holdId)),
        liftedHolds: [...new Set([...order.liftedHolds, ...fact.body.holdIds])],
      };
    case "order.cancelled":
      return cancel(order, fact.body);
    case "order.shippedElsewhere":
      return shipElsewhere(order, fact.body);
    case "order.tenderRecorded":
      return {
        ...order,
        tenders: [...order.tenders.filter((tender) => tender.tenderId !== fact.body.tender.tenderId), fact.body.tender],
      };
    case "order.released":
      return release(order, fact.body, timeOf(fact.stamp));
    case "pick.started": {
      const mine = fact.body.orders.find((entry) => entry.orderId === order.orderId);
      return { ...order, pickListId: fact.body.listId, tote: mine?.tote ?? order.tote };
    }
    case "pick.confirmed":
      return pick(order, fact.body, fact.body.quantity);
    case "pick.undone":
      return pick(order, fact.body, -fact.body.quantity);
    case "pick.shorted":
      return withoutEmptyTote({
        ...withoutAllocation(order, fact.body),
        lines: changeLine(order, fact.body.lineId, (line) => ({
          ...line,
          allocated: line.allocated - fact.body.quantity,
          backordered: line.backordered + fact.body.quantity,
        })),
      });
    case "pick.closed":
      return closePickList(order, fact.body);
    case "pack.started":
      return { ...order, sessionId: fact.body.sessionId };
    case "pack.verified":
      return packUnits(order, fact.body.lineId, fact.body.quantity);
    case "pack.undone":
      return packUnits(order, fact.body.lineId, -fact.body.quantity);
    case "pack.closed":
      return {
        ...order,
        boxesClosed: true,
        parcelIds: [...order.parcelIds, ...fact.body.parcels.map((parcel) => parcel.parcelId)],
      };
    case "parcel.bound":
      return { ...order, boundParcelIds: [...new Set([...order.boundParcelIds, fact.body.parcelId])] };
    case "order.shipped":
      return withoutEmptyTote({
        ...order,
        shippedAt: timeOf(fact.stamp),
        lines: order.lines.map((line) => {
          const sent = fact.body.lines.filter((part) => part.lineId === line.lineId);
          const quantity = sent.reduce((sum, part) => sum + part.quantity, 0);
          return { ...line, shipped: line.shipped + quantity, allocated: line.allocated - quantity };
        }),
      });
    default:
      return order;
  }
}

function placed(fact: Extract<Fact, { kind: "order.placed" }>): OrderView {
  const { source, lines, ...content } = fact.body.content;
  return {
    ...content,
    orderId: fact.body.orderId,
    lines: lines.map((line) => ({
      ...line,
      allocated: 0,
      backordered: 0,
      picked: 0,
      packed: 0,
      shipped: 0,
      cancelled: 0,
    })),
    holds: [],
    liftedHolds: [],
    cancelled: null,
    shippedElsewhereAt: null,
    releasedAt: null,
    allocations: [],
    pickListId: "",
    tote: "",
    sessionId: "",
    boxesClosed: false,
    parcelIds: [],
    boundParcelIds: [],
    shippedAt: null,
    createdBy: fact.user,
    externalId: source?.externalId ?? "",
    sourceDigest: source?.digest ?? "",
  };
}

function addHold(order: OrderView, fact: Extract<Fact, { kind: "order.holdAdded" }>): OrderView {
  const { holdId, type, reason } = fact.body;
  if (order.liftedHolds.includes(holdId) || order.holds.some((hold) => hold.holdId === holdId)) return order;
  return { ...order, holds: [...order.holds, { holdId, type, reason, user: fact.user, at: timeOf(fact.stamp) }] };
}

function cancel(order: OrderView, body: Extract<Fact, { kind: "order.cancelled" }>["body"]): OrderView {
  if (order.cancelled) return order;
  return {
    ...order,
    cancelled: { by: body.by, at: body.at, reason: body.reason },
    allocations: [],
    lines: order.lines.map((line) => ({
      ...line,
      allocated: 0,
      backordered: 0,
      cancelled: line.quantity - line.shipped,
    })),
  };
}

function shipElsewhere(order: OrderView, body: Extract<Fact, { kind: "order.shippedElsewhere" }>["body"]): OrderView {
  const lines = order.lines.map((line) =>
    body.lineIds.includes(line.lineId)
      ? { ...line, picked: line.quantity, packed: line.quantity, shipped: line.quantity }
      : line,
  );
  return { ...order, lines, shippedElsewhereAt: body.at };
}

function release(order: OrderView, body: Extract<Fact, { kind: "order.released" }>["body"], at: number): OrderView {
  return {
    ...order,
    releasedAt: at,
    allocations: [...order.allocations, ...body.allocations],
    // A new release starts a new round of picking and packing for what the last one left behind.
    pickListId: "",
    tote: "",
    sessionId: "",
    boxesClosed: false,
    shippedAt: null,
    lines: order.lines.map((line) => {
      const promised = body.allocations.filter((part) => part.lineId === line.lineId);
      const short = body.backorders.filter((part) => part.lineId === line.lineId);
      return {
        ...line,
        allocated: line.allocated + promised.reduce((sum, part) => sum + part.quantity, 0),
        backordered: short.reduce((sum, part) => sum + part.quantity, 0),
      };
    }),
  };
}

function pick(order: OrderView, part: LineQuantity, change: number): OrderView {
  const moved = {
    ...order,
    lines: changeLine(order, part.lineId, (line) => ({ ...line, picked: line.picked + change })),
  };
  return change > 0
    ? withoutAllocation(moved, { ...part, quantity: change })
    : { ...moved, allocations: [...moved.allocations, partOf(part, -change)] };
}

function closePickList(order: OrderView, body: Extract<Fact, { kind: "pick.closed" }>["body"]): OrderView {
  const freed = body.freed.filter((part) => part.orderId === order.orderId);
  const after = freed.reduce<OrderView>(
    (current, part) => ({
      ...withoutAllocation(current, part),
      lines: changeLine(current, part.lineId, (line) => ({ ...line, allocated: line.allocated - part.quantity })),
    }),
    order,
  );
  // Nothing in the tote: the order is as if never released.
  return after.lines.some((line) => line.picked > line.shipped)
    ? after
    : { ...after, releasedAt: null, pickListId: "", tote: "" };
}

/** Nothing in the tote and nothing to come into it: another order may have it, and this one is on no list. */
function withoutEmptyTote(order: OrderView): OrderView {
  return order.lines.some((line) => line.allocated > 0) ? order : { ...order, pickListId: "", tote: "" };
}

function packUnits(order: OrderView, lineId: string, change: number): OrderView {
  return { ...order, lines: changeLine(order, lineId, (line) => ({ ...line, packed: line.packed + change })) };
}

function changeLine(order: OrderView, lineId: string, change: (line: OrderLine) => OrderLine): readonly OrderLine[] {
  return order.lines.map((line) => (line.lineId === lineId ? change(line) : line));
}

function partOf(part: LineQuantity, quantity: number): Allocation {
  return { lineId: part.lineId, sku: part.sku, place: part.place, quantity };
}

/** Takes units off the order's open promises at one place; never below none. */
function withoutAllocation(order: OrderView, part: LineQuantity): OrderView {
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
