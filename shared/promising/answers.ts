import {
  type HolderLook,
  holderClaim,
  holderOnChannel,
  hubClaim,
  type HubLook,
  hubOnChannel,
} from "../channels/channel-answers.ts";
import type { ChannelView } from "../channels/channel-view.ts";
import { draft, type Draft } from "../facts/kinds.ts";
import { decideCancel } from "../orders/decide-orders.ts";
import { decideRefund } from "../orders/decide-refund.ts";
import { type Ask, isInWork } from "../orders/order-conflicts.ts";
import { stageOf } from "../orders/order-standing.ts";
import type { OrderView } from "../orders/order-view.ts";
import { compareNaturally } from "../kernel/natural-order.ts";
import { binsFrom } from "../stock/places.ts";
import { mayPromise, owedAt, rightsAt } from "../stock/rights.ts";
import type { StockView } from "../stock/stock-view.ts";
import { shortAt, shortageHolds } from "./shortage.ts";

/**
 * What a station, or the hub, does of its own accord once facts of others have arrived: hands on rights it does not need,
 * hands on orders it does not work on, and does to its own orders what others asked. Pure, and idempotent: asked again
 * after its drafts are folded, it has nothing to add.
 */
export interface Touched {
  /** Documents that the new facts changed, as they stand now. */
  readonly orders: readonly OrderView[];
  readonly stock: readonly StockView[];
  readonly channels: readonly ChannelView[];
}

/**
 * The hub promises nothing and packs nothing: all it holds is for whoever asks. Channels come last: who gets one must have
 * heard by then of every order that the hub gave away before.
 */
export function hubAnswers(touched: Touched, look: HubLook): readonly Draft[] {
  return [
    ...touched.stock.flatMap((stock) => holderAnswers(stock, look.hubId, 0, look.siteOf)),
    ...touched.orders.flatMap((order) => hubOnOrder(order, look)),
    ...touched.channels.flatMap((channel) => hubOnChannel(channel, look)),
  ];
}

function hubOnOrder(order: OrderView, look: HubLook): readonly Draft[] {
  const answers = keeperAnswers(order, look.hubId);
  const claim = answers.length === 0 ? [] : hubClaim(order, look);
  return claim === undefined ? [] : [...claim, ...answers];
}

/** What a station looks up besides. */
export interface StationLook extends HolderLook {
  /** The hub's, where it has one. */
  readonly hubId: string | undefined;
  /** Units of a SKU it keeps for its own desk; it gives of the rest. */
  readonly keepOf: (sku: string) => number;
  /** Orders with a promise of this SKU. */
  readonly promisedOf: (sku: string) => readonly OrderView[];
  readonly channelOf: (channel: string) => ChannelView | undefined;
}

export function stationAnswers(touched: Touched, stationId: string, look: StationLook): readonly Draft[] {
  return [
    ...touched.channels.flatMap((channel) => holderOnChannel(channel, stationId, look)),
    ...touched.stock.flatMap((stock) => [
      ...holderAnswers(stock, stationId, look.keepOf(stock.sku)),
      ...(shortAt(stock).length > 0 ? shortageHolds(stock, look.promisedOf(stock.sku), [stationId, look.hubId]) : []),
    ]),
    ...touched.orders.flatMap((order) => [
      ...holderClaim(order, stationId, look.channelOf(order.channel)),
      ...keeperAnswers(order, stationId),
    ]),
  ];
}

/**
 * Rights a holder hands on: first to whoever owes (a count found less than was promised), all it has; then to whoever
 * asked, what it can spare, of bins where the asker is before others.
 */
function holderAnswers(
  stock: StockView,
  holder: string,
  keep: number,
  siteOf: (station: string) => string | undefined = () => undefined,
): readonly Draft[] {
  const drafts: Draft[] = [];
  const left = new Map<string, number>();
  const leftAt = (place: string): number => left.get(place) ?? rightsAt(stock, place, holder);
  const pass = (place: string, to: string, wanted: number, askId: string): number => {
    const quantity = Math.min(wanted, leftAt(place));
    if (quantity <= 0) return 0;
    left.set(place, leftAt(place) - quantity);
    const body = { sku: stock.sku, place, from: holder, to, quantity, askId };
    drafts.push(draft(`item/${stock.sku}`, "right.passed", body));
    return quantity;
  };
  const places = Object.keys(stock.rights).toSorted(compareNaturally);
  let given = 0;
  for (const place of places) {
    for (const { holder: debtor, units } of owedAt(stock, place)) {
      if (debtor !== holder) given += pass(place, debtor, units, "");
    }
  }
  let spare = Math.max(0, mayPromise(stock, holder) - given - keep);
  const asks = Object.entries(stock.asks).toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [station, ask] of asks) {
    if (station === holder) continue;
    let wanted = Math.min(ask.quantity, spare);
    for (const { place } of binsFrom(siteOf(station), places)) {
      const passed = pass(place, station, wanted, ask.askId);
      wanted -= passed;
      spare -= passed;
    }
  }
  return drafts;
}

/** What the keeper of an order does about what was asked of it. */
function keeperAnswers(order: OrderView, keeper: string): readonly Draft[] {
  if (order.custody.holder !== keeper) return [];
  for (const ask of order.asks.filter((entry) => entry.state === "open")) {
    const drafts = honour(order, ask, keeper);
    // One at a time: what is done may change what the next can be.
    if (drafts.length > 0) return drafts;
  }
  return passOn(order, keeper);
}

function honour(order: OrderView, { askId, ask }: Ask, keeper: string): readonly Draft[] {
  const stream = `order/${order.orderId}`;
  const { orderId } = order;
  const done = draft(stream, "order.askAnswered", { orderId, askId, outcome: "done", reason: "" });
  switch (ask.type) {
    case "cancel": {
      const { by, at, reason } = ask;
      const cancelled = decideCancel(order, { by, at, reason: reason || "Asked for" }, { station: keeper, askId });
      // What is in work waits for a person, and what has left is an exception already.
      return cancelled.ok ? [...cancelled.value, done] : [];
    }
    case "address":
      if (order.cancelled || order.boxesClosed || ask.seen !== (order.last.address ?? "") || isDisputed(order))
        return [];
      return [draft(stream, "order.addressChanged", { orderId, shipTo: ask.shipTo, reason: ask.reason }), done];
    case "lines": {
      const isFree = order.lines.every((line) => line.allocated === 0 && line.shipped === 0);
      if (order.cancelled || !isFree || ask.seen !== (order.last.lines ?? "")) return [];
      const { lines, totals, reason } = ask;
      return [draft(stream, "order.linesChanged", { orderId, lines, totals, reason }), done];
    }
    case "refund": {
      const refund = decideRefund(order, ask, { station: keeper });
      if (refund.ok) return [...refund.value, done];
      return [draft(stream, "order.askAnswered", { orderId, askId, outcome: "declined", reason: refund.error })];
    }
  }
}

/** Two addresses wait for a person. */
function isDisputed(order: OrderView): boolean {
  return order.conflicts.some((conflict) => conflict.code === "two-addresses" && conflict.resolved === null);
}

function passOn(order: OrderView, keeper: string): readonly Draft[] {
  const to = order.custody.askedBy;
  if (to === "" || to === keeper) return [];
  const stage = stageOf(order);
  if (isInWork(order) || stage === "shipped" || stage === "cancelled") return [];
  const body = { orderId: order.orderId, from: keeper, to, askId: "", why: "asked" as const };
  return [draft(`order/${order.orderId}`, "work.passed", body)];
}
