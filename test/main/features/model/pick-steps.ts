import { expect } from "vitest";
import { importOrders, releaseAll } from "./desk-steps.ts";
import type { Simulation } from "./simulation.ts";
import { type List, promisedUnits, type Stop, sum, walk, type World } from "./world.ts";

/** Steps of a pick round: take a list, walk it rightly or wrongly, leave it, close it early. */

const left = (stop: Stop): number => stop.quantity - stop.picked - stop.short;

function current(list: List): Stop | undefined {
  const open = list.closed ? [] : list.stops.filter((stop) => left(stop) > 0);
  return open.find((stop) => stop.bin === list.at) ?? open[0];
}

export async function take(run: Simulation): Promise<void> {
  const ready = run.world.at("released").slice(0, 3);
  const reply = await run.call("picking.take", {});
  if (ready.length === 0) return expect(reply).toMatchObject({ ok: false, error: { code: "nothing-to-pick" } });
  const { list } = reply.ok && reply.value ? reply.value : expect.fail(JSON.stringify(reply));
  const totes = run.world.nextTotes(ready.length);
  expect(list.number).toBe(run.world.lists.size + 1);
  expect(list.orders).toEqual(
    ready.map((order, position) => ({ orderId: order.orderId, number: order.number, tote: totes[position] })),
  );
  const wanted = ready.flatMap((order) =>
    order.lines.flatMap((line) =>
      [...line.promised].map(([bin, units]) => `${order.orderId}/${line.lineId} ${line.sku} ${bin} ${units}`),
    ),
  );
  const stops = list.stops.map((stop) => `${stop.orderId}/${stop.lineId} ${stop.sku} ${stop.bin} ${stop.quantity}`);
  expect(stops.toSorted()).toEqual(wanted.toSorted());
  const places = list.stops.map((stop) => walk.indexOf(stop.bin));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  run.world.lists.set(list.listId, {
    listId: list.listId,
    number: list.number,
    stops: list.stops.map(({ bin, sku, orderId, lineId, quantity }) => ({
      bin,
      sku,
      orderId,
      lineId,
      quantity,
      picked: 0,
      short: 0,
    })),
    at: "",
    undo: [],
    closed: false,
  });
  for (const [position, order] of ready.entries()) {
    order.listId = list.listId;
    order.tote = totes[position] ?? "";
  }
  inHand(run.world, list.listId);
  return undefined;
}

function inHand(world: World, listId: string): void {
  world.listInHand = listId;
  world.pickQuantity = 1;
}

export async function open(run: Simulation, a: number): Promise<void> {
  const list = [...run.world.lists.values()][a % Math.max(1, run.world.lists.size)];
  if (!list) return expect(await run.call("picking.open", { listId: "none" })).toMatchObject({ ok: false });
  expect(await run.call("picking.open", { listId: list.listId })).toMatchObject({ ok: true });
  inHand(run.world, list.listId);
  return undefined;
}

export async function leave(run: Simulation): Promise<void> {
  await run.call("picking.leave", {});
  run.world.listInHand = "";
}

export async function close(run: Simulation, a: number): Promise<void> {
  const list = [...run.world.lists.values()][a % Math.max(1, run.world.lists.size)];
  if (!list) return;
  const reply = await run.call("picking.close", { listId: list.listId });
  if (!current(list)) return expect(reply).toMatchObject({ ok: false, error: { code: "list-done" } });
  expect(reply).toEqual({ ok: true, value: null });
  const touched = new Set<string>();
  for (const stop of list.stops.filter((each) => left(each) > 0)) {
    run.world.promise(run.world.line(stop.orderId, stop.lineId), stop.bin, -left(stop));
    touched.add(stop.orderId);
  }
  list.closed = true;
  for (const orderId of touched) {
    const order = run.world.order(orderId);
    if (order.lines.every((line) => line.inTote === 0)) Object.assign(order, { listId: "", tote: "" });
  }
  if (run.world.listInHand === list.listId) run.world.listInHand = "";
  return undefined;
}

/** What the picker scans, as the model names it. */
export type PickScan =
  | { readonly kind: "bin"; readonly bin: string }
  | { readonly kind: "item"; readonly sku: string }
  | { readonly kind: "tote"; readonly tote: string }
  | { readonly kind: "quantity"; readonly quantity: number }
  | { readonly kind: "short" | "undo" | "clear" | "noise" | "park" };

function textOf(run: Simulation, scan: PickScan): string {
  switch (scan.kind) {
    case "bin":
      return `HF-BIN.${scan.bin}`;
    case "item":
      return run.codeOf(scan.sku);
    case "tote":
      return `HF-TOTE.${scan.tote}`;
    case "quantity":
      return `HF-CMD.QTY.${scan.quantity}`;
    case "noise":
      return "\u0001\u0002";
    default:
      return `HF-CMD.${scan.kind.toUpperCase()}`;
  }
}

