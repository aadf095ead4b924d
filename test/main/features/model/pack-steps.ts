import { expect } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { pickAll } from "./pick-steps.ts";
import type { Simulation } from "./simulation.ts";
import { type Order, type Session, sum } from "./world.ts";

/** Steps of the pack bench and of the printer beside it. */

const need = (session: Session): number => sum(session.lines.map((line) => line.need - line.packed));

function bench(run: Simulation): { order: Order; session: Session } | undefined {
  const order = [...run.world.orders.values()].find((each) => each.session?.sessionId === run.world.onBench);
  return order?.session ? { order, session: order.session } : undefined;
}

export type PackScan =
  | { readonly kind: "order"; readonly number: string }
  | { readonly kind: "tote"; readonly tote: string }
  | { readonly kind: "item"; readonly sku: string }
  | { readonly kind: "label"; readonly sscc: string }
  | { readonly kind: "unknown" | "noise" | "UNDO" | "BOX.NEW" | "PARK" | "CLOSE" | "CLEAR" | "PRINT.AGAIN" | "SHORT" }
  | { readonly kind: "quantity"; readonly quantity: number };

function textOf(run: Simulation, scan: PackScan): string {
  switch (scan.kind) {
    case "order":
      return `HF-ORD.${scan.number}`;
    case "tote":
      return `HF-TOTE.${scan.tote}`;
    case "item":
      return run.codeOf(scan.sku);
    case "label":
      return `00${scan.sscc}`;
    case "unknown":
      return "NOBODY-KNOWS-THIS";
    case "noise":
      return "\u0002";
    case "quantity":
      return `HF-CMD.QTY.${scan.quantity}`;
    default:
      return `HF-CMD.${scan.kind}`;
  }
}

export async function scan(run: Simulation, what: PackScan): Promise<string> {
  const { world } = run;
  const before = world.onBench;
  await run.call("scans.route", { to: "pack" });
  await run.call("scans.submit", { text: textOf(run, what) });
  const after = await run.call("packing.state", {});
  const shown = after.ok ? after.value : expect.fail("the bench shows nothing");
  const expected = judge(run, what);
  expect(`${what.kind}: ${shown.verdict?.verdict.kind}`).toBe(`${what.kind}: ${expected}`);
  if (what.kind === "noise") return expected;
  const stays = before === world.onBench;
  world.packQuantity = what.kind === "quantity" && expected === "quantity-set" && stays ? what.quantity : 1;
  learn(run, expected);
  expect(shown.quantity).toBe(world.packQuantity);
  return expected;
}

/** Ids that the station makes are read from it; what they stand for is already in the book. */
function learn(run: Simulation, verdict: string): void {
  const here = bench(run);
  if (!here) return;
  const view = run.sessionView(here.session.sessionId);
  if (verdict === "all-packed") {
    here.session.parcels = view.parcels.map(({ parcelId, sscc }) => ({
      parcelId,
      sscc,
      bound: false,
      jobs: run.jobsOf(parcelId).map((jobId) => ({ jobId, state: "queued", copy: 1, tries: 0 })),
    }));
    expect(here.session.parcels).toHaveLength(here.session.boxes.filter((box) => sum(box.values()) > 0).length);
    expect(here.session.parcels.every((parcel) => parcel.jobs.length === 1)).toBe(true);
  }
  if (verdict === "printing-again") {
    const parcel = here.session.parcels.find((each) => !each.bound);
    if (parcel)
      parcel.jobs.push({
        jobId: run.jobsOf(parcel.parcelId).at(-1) ?? "",
        state: "queued",
        copy: parcel.jobs.length + 1,
        tries: 0,
      });
  }
}

function judge(run: Simulation, what: PackScan): string {
  if (what.kind === "noise") return "unreadable";
  const here = bench(run);
  if (what.kind === "PRINT.AGAIN") return canPrintAgain(here?.session) ? "printing-again" : "not-now";
  if (!here) return opening(run, what);
  const { order, session } = here;
  const isCommand = !["order", "tote", "item", "label", "unknown", "quantity"].includes(what.kind);
  if (!isCommand && order.holds.size > 0) return "on-hold";
  switch (what.kind) {
    case "order":
      return what.number === order.number ? "opened" : "wrong-order";
    case "tote":
      return what.tote === order.tote ? "opened" : "wrong-order";
    case "unknown":
      return "unknown-code";
    case "quantity":
      return "quantity-set";
    case "item":
      return run.known.has(what.sku) ? packItem(run, order, session, what.sku) : "unknown-code";
    case "label":
      return bind(run, order, session, what.sscc);
    case "UNDO":
      return undo(order, session);
    case "BOX.NEW":
      if (session.parcels.length > 0 || sum(session.boxes.at(-1)?.values() ?? []) === 0) return "not-now";
      session.boxes.push(new Map());
      return "box-opened";
    case "CLOSE":
      if (session.parcels.length > 0) return "not-now";
      if (order.holds.size > 0) return "on-hold";
      return need(session) > 0 ? "not-now" : closing(order);
    case "PARK":
      run.world.onBench = "";
      return "parked";
    case "CLEAR":
      return "cleared";
    default:
      return "not-now";
  }
}

