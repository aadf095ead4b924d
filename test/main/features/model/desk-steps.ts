import { expect } from "vitest";
import { type CatalogueRow, type ShopOrder, writeCatalogue, writeShopOrders } from "#test/builders/files.ts";
import { address } from "#test/builders/orders.ts";
import type { Simulation } from "./simulation.ts";
import { catalogue, type Line, type Order, promisedUnits, sum, walk, type World } from "./world.ts";

/** Steps of the desk: files come in, orders are placed, released, held, cancelled, paid. */

export async function importCatalogue(run: Simulation, a: number): Promise<void> {
  const rows: CatalogueRow[] = catalogue
    .filter((_, position) => position === 0 || (a >> position) % 4 !== 3)
    .map((item, position) => ({ ...item, onHand: item.sku === "NEVER" ? 0 : 3 + ((a >> (position * 2)) % 9) }));
  await run.importFile(writeCatalogue(run.files, `catalogue-${run.nextCount()}.csv`, rows));
  for (const { sku, bin, onHand } of rows) {
    run.known.add(sku);
    if (run.world.stated.get(sku) === onHand) continue;
    run.world.stated.set(sku, onHand);
    recount(run.world, sku, bin, onHand);
  }
}

/** A figure not heard before counts: what the book has more or less comes from, or goes to, adjustment. */
function recount(world: World, sku: string, bin: string, counted: number): void {
  const bins = world.binsOf(sku);
  let difference = counted - sum(bins.values()) - world.inTotes(sku);
  if (difference > 0) return world.moveInBin(sku, bin, difference);
  if (difference === 0) return undefined;
  for (const place of [bin, ...walk.filter((other) => other !== bin)]) {
    const taken = Math.min(-difference, bins.get(place) ?? 0);
    if (taken > 0) world.moveInBin(sku, place, -taken);
    difference += taken;
    if (world.promisedAt(sku, place) > (bins.get(place) ?? 0)) world.countedShort.add(sku);
  }
  return undefined;
}

export async function importOrders(run: Simulation, a: number, b: number): Promise<void> {
  const orders = Array.from({ length: 1 + (a % 3) }, (_, position) =>
    shopOrder(run, a + position * 7919, b + position),
  );
  const path = writeShopOrders(run.files, `orders-${run.nextCount()}.csv`, orders);
  run.orderFiles.push({ path, orders });
  await run.importFile(path);
  for (const order of orders) takeIn(run, order);
}

/** A file read before adds nothing; what waited for its SKU may come in now. */
export async function importAgain(run: Simulation, a: number): Promise<void> {
  const file = run.orderFiles[a % Math.max(1, run.orderFiles.length)];
  if (!file) return;
  const known = file.orders.filter((order) => run.orderIdOf(order.number) !== undefined).length;
  const came = file.orders.filter((order) => isReadable(run, order)).length - known;
  await run.importFile(file.path);
  const counts = run.test.station.imports.progress()?.counts;
  expect(counts?.changed).toBe(0);
  expect(counts?.newOrders).toBe(Math.max(0, came));
  for (const order of file.orders) takeIn(run, order);
}

function shopOrder(run: Simulation, a: number, b: number): ShopOrder {
  const count = run.nextCount();
  const financial = ["paid", "paid", "paid", "paid", "pending", "refunded"][a % 6] ?? "paid";
  const createdAt = run.test.now - (b % 50) * 60_000 - count;
  return {
    number: `#${2000 + count}`,
    id: String(7_000_000_000 + count),
    // Shops give whole seconds; the reader is held to them.
    createdAt: Math.floor(createdAt / 1000) * 1000,
    name: "Anna Berg",
    city: b % 9 === 0 ? "Leeds ☕" : "Leeds",
    financial,
    fulfillment: a % 11 === 0 ? "fulfilled" : "unfulfilled",
    cancelledAt: a % 13 === 0 ? createdAt + 1000 : undefined,
    risk: a % 7 === 0 ? "High" : "Low",
    lines: Array.from({ length: 1 + (b % 3) }, (_, position) => {
      const item = run.itemAt(a + position * 31 + b);
      return { ...item, quantity: 1 + ((a >> (2 * position)) % 3), travels: (a + position) % 8 !== 5 };
    }),
  };
}

/** Once there is a catalogue, a line that somebody would walk for must be in it. */
function isReadable(run: Simulation, order: ShopOrder): boolean {
  const forPicking =
    order.cancelledAt === undefined && order.financial !== "refunded" && order.fulfillment !== "fulfilled";
  return run.known.size === 0 || !forPicking || order.lines.every((line) => !line.travels || run.known.has(line.sku));
}

