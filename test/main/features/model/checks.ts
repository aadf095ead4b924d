import { expect } from "vitest";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import {
  chainProblems,
  pictureFrom,
  storedFacts,
  storedPicture,
  storedStates,
  touchRows,
} from "#test/builders/stored.ts";
import type { Simulation } from "./simulation.ts";
import { type Order, promisedUnits, sum, walk } from "./world.ts";

/** After every step: the station shows what the book says. */
export async function checkStep(run: Simulation): Promise<void> {
  const { store } = run.test;
  const orders = storedStates(store, "orders");
  expect([...orders.keys()].toSorted()).toEqual([...run.world.orders.keys()].toSorted());
  for (const [orderId, view] of orders) {
    expect(shown(view)).toEqual(booked(run, run.world.order(orderId)));
    checkLines(view);
  }
  checkStock(run);
  checkPrints(run);
  await checkLists(run, orders);
}

function shown(view: OrderView): unknown {
  return {
    number: view.number,
    stage: stageOf(view),
    holds: view.holds.map((hold) => hold.holdId).toSorted(),
    lines: view.lines.map((line) => ({
      line: `${line.lineId} ${line.sku} x ${line.quantity}`,
      allocated: line.allocated,
      backordered: line.backordered,
      inTote: line.picked - line.shipped,
      packed: line.packed - line.shipped,
      shipped: line.shipped,
      cancelled: line.cancelled,
      promised: allocationsOf(view, line.lineId),
    })),
  };
}

function allocationsOf(view: OrderView, lineId: string): string[] {
  const units = new Map<string, number>();
  for (const part of view.allocations.filter((each) => each.lineId === lineId)) {
    units.set(part.place, (units.get(part.place) ?? 0) + part.quantity);
  }
  return [...units].map(([place, quantity]) => `${place}: ${quantity}`).toSorted();
}

function booked(run: Simulation, order: Order): unknown {
  return {
    number: order.number,
    stage: run.world.stage(order),
    holds: [...order.holds.keys()].toSorted(),
    lines: order.lines.map((line) => ({
      line: `${line.lineId} ${line.sku} x ${line.quantity}`,
      allocated: promisedUnits(line) + line.inTote,
      backordered: line.backordered,
      inTote: line.inTote,
      packed: line.packed,
      shipped: line.shipped,
      cancelled: line.cancelled,
      promised: [...line.promised].map(([bin, quantity]) => `bin/${bin}: ${quantity}`).toSorted(),
    })),
  };
}

/** Domain reference 3.1: quantity = allocated + backordered + shipped + cancelled + unassigned, none below nought. */
function checkLines(view: OrderView): void {
  for (const line of view.lines) {
    const unassigned = line.quantity - line.allocated - line.backordered - line.shipped - line.cancelled;
    const all = [line.allocated, line.backordered, line.shipped, line.cancelled, unassigned];
    expect(Math.min(...all), `${view.number} line ${line.lineId}: ${all.join(" + ")}`).toBeGreaterThanOrEqual(0);
    expect(line.shipped).toBeLessThanOrEqual(line.packed);
    expect(line.packed).toBeLessThanOrEqual(line.picked);
    expect(line.picked).toBeLessThanOrEqual(line.quantity);
    expect(line.picked).toBeLessThanOrEqual(line.allocated + line.shipped);
  }
}

function checkStock(run: Simulation): void {
  for (const [sku, view] of storedStates(run.test.store, "stock")) {
    expect(sum(Object.values(view.places)), `${sku}: double entry`).toBe(0);
    for (const bin of walk) {
      const place = `bin/${bin}`;
      expect(view.places[place] ?? 0, `${sku} in ${place}`).toBe(run.world.binsOf(sku).get(bin) ?? 0);
      expect(view.promised[place] ?? 0, `${sku} promised from ${place}`).toBe(run.world.promisedAt(sku, bin));
    }
    const places = Object.entries(view.places);
    expect(sum(places.filter(([place]) => place.startsWith("tote/")).map(([, units]) => units))).toBe(
      run.world.inTotes(sku),
    );
    expect(Object.values(view.promised).every((units) => units > 0)).toBe(true);
    // Only a count that found less may leave more promised than there is.
    if (run.world.countedShort.has(sku)) continue;
    expect(Math.min(...places.filter(([place]) => place.includes("/")).map(([, units]) => units), 0)).toBe(0);
    for (const [place, units] of Object.entries(view.promised))
      expect(units).toBeLessThanOrEqual(view.places[place] ?? 0);
  }
}

function checkPrints(run: Simulation): void {
  for (const parcel of run.allParcels()) {
    expect(run.jobsOf(parcel.parcelId)).toEqual(parcel.jobs.map((job) => job.jobId));
    const [first] = parcel.jobs.map((job) => run.jobView(job.jobId));
    for (const job of parcel.jobs) {
      const view = run.jobView(job.jobId);
      expect({ state: view.state, copy: view.copy }).toEqual({ state: job.state, copy: job.copy });
      expect(view.content).toBe(first?.content);
    }
  }
  const codes = run.allParcels().map((parcel) => parcel.sscc);
  expect(new Set(codes).size).toBe(codes.length);
}