function opening(run: Simulation, what: PackScan): string {
  run.world.onBench = "";
  const { world } = run;
  const all = [...world.orders.values()];
  let order: Order | undefined;
  switch (what.kind) {
    case "order":
      order = all.find((each) => each.number === what.number);
      break;
    case "tote":
      order = all.find((each) => world.toteOf(each) === what.tote);
      break;
    case "item": {
      const single = (each: Order): boolean => sum(each.lines.map((line) => line.quantity)) === 1;
      order = world.at("picked").find((each) => single(each) && each.lines.some((line) => line.sku === what.sku));
      if (!run.known.has(what.sku)) order = undefined;
      break;
    }
    case "label":
    case "unknown":
      break;
    case "CLEAR":
      return "cleared";
    default:
      return "not-now";
  }
  if (!order) return "unknown-code";
  if (order.cancelled) return "order-cancelled";
  if (order.holds.size > 0) return "on-hold";
  if (order.session) {
    world.onBench = order.session.sessionId;
    return "opened";
  }
  if (world.stage(order) !== "picked") return "not-ready";
  const lines = order.lines
    .filter((line) => line.inTote > 0)
    .map(({ lineId, sku, inTote }) => ({ lineId, sku, need: inTote, packed: 0 }));
  const { sessionId } = run.orderView(order.orderId);
  order.session = { sessionId, lines, boxes: [new Map()], undo: [], parcels: [] };
  world.onBench = sessionId;
  return "opened";
}

function packItem(run: Simulation, order: Order, session: Session, sku: string): string {
  const lines = session.lines.filter((line) => line.sku === sku);
  if (lines.length === 0) return "wrong-item";
  const room = sum(lines.map((line) => line.need - line.packed));
  if (session.parcels.length > 0 || room < run.world.packQuantity) return "one-too-many";
  let rest = run.world.packQuantity;
  const box = session.boxes.length - 1;
  for (const line of lines) {
    const quantity = Math.min(rest, line.need - line.packed);
    if (quantity === 0) continue;
    rest -= quantity;
    moveIntoBox(order, session, line.lineId, box, quantity);
    session.undo.push({ lineId: line.lineId, quantity, box });
  }
  if (need(session) === 0) return closing(order);
  return lines.every((line) => line.packed === line.need) ? "line-done" : "right";
}

function moveIntoBox(order: Order, session: Session, lineId: string, box: number, quantity: number): void {
  const contents = session.boxes[box];
  contents?.set(lineId, (contents.get(lineId) ?? 0) + quantity);
  for (const line of [...session.lines, ...order.lines]) if (line.lineId === lineId) line.packed += quantity;
}

const closing = (order: Order): string => (order.unprintable ? "label-refused" : "all-packed");

function undo(order: Order, session: Session): string {
  const last = session.undo.at(-1);
  if (!last || session.parcels.length > 0) return "not-now";
  session.undo.pop();
  moveIntoBox(order, session, last.lineId, last.box, -last.quantity);
  return "taken-back";
}

/** The label on its box; the last one hands the order over. */
function bind(run: Simulation, order: Order, session: Session, sscc: string): string {
  const parcel = session.parcels.find((each) => each.sscc === sscc);
  if (!parcel) return session.parcels.length > 0 ? "wrong-label" : "unknown-code";
  if (parcel.bound) return "label-bound";
  parcel.bound = true;
  // The paper is there. A first copy that was thought not to have come out did so after all.
  for (const job of parcel.jobs) {
    if (job.state === "sent" || job.state === "unknown" || (job.tries > 0 && job.copy === 1)) job.state = "confirmed";
  }
  if (session.parcels.some((each) => !each.bound)) return "label-bound";
  for (const { lineId, need: quantity } of session.lines) {
    const line = run.world.line(order.orderId, lineId);
    line.inTote -= quantity;
    line.packed = 0;
    line.shipped += quantity;
  }
  run.shippedParcels.push(...session.parcels);
  order.session = undefined;
  run.world.onBench = "";
  return "label-bound";
}

function canPrintAgain(session: Session | undefined): boolean {
  const state = session?.parcels.find((parcel) => !parcel.bound)?.jobs.at(-1)?.state;
  return state === "sent" || state === "confirmed";
}

