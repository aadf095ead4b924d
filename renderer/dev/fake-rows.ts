import type { CustomerRow, ItemRow, OrderCounts, OrderDetail, OrderRow } from "#shared/bridge/types.ts";
import { rescale, currencyExponent } from "#shared/kernel/money.ts";
import { paymentState, progressOf, stageOf, stages, unitCount } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { canPromise, onHand } from "#shared/stock/stock-view.ts";
import type { ItemView } from "#shared/stock/item-view.ts";
import type { CustomerView } from "#shared/customers/customer-view.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import type { FakeLog } from "./fake-log.ts";

export function orderRow(order: OrderView): OrderRow {
  const stage = stageOf(order);
  const { done: doneUnits, of: ofUnits } = progressOf(order, stage);
  return {
    orderId: order.orderId,
    number: order.number,
    channel: order.channel,
    placedAt: order.placedAt,
    customer: order.customer.name,
    shipTo: `${order.shipTo.city} ${order.shipTo.postcode}`,
    lines: order.lines.length,
    units: unitCount(order),
    totalMinor: order.totals.totalMinor,
    currency: order.currency,
    payment: paymentState(order),
    stage,
    holds: order.holds.map((hold) => hold.type),
    doneUnits,
    ofUnits,
    endedAt: order.cancelled?.at ?? order.shippedAt,
  };
}

const groups: Readonly<Record<string, readonly string[]>> = {
  "picking-all": ["released", "picking", "picked"],
  "packing-all": ["packing", "labelled"],
};

export function ordersOf(log: FakeLog, stage: string, search: string): readonly OrderView[] {
  const wanted = stage === "all" ? undefined : (groups[stage] ?? [stage]);
  const sought = search.trim().toLowerCase().split(/\s+/u);
  return log
    .all("orders")
    .filter((order) => !wanted || wanted.includes(stageOf(order)))
    .filter((order) => {
      const { shipTo } = order;
      const skus = order.lines.map((line) => line.sku);
      const text = [order.number, order.customer.name, shipTo.name, shipTo.city, shipTo.postcode, ...skus].join(" ");
      return sought.every((word) => text.toLowerCase().includes(word));
    })
    .toSorted((one, other) => other.placedAt - one.placedAt);
}

export function orderCounts(log: FakeLog): OrderCounts {
  const orders = log.all("orders");
  const byStage = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<(typeof stages)[number], number>;
  for (const order of orders) byStage[stageOf(order)] += 1;
  return { all: orders.length, units: orders.reduce((sum, order) => sum + unitCount(order), 0), byStage };
}

export function orderDetail(log: FakeLog, order: OrderView): OrderDetail {
  const facts = log.about("orders", order.orderId);
  const placed = facts.find((fact) => fact.kind === "order.placed");
  const source = placed?.kind === "order.placed" ? placed.body.content.source : undefined;
  return {
    order,
    stationId: "station-a",
    liesAt: "",
    keptAt: order.custody.holder === "station-a" ? "" : "York",
    stage: stageOf(order),
    payment: paymentState(order),
    parcels: order.parcelIds.flatMap((id) => log.get("parcels", id) ?? []),
    timeline: facts.map((fact) => {
      const { content: _left, ...body } = fact.body as Record<string, unknown>;
      const { id: factId, kind } = fact;
      return { factId, kind, at: timeOf(fact.stamp), who: "Mira Holt", station: "Order desk 1", body };
    }),
    source: source ? { file: source.file, rows: source.rows } : null,
  };
}

export function itemRow(log: FakeLog, item: ItemView): ItemRow {
  const stock = log.get("stock", item.sku);
  return {
    sku: item.sku,
    name: item.name,
    price: item.price,
    priceMinor: rescale(item.price, currencyExponent(item.currency)),
    currency: item.currency,
    barcode: item.barcode,
    bin: item.bin,
    onHand: stock ? onHand(stock) : 0,
    canPromise: stock ? canPromise(stock) : 0,
  };
}

export function itemsOf(log: FakeLog, search: string): readonly ItemRow[] {
  const words = search.trim().toLowerCase().split(/\s+/u);
  return log
    .all("items")
    .filter((item) => words.every((word) => `${item.sku} ${item.name} ${item.bin}`.toLowerCase().includes(word)))
    .toSorted((one, other) => one.sku.localeCompare(other.sku, "en", { numeric: true }))
    .map((item) => itemRow(log, item));
}

export function customersOf(log: FakeLog, search: string): readonly CustomerRow[] {
  const words = search.trim().toLowerCase().split(/\s+/u);
  const text = ({ name, phone, shipTo }: CustomerView) =>
    `${name} ${phone.replaceAll(/\s/gu, "")} ${shipTo.postcode} ${shipTo.city}`.toLowerCase();
  return log
    .all("customers")
    .filter((customer) => words.every((word) => text(customer).includes(word)))
    .map((customer) => ({
      customerId: customer.customerId,
      name: customer.name,
      email: customer.email,
      phone: customer.phone,
      shipTo: customer.shipTo,
      orders: customer.orderIds.length,
      firstOrderAt: customer.firstOrderAt,
      lastOrderNumber: customer.lastOrderNumber,
    }));
}
