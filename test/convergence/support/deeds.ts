import { channelDocument, type ChannelView, freeChannel } from "#shared/channels/channel-view.ts";
import { decideAskChannel, decideReturnChannel, keepKnown, keepNew } from "#shared/channels/decide-channel.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import type { Result } from "#shared/kernel/result.ts";
import { decideAddress, decideLines } from "#shared/orders/decide-edits.ts";
import { decideResolve, offered } from "#shared/orders/decide-exception.ts";
import {
  decideCancel,
  decideHold,
  decideLiftHolds,
  decidePayment,
  decideRelease,
  takeIn,
} from "#shared/orders/decide-orders.ts";
import { decideRefund } from "#shared/orders/decide-refund.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { shareToPick } from "#shared/promising/sharing.ts";
import { decideCount, decideReceive, decideRelocate, decideSend } from "#shared/stock/decide-stock.ts";
import { binPlace } from "#shared/stock/places.ts";
import type { StockView } from "#shared/stock/stock-view.ts";
import { address, content, item, line, tender } from "#test/builders/orders.ts";
import { type At, seen } from "./at.ts";
import type { Deed } from "./steps.ts";
import { packOn, pickOn, takeList } from "./work.ts";

export const skus = ["BOWL", "TOWEL", "JUG"] as const;
export const bins = ["A-2", "A-10", "B-1"] as const;

export function binOf(sku: string): string {
  return bins[skus.findIndex((each) => each === sku)] ?? "A-2";
}

function pick<Value>(values: readonly Value[], place: number): Value | undefined {
  return values[place % Math.max(1, values.length)];
}

function skuAt(place: number): string {
  return pick(skus, place) ?? "BOWL";
}

/** Who takes in the shop's orders, as the station sees it. */
function shopOf(member: At["member"]): ChannelView | undefined {
  const document = member.read("people", channelDocument("shopify"));
  return document?.kind === "channel" ? document : undefined;
}

/** What comes of a decision, or nothing where it refuses. */
function yes(decision: Result<readonly Draft[], unknown>): readonly Draft[] {
  return decision.ok ? decision.value : [];
}

function anOrder({ member, a }: At, fits: (order: OrderView) => boolean = () => true): OrderView | undefined {
  const orders = member.all("orders").filter(fits);
  return pick(
    orders.toSorted((one, other) => (one.orderId < other.orderId ? -1 : 1)),
    a,
  );
}

function onOrder(at: At, decide: (order: OrderView) => Result<readonly Draft[], unknown>): readonly Draft[] {
  const order = anOrder(at);
  return order ? yes(decide(order)) : [];
}

/** What a station sees where a bug makes it take all rights, or all orders, for its own. */
function stockOf({ company, member }: At): (sku: string) => StockView | undefined {
  return (sku) => {
    const stock = member.read("stock", sku);
    if (!stock || company.bug !== "promises-what-others-hold") return stock;
    const all = (held: Readonly<Record<string, number>>): number =>
      Object.values(held).reduce((sum, each) => sum + each, 0);
    const rights = Object.entries(stock.rights).map(([place, held]) => [place, { [member.id]: all(held) }] as const);
    return { ...stock, rights: Object.fromEntries(rights) };
  };
}

const linesOf = (a: number, b: number) =>
  [a, b]
    .slice(0, 1 + (b % 2))
    .map((each, place) =>
      line({ lineId: String(place + 1), sku: skuAt(each), name: skuAt(each), quantity: 1 + (each % 3) }),
    );