/** The scan that goes forward: the next unit, or the next label. */
export function nextScan(run: Simulation): PackScan {
  const here = bench(run);
  if (!here) {
    const [ready] = run.world.at("picked");
    return ready ? { kind: "order", number: ready.number } : { kind: "CLEAR" };
  }
  const label = here.session.parcels.find((parcel) => !parcel.bound);
  if (label) return { kind: "label", sscc: label.sscc };
  const line = here.session.lines.find((each) => each.packed < each.need);
  return line ? { kind: "item", sku: line.sku } : { kind: "PARK" };
}

/** One thing that brings packing forward: the next scan, else something picked. */
export async function forward(run: Simulation, a: number): Promise<unknown> {
  if (bench(run) || run.world.at("picked").length > 0) return scan(run, nextScan(run));
  return pickAll(run, a);
}

/** Packs what is on the bench, or the oldest that is ready, until it is gone or cannot go on. */
export async function packAll(run: Simulation, a: number): Promise<void> {
  if (!bench(run) && run.world.at("picked").length === 0) return pickAll(run, a);
  for (let scans = 0; scans < 40; scans += 1) {
    const next = nextScan(run);
    const verdict = await scan(run, next);
    // Some orders go into a box for each unit.
    if (a % 3 === 0 && next.kind === "item") await scan(run, { kind: "BOX.NEW" });
    if (next.kind === "PARK" || next.kind === "CLEAR" || verdict === "on-hold") return;
    if (verdict === "label-bound" && run.world.onBench === "") return;
  }
  return undefined;
}

export async function resume(run: Simulation, a: number): Promise<void> {
  const open = [...run.world.orders.values()].filter((order) => order.session);
  const session = open[a % Math.max(1, open.length)]?.session;
  const sessionId = session?.sessionId ?? "none";
  const reply = await run.call("packing.resume", { sessionId });
  if (!session) return expect(reply).toMatchObject({ ok: false, error: { code: "session-unknown" } });
  expect(reply).toMatchObject({ ok: true });
  run.world.onBench = sessionId;
  run.world.packQuantity = 1;
  return undefined;
}

/** The printer takes the oldest job, refuses it, or breaks off half-way. */
export async function printerWorks(run: Simulation, a: number): Promise<void> {
  const job = run.allJobs().find((each) => each.state === "queued");
  if (!job) return;
  const { orderId, attempt } = run.jobView(job.jobId);
  const body = { jobId: job.jobId, orderId, attempt: attempt + 1 };
  const stream = `print/${job.jobId}`;
  const why = { ...body, code: "refused", words: "No printer listens there." };
  const outcomes = [
    { state: "sent", fact: draft(stream, "print.sent", body) },
    { state: "failed", fact: draft(stream, "print.failed", why) },
    { state: "unknown", fact: draft(stream, "print.unknown", why) },
  ] as const;
  const outcome = outcomes[a % 4 === 3 ? 0 : a % 3] ?? outcomes[0];
  await run.test.store.log.act("system", (act) =>
    act.append([draft(stream, "print.sending", { ...body, printer: "printer:9100" }), outcome.fact]),
  );
  job.state = outcome.state;
  job.tries += 1;
}

export async function answerPrinter(run: Simulation, a: number): Promise<void> {
  const job = run.allJobs()[a % Math.max(1, run.allJobs().length)];
  if (!job) return expect(await run.call("prints.retry", { jobId: "none" })).toMatchObject({ ok: false });
  if (a % 2 === 0) {
    const reply = await run.call("prints.answer", { jobId: job.jobId, printed: a % 3 === 0 });
    if (job.state !== "unknown") return expect(reply).toMatchObject({ ok: false, error: { code: "not-in-doubt" } });
    expect(reply).toEqual({ ok: true, value: null });
    job.state = a % 3 === 0 ? "confirmed" : "queued";
  } else {
    const reply = await run.call("prints.retry", { jobId: job.jobId });
    if (job.state !== "failed") return expect(reply).toMatchObject({ ok: false, error: { code: "not-failed" } });
    expect(reply).toEqual({ ok: true, value: null });
    job.state = "queued";
  }
  return undefined;
}

export async function printAgain(run: Simulation, a: number): Promise<void> {
  const parcels = run.allParcels();
  const parcel = parcels[a % Math.max(1, parcels.length)];
  if (!parcel) return expect(await run.call("prints.again", { parcelId: "none" })).toMatchObject({ ok: false });
  const reply = await run.call("prints.again", { parcelId: parcel.parcelId });
  const last = parcel.jobs.at(-1);
  if (last?.state !== "sent" && last?.state !== "confirmed") {
    return expect(reply).toMatchObject({ ok: false, error: { code: "label-waiting" } });
  }
  expect(reply).toEqual({ ok: true, value: { copy: parcel.jobs.length + 1 } });
  parcel.jobs.push({
    jobId: run.jobsOf(parcel.parcelId).at(-1) ?? "",
    state: "queued",
    copy: parcel.jobs.length + 1,
    tries: 0,
  });
  return undefined;
}
