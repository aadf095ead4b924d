import { draft, type Draft } from "#shared/facts/kinds.ts";
import type { OrderContent } from "#shared/orders/order-content.ts";
import { decideHold, decideRelease, takeIn } from "#shared/orders/decide-orders.ts";
import { decideTakeList, freeTotes } from "#shared/picking/decide-list.ts";
import { extend } from "#shared/kernel/money.ts";
import { must, type Result } from "#shared/kernel/result.ts";
import { binPlace, outside, totePlace } from "#shared/stock/places.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { customers, goods } from "./fake-goods.ts";
import { repeatableChance, type FakeLog } from "./fake-log.ts";

const minute = 60_000;

/** A day at the invented shop: orders at every stage there is, up to a minute ago. */
export function seedDay(log: FakeLog, now: number, orderCount = 95): void {
  const chance = repeatableChance(7);
  const act = (at: number, drafts: readonly Draft[]) => log.append(drafts, { user: "person-1", at });
  const start = now - 9 * 60 * minute;
  for (const { onHand, ...item } of goods) {
    act(start, [
      draft(`item/${item.sku}`, "item.defined", { item }),
      ...(onHand === 0
        ? []
        : [
            draft(`item/${item.sku}`, "stock.moved", {
              moves: [{ sku: item.sku, from: outside.supplier, to: binPlace(mainSite, item.bin), quantity: onHand }],
              reason: "catalogue",
              stated: [{ sku: item.sku, onHand }],
            }),
          ]),
    ]);
  }
  for (let place = 0; place < orderCount; place += 1) {
    const at = start + Math.floor(((place + 1) * 9 * 60 * minute) / (orderCount + 1));
    placeOne(act, place, at, chance);
    moveAlong(log, act, place, at + 20 * minute);
  }
}

type Act = (at: number, drafts: readonly Draft[]) => void;

export function fakeOrderId(place: number): string {
  return `019a0000-0000-7000-8000-${String(place).padStart(12, "0")}`;
}

function placeOne(act: Act, place: number, at: number, chance: (below: number) => number): void {
  const lineCount = 1 + chance(place % 9 === 0 ? 14 : 6);
  const first = chance(goods.length);
  const lines = Array.from({ length: lineCount }, (_, line) => {
    const item = must(goods[(first + line * 5) % goods.length], "taken modulo the length");
    return {
      lineId: String(line + 1),
      sku: item.sku,
      name: item.name,
      quantity: 1 + chance(12),
      unitPrice: item.price,
      discountMinor: 0,
      requiresShipping: true,
    };
  });
  const subtotalMinor = lines.reduce((sum, line) => sum + extend(line.unitPrice, line.quantity, "GBP"), 0);
  const shippingMinor = chance(2) * 495;
  const totalMinor = subtotalMinor + shippingMinor;
  const customer = must(customers[chance(customers.length)], "chance stays below the length");
  const isPaid = place % 11 !== 3;
  const number = `#${536_500 + place}`;
  const content: OrderContent = {
    channel: "shopify",
    number,
    placedAt: at,
    customer: { name: customer.name, email: customer.email, phone: customer.phone },
    shipTo: customer.address,
    billTo: customer.address,
    currency: "GBP",
    taxIncluded: true,
    lines,
    totals: { subtotalMinor, shippingMinor, taxMinor: Math.round(totalMinor / 6), discountMinor: 0, totalMinor },
    shippingMethod: shippingMinor > 0 ? "Tracked 48" : "Standard",
    tenders: [
      {
        tenderId: "1",
        method: "Shop card payment",
        reference: `ch_${place}`,
        state: place % 13 === 5 ? "refunded" : isPaid ? "captured" : "pending",
        amountMinor: totalMinor,
        refundedMinor: place % 13 === 5 ? totalMinor : 0,
      },
    ],
    note: place % 10 === 4 ? "Gift: please leave the prices out." : "",
    tags: [],
    source: {
      externalId: String(5_000_000 + place),
      file: "shopify_orders_export.csv",
      rows: lines.map((line, row) => ({
        line: place * 7 + row + 2,
        cells: {
          Name: number,
          Email: customer.email,
          "Lineitem sku": line.sku,
          "Lineitem quantity": String(line.quantity),
        },
      })),
    },
  };
  const holds = [
    ...(isPaid ? [] : [{ type: "PAYMENT" as const, reason: "Not paid in the shop" }]),
    ...(place % 12 === 7 ? [{ type: "FRAUD" as const, reason: "The shop calls the risk high" }] : []),
  ];
  act(
    at,
    takeIn({
      orderId: fakeOrderId(place),
      content,
      holds,
      cancelledAt: place % 17 === 9 ? at + 5 * minute : undefined,
      shippedElsewhere: undefined,
    }),
  );
}