const deedsOf: { readonly [Name in Deed]: (at: At) => readonly Draft[] } = {
  place: ({ a, b, count, member }) => {
    const paid = a % 3 > 0;
    const tenders = [tender({ tenderId: `t${count}`, state: paid ? "captured" : "pending" })];
    const placed = content({ number: `#${count}`, lines: linesOf(a, b), tenders, placedAt: member.now });
    return [draft(`order/o${count}`, "order.placed", { orderId: `o${count}`, content: placed })];
  },
  // The same file may be read anywhere: an order of it is kept by whoever holds the channel.
  import: (at) => {
    const { a, count, member } = at;
    const orderId = `shop-${a % 9}`;
    const known = shopOf(member);
    const mine = at.company.bug === "takes-in-what-another-does" && known;
    const channel = mine ? { ...mine, holder: member.id, isAccepted: true } : known;
    const intake = {
      station: member.id,
      hub: at.company.hubId,
      channel,
      isReceived: true,
      newId: () => `ask-${count}`,
    };
    const there = member.read("orders", orderId);
    if (there) return keepKnown(there, intake);
    const shop = content({ channel: "shopify", number: `#${orderId}`, lines: linesOf(a % 9, 1), placedAt: 0 });
    const drafts = takeIn({ orderId, content: shop, holds: [], cancelledAt: undefined, shippedElsewhere: undefined });
    return [...drafts, ...keepNew({ orderId, channel: "shopify" }, intake)];
  },
  askChannel: ({ count, member }) =>
    yes(
      decideAskChannel(shopOf(member) ?? freeChannel("shopify"), {
        station: member.id,
        askId: `ask-${count}`,
      }),
    ),
  passChannel: ({ a, b, company, member }) => {
    const next = b % 3 === 0 ? "" : (pick(company.stations, a)?.id ?? "");
    return yes(decideReturnChannel(shopOf(member) ?? freeChannel("shopify"), { station: member.id, next }));
  },
  receipt: ({ a, b, company, member }) => {
    const sku = skuAt(a);
    const quantity = 4 + (b % 5);
    const place = binPlace(member.here.site, binOf(sku));
    const moves = [{ sku, from: "supplier", to: place, quantity }];
    const shared = { sku, place, from: member.id, to: company.hubId, quantity: Math.floor(quantity / 2), askId: "" };
    return [
      draft(`item/${sku}`, "stock.moved", { moves, reason: "receipt", stated: [] }),
      draft(`item/${sku}`, "right.passed", shared),
    ];
  },
  release: (at) => {
    const order = anOrder(at);
    const released = order ? yes(decideRelease(seen(at, order), stockOf(at), at.member.here)) : [];
    const allocations = released.flatMap((entry) => (entry.kind === "order.released" ? entry.body.allocations : []));
    // What lies in the other store is for a bench there.
    const passed = order ? shareToPick({ ...seen(at, order), allocations }, at.member.here, at.company.hubId) : [];
    return [...released, ...passed];
  },
  askRights: ({ a, b, count }) => {
    const sku = skuAt(a);
    const body = { askId: `ask-${count}`, sku, quantity: 1 + (b % 4), reason: "release" as const };
    return [draft(`item/${sku}`, "right.asked", body)];
  },
  askWork: (at) => {
    const order = anOrder(at, ({ custody }) => custody.holder !== at.member.id);
    const askId = `work-${at.count}`;
    return order ? [draft(`order/${order.orderId}`, "work.asked", { askId, orderId: order.orderId })] : [];
  },
  hold: (at) =>
    onOrder(at, (order) => decideHold(order, { holdId: `hold-${at.count}`, type: "OPERATOR", reason: "Ring first" })),
  lift: (at) =>
    onOrder(at, (order) =>
      decideLiftHolds(order, {
        holdIds: order.holds.map((hold) => hold.holdId),
        reason: "Rang",
        by: { roles: ["lead"] },
      }),
    ),
  takeList: (at) => takeList(at),
  pick: (at) => pickOn(at),
  short: (at) => pickOn(at, "SHORT"),
  undoPick: (at) => pickOn(at, "UNDO"),
  closeList: (at) => pickOn(at, "close"),
  pack: (at) => packOn(at),
  undoPack: (at) => packOn(at, "UNDO"),
  cancel: (at) =>
    onOrder(at, (order) =>
      decideCancel(
        seen(at, order),
        { by: "customer", at: at.member.now, reason: "No longer wanted" },
        { station: at.member.id, askId: `ask-${at.count}` },
      ),
    ),
  pay: (at) =>
    onOrder(at, (order) => {
      const open = order.tenders.find((each) => each.state === "pending");
      return decidePayment(
        order,
        tender({ tenderId: open?.tenderId ?? `t${at.count}`, amountMinor: order.totals.totalMinor }),
      );
    }),
  refund: (at) =>
    onOrder(at, (order) => {
      const refund = { refundId: `r${at.count}`, tenderId: "", amountMinor: 1 + ((at.b * 7) % 1890), reason: "Broken" };
      const anyDesk = at.company.bug === "refunds-at-any-desk";
      const mine = anyDesk ? { ...order, custody: { ...order.custody, holder: at.member.id } } : order;
      return decideRefund(mine, refund, { station: at.member.id, askId: `ask-${at.count}` });
    }),
  address: (at) =>
    onOrder(at, (order) =>
      decideAddress(
        order,
        { shipTo: { ...address, city: `City ${at.b % 3}` }, reason: "Moved" },
        { station: at.member.id, askId: `ask-${at.count}` },
      ),
    ),
  lines: (at) =>
    onOrder(at, (order) =>
      decideLines(
        order,
        { lines: linesOf(at.b, at.a), reason: "Other units", itemOf: (sku) => item({ sku }) },
        { station: at.member.id, askId: `ask-${at.count}` },
      ),
    ),
  count: ({ a, b, member }) => {
    const sku = skuAt(a);
    const book = member.stock(sku).places[binPlace(member.here.site, binOf(sku))] ?? 0;
    return decideCount({ sku, bin: binOf(sku), counted: Math.max(0, book + (b % 5) - 3), reason: "" }, member.here);
  },
  relocate: ({ a, b, member }) => {
    const [sku, from, to] = [skuAt(a), pick(bins, a) ?? "A-2", pick(bins, b) ?? "A-2"];
    return yes(decideRelocate(member.stock(sku), { from, to, quantity: 1 + (b % 2), reason: "" }, member.here));
  },
  send: ({ a, b, count, company, member, who }) => {
    const sku = skuAt(a);
    const to = company.stations[(who + 1 + (b % 4)) % company.stations.length]?.id ?? "";
    const lines = [{ sku, name: sku, bin: binOf(sku), quantity: 1 + (b % 3) }];
    const transfer = { transferId: `transfer-${count}`, number: count, to, lines };
    return yes(decideSend(transfer, (each) => member.read("stock", each), member.here));
  },
  arrive: ({ a, member }) => {
    const mine = member.all("work").filter((work) => work.kind === "transfer" && work.to === member.id);
    const transfer = pick(mine, a);
    if (transfer?.kind !== "transfer") return [];
    const [sent] = transfer.lines;
    if (!sent || sent.received >= sent.sent) return [];
    return yes(decideReceive(transfer, [{ sku: sent.sku, bin: binOf(sent.sku), quantity: 1 }], member.here));
  },
  resolve: (at) => {
    const order = anOrder(at, (each) => openConflicts(each).length > 0);
    const conflict = order && openConflicts(order)[0];
    const choice = order && conflict && pick(offered(order, conflict), at.b);
    if (!order || !conflict || !choice) return [];
    let made = 0;
    const given = {
      station: at.member.id,
      now: at.member.now,
      newId: () => `made-${at.count}-${(made += 1)}`,
      binOf,
    };
    return yes(decideResolve(order, { exceptionId: conflict.exceptionId, ...choice, reason: "Talked it over" }, given));
  },
};

export function deed(what: Deed, at: At): readonly Draft[] {
  return deedsOf[what](at);
}

export function isDeed(what: string): what is Deed {
  return Object.hasOwn(deedsOf, what);
}