function takeIn(run: Simulation, order: ShopOrder): void {
  const orderId = run.orderIdOf(order.number);
  if (orderId === undefined) {
    expect(isReadable(run, order), `${order.number} was left out`).toBe(false);
    return;
  }
  if (run.world.orders.has(orderId)) return;
  expect(isReadable(run, order), `${order.number} came in`).toBe(true);
  const shipped = order.fulfillment === "fulfilled";
  const holds = new Map<string, string>();
  if (order.financial === "pending") holds.set(`${orderId}/PAYMENT`, "PAYMENT");
  if (order.risk === "High") holds.set(`${orderId}/FRAUD`, "FRAUD");
  const cancelled = order.cancelledAt !== undefined;
  run.world.orders.set(orderId, {
    ...newOrder(orderId, order.number, order.createdAt, order.city),
    refunded: order.financial === "refunded",
    shippedByShop: shipped,
    cancelled,
    holds,
    lines: order.lines.map(({ sku, quantity, travels }, position) => ({
      ...newLine(String(position + 1), sku, quantity, travels),
      shipped: shipped ? quantity : 0,
      cancelled: cancelled && !shipped ? quantity : 0,
    })),
  });
}

function newLine(lineId: string, sku: string, quantity: number, travels: boolean): Line {
  const none = { backordered: 0, inTote: 0, packed: 0, shipped: 0, cancelled: 0 };
  return { lineId, sku, quantity, travels, promised: new Map(), ...none };
}

function newOrder(orderId: string, number: string, placedAt: number, city: string): Omit<Order, "lines"> {
  return {
    orderId,
    number,
    placedAt,
    name: "Anna Berg",
    unprintable: city !== "Leeds",
    refunded: false,
    holds: new Map(),
    cancelled: false,
    shippedByShop: false,
    listId: "",
    tote: "",
    session: undefined,
  };
}

export async function place(run: Simulation, a: number, b: number): Promise<void> {
  const again = b % 6 === 0 ? run.placed.at(-1) : undefined;
  const orderId = again ?? `01a20327-0000-7000-8000-${String(run.nextCount()).padStart(12, "0")}`;
  const lines = Array.from({ length: a % 4 }, (_, position) => {
    const sku = a % 17 === 0 ? "NO-SUCH" : run.itemAt(a + b * position + position).sku;
    return { sku, quantity: 1 + ((b >> position) % 3) };
  });
  const city = b % 9 === 1 ? "Leeds ☕" : "Leeds";
  const transfer = b % 4 === 3;
  const reply = await run.call("orders.place", {
    orderId,
    draft: {
      channel: "phone",
      customer: { name: "Anna Berg", email: "", phone: "0113 496 0000" },
      shipTo: { ...address, city },
      lines,
      shippingMethod: "Standard",
      shippingMinor: 0,
      discountMinor: 0,
      payment: { method: transfer ? "bank-transfer" : "card-terminal", reference: "" },
      note: "",
    },
  });
  const there = again === undefined ? undefined : run.world.orders.get(again);
  if (there) return expect(reply).toEqual({ ok: true, value: { orderId, number: there.number } });
  const unknown = lines.find((line) => !run.known.has(line.sku));
  const code = lines.length === 0 ? "no-lines" : unknown ? "sku-unknown" : "";
  if (code) return expect(reply).toMatchObject({ ok: false, error: { code } });
  run.placed.push(orderId);
  const number = `A-${String(run.placed.length).padStart(4, "0")}`;
  expect(reply).toEqual({ ok: true, value: { orderId, number } });
  const holds = new Map(transfer ? [[`${orderId}/PAYMENT`, "PAYMENT"]] : []);
  run.world.orders.set(orderId, {
    ...newOrder(orderId, number, run.test.now, city),
    holds,
    lines: lines.map(({ sku, quantity }, position) => newLine(String(position + 1), sku, quantity, true)),
  });
  return undefined;
}

const blocks: Readonly<Record<string, string>> = {
  cancelled: "order-cancelled",
  shipped: "order-shipped",
  refunded: "order-refunded",
  "on-hold": "order-on-hold",
  released: "order-in-work",
  picking: "order-in-work",
  picked: "order-in-work",
  packing: "order-in-work",
  labelled: "order-in-work",
};

/** What a release does to the book: the code of a refusal, or the stage after it. */
function releaseInModel(world: World, order: Order): string {
  const blocked = blocks[world.stage(order)];
  if (blocked) return blocked;
  let promised = 0;
  let isNews = false;
  let wantedAny = false;
  for (const line of order.lines.filter((each) => each.travels)) {
    let wanted = line.quantity - line.shipped - line.cancelled - promisedUnits(line) - line.inTote;
    if (wanted > 0) wantedAny = true;
    for (const bin of walk) {
      const free = Math.min(freeAt(world, line.sku, bin), freeInAll(world, line.sku));
      const quantity = Math.min(wanted, Math.max(0, free));
      if (quantity > 0) world.promise(line, bin, quantity);
      wanted -= quantity;
      promised += quantity;
    }
    if (line.backordered !== wanted) isNews = true;
    line.backordered = wanted;
  }
  if (!wantedAny) return "nothing-to-release";
  if (promised === 0 && !isNews) return "no-stock";
  Object.assign(order, { listId: "", tote: "", session: undefined });
  return promised > 0 ? "released" : "backordered";
}