async function checkLists(run: Simulation, orders: ReadonlyMap<string, OrderView>): Promise<void> {
  const { world } = run;
  const { statements } = run.test.store;
  const rows = statements.of("SELECT order_id, stage, tote FROM order_rows").all();
  const expected = [...orders.values()].map((order) => ({
    order_id: order.orderId,
    stage: stageOf(order),
    tote: world.toteOf(world.order(order.orderId)),
  }));
  const byId = (one: { order_id?: unknown }, other: { order_id?: unknown }): number =>
    String(one.order_id) < String(other.order_id) ? -1 : 1;
  expect(rows.toSorted(byId)).toEqual(expected.toSorted(byId));
  const totes = rows.map((row) => row["tote"]).filter((tote) => tote !== "");
  expect(new Set(totes).size, "no two orders in one tote").toBe(totes.length);

  const counts = await run.call("orders.counts", {});
  const units = sum([...orders.values()].flatMap((order) => order.lines.map((line) => line.quantity)));
  expect(counts).toMatchObject({ ok: true, value: { all: orders.size, units } });
  if (counts.ok) {
    for (const [stage, count] of Object.entries(counts.value.byStage))
      expect(count, stage).toBe(world.at(stage).length);
  }
  const page = await run.call("orders.page", { stage: "all", search: "", after: null, limit: 500 });
  const newest = [...world.orders.values()].toSorted(
    (one, other) => other.placedAt - one.placedAt || (one.orderId < other.orderId ? 1 : -1),
  );
  expect(page.ok ? page.value.rows.map((row) => row.orderId) : page).toEqual(newest.map((order) => order.orderId));
}

/** At the end, and before each restart: the disk is what its facts say, and nothing forbidden is among them. */
export async function checkStore(run: Simulation): Promise<void> {
  const { store } = run.test;
  const facts = storedFacts(store);
  expect(storedPicture(store)).toEqual(pictureFrom(facts));
  const touched = touchRows(store);
  expect(touched.stored).toEqual(touched.expected);
  expect(chainProblems(store)).toEqual([]);
  checkHistory(facts);
  for (const order of run.world.orders.values()) {
    const found = await run.call("orders.page", { stage: "all", search: order.number, after: null, limit: 500 });
    expect(found.ok && found.value.rows.map((row) => row.orderId)).toContain(order.orderId);
  }
}

/** What may never have happened, read off the facts alone. */
function checkHistory(envelopes: readonly FactEnvelope[]): void {
  const facts = envelopes.flatMap((envelope): Fact[] => {
    const parsed = parseFact(envelope);
    return parsed.ok ? [parsed.value] : expect.fail(JSON.stringify(parsed.error));
  });
  const lists = facts.flatMap((fact) => (fact.kind === "pick.started" ? [fact.body.number] : []));
  expect(lists).toEqual(lists.map((_, place) => place + 1));
  const numbers = facts.flatMap((fact) =>
    fact.kind === "order.placed" && fact.body.content.channel !== "shopify" ? [fact.body.content.number] : [],
  );
  expect(numbers).toEqual(numbers.map((_, place) => `A-${String(place + 1).padStart(4, "0")}`));
  const missing = new Map<string, number>();
  const shut = new Set<string>();
  for (const fact of facts) {
    switch (fact.kind) {
      case "pack.started":
        missing.set(fact.body.sessionId, sum(fact.body.lines.map((line) => line.quantity)));
        break;
      case "pack.verified":
        missing.set(fact.body.sessionId, (missing.get(fact.body.sessionId) ?? 0) - fact.body.quantity);
        break;
      case "pack.undone":
        missing.set(fact.body.sessionId, (missing.get(fact.body.sessionId) ?? 0) + fact.body.quantity);
        break;
      case "pack.closed":
        expect(shut.has(fact.body.sessionId), "boxes shut twice").toBe(false);
        shut.add(fact.body.sessionId);
        break;
      case "print.queued":
        expect(missing.get(fact.body.sessionId), "a label before every unit was verified").toBe(0);
        break;
      default:
        break;
    }
  }
  checkHolds(facts);
}

function checkHolds(facts: readonly Fact[]): void {
  const holds = new Map<string, Set<string>>();
  for (const fact of facts) {
    switch (fact.kind) {
      case "order.holdAdded":
        holds.set(fact.body.orderId, (holds.get(fact.body.orderId) ?? new Set()).add(fact.body.holdId));
        break;
      case "order.holdReleased":
        for (const holdId of fact.body.holdIds) holds.get(fact.body.orderId)?.delete(holdId);
        break;
      case "order.released":
      case "pick.confirmed":
      case "pack.started":
      case "pack.verified":
      case "pack.closed":
      case "parcel.bound":
      case "order.shipped":
        expect(holds.get(fact.body.orderId)?.size ?? 0, `${fact.kind} on a held order`).toBe(0);
        break;
      default:
        break;
    }
  }
}