const here = { station: "station-a", site: mainSite };

/** Older orders are further along; every so often one stays where it is. */
function moveAlong(log: FakeLog, act: Act, place: number, at: number): void {
  const orderId = fakeOrderId(place);
  const order = () => must(log.get("orders", orderId), "it was placed above");
  const release = (): boolean => {
    const decided = decideRelease(order(), (sku) => log.get("stock", sku), here);
    if (decided.ok) act(at, decided.value);
    return decided.ok && order().allocations.length > 0;
  };
  if (place > 86 || !release() || place % 8 === 6) return;
  const listId = `list-${place}`;
  const inUse = new Set(log.all("orders").flatMap((each) => (each.tote && each.shippedAt === null ? [each.tote] : [])));
  act(at, yes(decideTakeList([order()], { listId, number: place + 1, totes: freeTotes(inUse), here })));
  const list = must(log.get("work", listId), "taken above");
  if (list.kind !== "pick-list") return;
  const stops = place % 8 === 5 ? list.stops.slice(0, Math.floor(list.stops.length / 2)) : list.stops;
  for (const { picked: _picked, short: _short, name: _name, bin: _bin, ...stop } of stops) {
    act(at + minute, [draft(`pick/${listId}`, "pick.confirmed", { listId, ...stop, scan: stop.sku })]);
  }
  if (stops.length < list.stops.length || place % 8 === 4) return;
  pack(log, act, place, at + 2 * minute);
}

function pack(log: FakeLog, act: Act, place: number, at: number): void {
  const orderId = fakeOrderId(place);
  const order = must(log.get("orders", orderId), "it was picked above");
  const sessionId = `session-${place}`;
  const boxId = `${sessionId}-1`;
  const stream = `pack/${sessionId}`;
  const lines = order.lines.flatMap(({ lineId, sku, name, picked }) =>
    picked > 0 ? [{ lineId, sku, name, quantity: picked }] : [],
  );
  act(at, [draft(stream, "pack.started", { sessionId, orderId, boxId, tote: order.tote, lines })]);
  const isHalf = place % 8 === 3;
  for (const { name: _name, ...line } of isHalf ? lines.slice(0, 1) : lines) {
    act(at + minute, [draft(stream, "pack.verified", { sessionId, orderId, boxId, ...line, scan: line.sku })]);
  }
  if (isHalf) return;
  const parcelId = `parcel-${place}`;
  const contents = lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
  const sscc = `39521234${String(place).padStart(9, "0")}0`;
  act(at + 2 * minute, [
    draft(stream, "pack.closed", {
      sessionId,
      orderId,
      parcels: [{ parcelId, boxId, sscc, index: 1, of: 1, weightGrams: 1840, contents }],
    }),
  ]);
  if (place % 8 === 2) return;
  const job = { jobId: `job-${place}`, orderId };
  act(at + 3 * minute, [
    draft(`print/${job.jobId}`, "print.queued", {
      ...job,
      parcelId,
      sessionId,
      document: "label",
      title: `Label, ${order.number}, box 1`,
      content: "^XA^XZ",
      copy: 1,
      reprintOf: "",
    }),
    draft(`print/${job.jobId}`, "print.sending", { ...job, attempt: 1, printer: "192.0.2.7" }),
    draft(`print/${job.jobId}`, "print.sent", { ...job, attempt: 1 }),
    draft(stream, "parcel.bound", { parcelId, orderId, sessionId, jobIds: [job.jobId], scan: sscc }),
    draft(`order/${orderId}`, "order.shipped", {
      orderId,
      sessionId,
      parcelIds: [parcelId],
      lines: contents.map((line) => ({ ...line, place: totePlace(mainSite, order.tote) })),
    }),
  ]);
}

/** Puts one hold on for show: a person at the desk saw something. */
export function holdForShow(log: FakeLog, place: number, at: number): void {
  const order = must(log.get("orders", fakeOrderId(place)), "seeded");
  const hold = { holdId: `hold-${place}`, type: "ADDRESS" as const, reason: "The house number is missing" };
  log.append(yes(decideHold(order, hold)), { user: "person-1", at });
}

function yes<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(`A seed was refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