function freeAt(world: World, sku: string, bin: string): number {
  return (world.binsOf(sku).get(bin) ?? 0) - world.promisedAt(sku, bin);
}

/** Units in all bins that nobody was promised; less than one bin's where a count found another bin short. */
function freeInAll(world: World, sku: string): number {
  return sum(walk.map((bin) => freeAt(world, sku, bin)));
}

export async function release(run: Simulation, a: number): Promise<void> {
  const order = run.anyOrder(a);
  if (!order) return;
  const outcome = releaseInModel(run.world, order);
  const reply = await run.call("orders.release", { orderIds: [order.orderId] });
  const done = outcome === "released" || outcome === "backordered";
  expect(reply).toEqual({
    ok: true,
    value: {
      released: outcome === "released" ? 1 : 0,
      backordered: outcome === "backordered" ? 1 : 0,
      refused: done ? [] : [{ number: order.number, code: outcome }],
    },
  });
}

export async function releaseAll(run: Simulation): Promise<void> {
  const outcomes = run.world.at("to-release").map((order) => releaseInModel(run.world, order));
  const count = (word: string): number => outcomes.filter((outcome) => outcome === word).length;
  const reply = await run.call("orders.releaseAll", {});
  expect(reply).toEqual({ ok: true, value: { released: count("released"), backordered: count("backordered") } });
}

export async function hold(run: Simulation, a: number): Promise<void> {
  const order = run.anyOrder(a);
  if (!order) return;
  const reason = a % 10 === 9 ? " " : "Ring the customer first";
  const reply = await run.call("orders.hold", { orderId: order.orderId, type: "OPERATOR", reason });
  const stage = run.world.stage(order);
  const code = stage === "cancelled" || stage === "shipped" ? `order-${stage}` : reason === " " ? "reason-missing" : "";
  if (code) return expect(reply).toMatchObject({ ok: false, error: { code } });
  expect(reply).toEqual({ ok: true, value: null });
  const added = run.orderView(order.orderId).holds.at(-1);
  order.holds.set(added?.holdId ?? "", "OPERATOR");
  return undefined;
}

export async function liftHold(run: Simulation, a: number): Promise<void> {
  const held = [...run.world.orders.values()].filter((order) => order.holds.size > 0);
  const order = held[a % Math.max(1, held.length)];
  const holdId = order ? [...order.holds.keys()][0] : undefined;
  if (!order || holdId === undefined) return;
  const reply = await run.call("orders.liftHolds", { orderId: order.orderId, holdIds: [holdId], reason: "Rang" });
  expect(reply).toEqual({ ok: true, value: null });
  order.holds.delete(holdId);
}

export async function cancel(run: Simulation, a: number): Promise<void> {
  const order = run.anyOrder(a);
  if (!order) return;
  const reply = await run.call("orders.cancel", { orderId: order.orderId, reason: "Changed her mind" });
  const stage = run.world.stage(order);
  const shipped = stage === "shipped" || order.lines.some((line) => line.travels && line.shipped > 0);
  const onList =
    order.lines.some((line) => line.inTote > 0) ||
    (order.listId !== "" && order.lines.some((line) => promisedUnits(line) > 0));
  const code = stage === "cancelled" ? "order-cancelled" : shipped ? "order-shipped" : onList ? "order-in-work" : "";
  if (code) return expect(reply).toMatchObject({ ok: false, error: { code } });
  expect(reply).toEqual({ ok: true, value: null });
  order.cancelled = true;
  for (const line of order.lines) {
    line.promised.clear();
    line.backordered = 0;
    line.cancelled = line.quantity - line.shipped;
  }
  return undefined;
}

export async function pay(run: Simulation, a: number): Promise<void> {
  const owing = [...run.world.orders.values()].filter((order) => [...order.holds.values()].includes("PAYMENT"));
  const order = owing[a % Math.max(1, owing.length)];
  if (!order) return;
  const reply = await run.call("orders.recordPayment", {
    orderId: order.orderId,
    method: "bank-transfer",
    reference: "17",
  });
  if (order.cancelled) return expect(reply).toMatchObject({ ok: false, error: { code: "order-cancelled" } });
  expect(reply).toEqual({ ok: true, value: null });
  order.holds.delete(`${order.orderId}/PAYMENT`);
  return undefined;
}