export async function scan(run: Simulation, what: PickScan): Promise<string> {
  const { world } = run;
  const list = world.lists.get(world.listInHand);
  const before = await run.call("picking.state", {});
  await run.call("scans.route", { to: "pick" });
  await run.call("scans.submit", { text: textOf(run, what) });
  const after = await run.call("picking.state", {});
  if (!list) {
    expect(after).toEqual(before);
    return "";
  }
  const verdict = after.ok ? after.value?.verdict : undefined;
  const expected = what.kind === "noise" ? "unreadable" : judge(world, list, what, run.known);
  expect(`${what.kind}: ${verdict?.verdict.kind}`).toBe(`${what.kind}: ${expected}`);
  if (what.kind !== "noise")
    world.pickQuantity = expected === "quantity-set" && what.kind === "quantity" ? what.quantity : 1;
  return expected;
}

/** The verdict, and what it does to the book. */
function judge(world: World, list: List, what: PickScan, known: ReadonlySet<string>): string {
  const stop = current(list);
  if (!stop) return what.kind === "undo" && !list.closed ? undo(world, list) : "list-done";
  switch (what.kind) {
    case "bin":
      if (!list.stops.some((each) => each.bin === what.bin && left(each) > 0)) return "wrong-bin";
      list.at = what.bin;
      return "at-bin";
    case "item":
      return judgeItem(world, list, stop, what.sku, known);
    case "tote":
      return what.tote === world.order(stop.orderId).tote ? "right-tote" : "wrong-tote";
    case "quantity":
      return "quantity-set";
    case "short": {
      if (stop.bin !== "" && list.at !== stop.bin) return "bin-first";
      const line = world.line(stop.orderId, stop.lineId);
      const units = left(stop);
      world.promise(line, stop.bin, -units);
      line.backordered += units;
      stop.short += units;
      // What was not found is not in the bin, whatever the book said.
      const bins = world.binsOf(stop.sku);
      bins.set(stop.bin, Math.max(0, (bins.get(stop.bin) ?? 0) - units));
      leaveEmptyTote(world, stop.orderId);
      return "shorted";
    }
    case "undo":
      return undo(world, list);
    case "clear":
      return "cleared";
    default:
      return "not-now";
  }
}

/** The last pick goes back into its bin, while the order waits in its tote. */
function undo(world: World, list: List): string {
  const last = list.undo.at(-1);
  const order = last && world.order(last.stop.orderId);
  const line = last && world.line(last.stop.orderId, last.stop.lineId);
  if (!last || !line || order?.session || order?.listId !== list.listId) return "not-now";
  if (line.inTote < last.quantity) return "not-now";
  list.undo.pop();
  line.inTote -= last.quantity;
  last.stop.picked -= last.quantity;
  world.promise(line, last.stop.bin, last.quantity);
  world.moveInBin(line.sku, last.stop.bin, last.quantity);
  list.at = last.stop.bin;
  return "taken-back";
}

function judgeItem(world: World, list: List, stop: Stop, sku: string, known: ReadonlySet<string>): string {
  if (!known.has(sku)) return "unknown-code";
  if (stop.bin !== "" && list.at !== stop.bin) return "bin-first";
  const here = list.stops.filter((each) => each.sku === sku && (each.bin === list.at || each.bin === ""));
  const open = here.find((each) => left(each) > 0);
  if (!open) return here.length > 0 ? "one-too-many" : "wrong-item";
  if (world.pickQuantity > left(open)) return "one-too-many";
  if (world.order(open.orderId).holds.size > 0) return "order-stopped";
  const line = world.line(open.orderId, open.lineId);
  const quantity = world.pickQuantity;
  open.picked += quantity;
  line.inTote += quantity;
  world.promise(line, open.bin, -quantity);
  world.moveInBin(sku, open.bin, -quantity);
  list.undo.push({ stop: open, quantity });
  if (left(open) > 0) return "picked";
  return current(list) ? "stop-done" : "list-done";
}

/** Nothing in it and nothing to come: the tote is free for another order. */
function leaveEmptyTote(world: World, orderId: string): void {
  const order = world.order(orderId);
  if (sum(order.lines.map((line) => line.inTote + promisedUnits(line))) === 0)
    Object.assign(order, { listId: "", tote: "" });
}

/** The scan that goes forward: the bin, then the unit. */
export function nextScan(run: Simulation): PickScan | undefined {
  const list = run.world.lists.get(run.world.listInHand);
  const stop = list && current(list);
  if (!list || !stop) return undefined;
  return stop.bin === "" || list.at === stop.bin ? { kind: "item", sku: stop.sku } : { kind: "bin", bin: stop.bin };
}

/** One thing that brings picking forward: the next scan, else a list, else something to put on one. */
export async function forward(run: Simulation, a: number): Promise<unknown> {
  const next = nextScan(run);
  if (next) return scan(run, next);
  const unfinished = [...run.world.lists.values()].findIndex((list) => current(list));
  if (unfinished >= 0) return open(run, unfinished);
  if (run.world.at("released").length > 0) return take(run);
  if (run.world.at("to-release").length > 0) return releaseAll(run);
  return importOrders(run, a, a >> 4);
}

/** Walks the list to its end, or to the first order that is held. */
export async function pickAll(run: Simulation, a: number): Promise<void> {
  for (let steps = 0; steps < 4 && !nextScan(run); steps += 1) await forward(run, a);
  for (let scans = 0; scans < 60; scans += 1) {
    const next = nextScan(run);
    if (!next) return;
    if ((await scan(run, next)) === "order-stopped") return;
  }
}
