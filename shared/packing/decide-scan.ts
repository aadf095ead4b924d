import type { Draft } from "../facts/kinds.ts";
import { draft } from "../facts/kinds.ts";
import type { Refusal } from "../facts/kinds/packing.ts";
import { assertNever, must, type Result } from "../kernel/result.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { Command, Scan } from "../scanning/scan.ts";
import { totePlace } from "../stock/places.ts";
import { mainSite } from "../sync/scope.ts";
import { isAllVerified, expectedUnits, type PackLine, type PackSessionView } from "./pack-session-view.ts";
import type { PackVerdict } from "./verdict.ts";
import { readyAgain, type ScaleStanding } from "../weighing/scale-watch.ts";
import { boxToWeigh, decideWeigh, filledBoxes, weighsBoxes, type WeighContext } from "./weigh.ts";

/** What a decision yields: the answer, and the facts that make it true. No facts: nothing changes. */
export interface PackDecision {
  readonly verdict: PackVerdict;
  readonly drafts: readonly Draft[];
  /** The weight on the scale was used. */
  readonly tookWeight?: boolean;
}

/** What the bench stands on when something is scanned. */
export interface PackContext {
  readonly session: PackSessionView;
  readonly order: OrderView;
  /** Where it is packed: only the station that keeps an order goes on with it. */
  readonly station: string;
  /** Units the next item scan stands for, from a quantity command. */
  readonly quantity: number;
  /** The item a code names, by barcode or SKU; undefined where the catalogue has none. */
  readonly itemOf: (code: string) => { readonly sku: string; readonly name: string } | undefined;
  /** Closes the boxes once the last unit is in: makes the parcels and their prints, or says why no label can be made. */
  readonly close: (session: PackSessionView) => Result<readonly Draft[], string>;
  /** The print jobs of a parcel's label. */
  readonly jobIdsOf: (parcelId: string) => readonly string[];
  readonly newId: () => string;
  readonly weighing: Omit<WeighContext, "close">;
}

/** Judges one scan against an open session (design section 4). Counters move only with a green verdict. */
export function decidePackScan(context: PackContext, scan: Scan): PackDecision {
  const stop = stoppedBy(context);
  if (stop && scan.kind !== "command") return stop;
  switch (scan.kind) {
    case "gtin":
      return judgeItem(context, scan.gtin, scan.raw);
    case "code":
      return judgeItem(context, scan.text, scan.raw);
    case "sscc":
      return bindLabel(context, scan.sscc, scan.raw);
    case "order":
      return scan.number === context.order.number
        ? { verdict: { kind: "opened", resumed: true }, drafts: [] }
        : refuse(context, "wrong-order", scan.raw, { kind: "wrong-order", number: scan.number });
    case "tote":
      return scan.tote === context.session.tote
        ? { verdict: { kind: "opened", resumed: true }, drafts: [] }
        : refuse(context, "wrong-order", scan.raw, { kind: "wrong-order", number: scan.tote });
    case "bin":
      return refuse(context, "unknown-code", scan.raw, { kind: "unknown-code", text: scan.raw });
    case "quantity":
      return { verdict: { kind: "quantity-set", quantity: scan.quantity }, drafts: [] };
    case "command":
      return command(context, scan.command);
    case "badge":
      return { verdict: { kind: "not-now", command: "badge", reason: "box-open" }, drafts: [] };
    default:
      return assertNever(scan);
  }
}

/** A hold, a cancellation or a take-over reaches an order already in its box. */
function stoppedBy({ order, station }: PackContext): PackDecision | undefined {
  if (order.custody.holder !== station) {
    return { verdict: { kind: "not-ready", number: order.number, stage: "elsewhere" }, drafts: [] };
  }
  if (order.cancelled) return { verdict: { kind: "order-cancelled", number: order.number }, drafts: [] };
  if (order.holds.length === 0) return undefined;
  return {
    verdict: {
      kind: "on-hold",
      types: order.holds.map((hold) => hold.type),
      reason: order.holds.map((hold) => hold.reason).join(" "),
    },
    drafts: [],
  };
}

function judgeItem(context: PackContext, code: string, raw: string): PackDecision {
  const { session, order } = context;
  const item = context.itemOf(code);
  if (!item) {
    if (code === order.number || code === session.tote)
      return { verdict: { kind: "opened", resumed: true }, drafts: [] };
    return refuse(context, "unknown-code", raw, { kind: "unknown-code", text: raw });
  }
  const lines = session.lines.filter((line) => line.sku === item.sku);
  if (lines.length === 0) return refuse(context, "wrong-item", raw, { kind: "wrong-item", ...item }, item);
  const room = lines.reduce((sum, line) => sum + line.quantity - line.packed, 0);
  if (session.parcels.length > 0 || room < context.quantity) {
    const quantity = lines.reduce((sum, line) => sum + line.quantity, 0);
    const scanned = quantity - room + context.quantity;
    return refuse(context, "one-too-many", raw, { kind: "one-too-many", ...item, quantity, scanned }, item);
  }
  return packUnits(context, lines, item, raw);
}

/** Spreads the scanned units over the lines of that SKU, first line first. */
function packUnits(
  context: PackContext,
  lines: readonly PackLine[],
  item: { readonly sku: string; readonly name: string },
  raw: string,
): PackDecision {
  const { session, order } = context;
  const boxId = must(session.boxes.at(-1), "a session has a box").boxId;
  const drafts: Draft[] = [];
  let rest = context.quantity;
  let after = session;
  for (const line of lines) {
    const quantity = Math.min(rest, line.quantity - line.packed);
    if (quantity <= 0) continue;
    rest -= quantity;
    after = withPacked(after, boxId, line.lineId, quantity);
    drafts.push(
      draft(`pack/${session.sessionId}`, "pack.verified", {
        sessionId: session.sessionId,
        orderId: order.orderId,
        boxId,
        lineId: line.lineId,
        sku: item.sku,
        quantity,
        scan: raw,
      }),
    );
  }
  const mine = after.lines.filter((line) => line.sku === item.sku);
  const packed = mine.reduce((sum, line) => sum + line.packed, 0);
  const quantity = mine.reduce((sum, line) => sum + line.quantity, 0);
  if (isAllVerified(after)) return weighOrClose(context, after, drafts);
  return packed === quantity
    ? { verdict: { kind: "line-done", ...item, quantity }, drafts }
    : { verdict: { kind: "right", ...item, packed, quantity }, drafts };
}

/** A bench with a scale weighs the boxes first. */
function weighOrClose(context: PackContext, session: PackSessionView, before: readonly Draft[]): PackDecision {
  if (!weighsBoxes(context.weighing.scale)) return closeBoxes(context, session, before);
  const { verdict, drafts, took } = decideWeigh({ ...context.weighing, close: context.close }, session);
  return { verdict, drafts: [...before, ...drafts], tookWeight: took };
}

const whyNoWeight: Readonly<Record<Exclude<ScaleStanding["kind"], "ready">, string>> = {
  none: "no-scale",
  away: "scale-away",
  stale: "scale-silent",
  empty: "scale-empty",
  moving: "scale-moving",
  "not-emptied": "scale-not-emptied",
  trouble: "scale-trouble",
};

/**
 * Takes the weight that is on the scale now. A weight lying there is only another box's when it was written down: one that
 * did not fit was not, so the same box is weighed again after something was taken out of it, without lifting it off.
 */
function weighNow(context: PackContext): PackDecision {
  const { session, weighing } = context;
  const notNow = (reason: string): PackDecision => ({
    verdict: { kind: "not-now", command: "WEIGH", reason },
    drafts: [],
  });
  if (session.parcels.length > 0) return notNow("box-closed");
  const stop = stoppedBy(context);
  if (stop) return stop;
  const box = boxToWeigh(session);
  const isRefused = box !== undefined && box.boxId === weighing.refusedBoxId;
  const scale = isRefused ? readyAgain(weighing.scale) : weighing.scale;
  if (!weighsBoxes(scale)) return notNow(scale.kind === "away" ? "scale-away" : "no-scale");
  if (!isAllVerified(session)) return notNow("weigh-when-packed");
  if (box !== undefined && scale.kind !== "ready") return notNow(whyNoWeight[scale.kind]);
  return weighOrClose({ ...context, weighing: { ...weighing, scale } }, session, []);
}

/** A scale that is there but says nothing must not keep an order from its label. */
const silent: ReadonlySet<string> = new Set(["stale", "trouble"]);

function closeBoxes(context: PackContext, session: PackSessionView, before: readonly Draft[]): PackDecision {
  const closed = context.close(session);
  // The units are in the box all the same; only the label waits.
  if (!closed.ok) return { verdict: { kind: "label-refused", reason: closed.error }, drafts: before };
  return {
    verdict: { kind: "all-packed", units: expectedUnits(session), boxes: filledBoxes(session).length },
    drafts: [...before, ...closed.value],
  };
}

function withPacked(session: PackSessionView, boxId: string, lineId: string, quantity: number): PackSessionView {
  return {
    ...session,
    lines: session.lines.map((line) => (line.lineId === lineId ? { ...line, packed: line.packed + quantity } : line)),
    boxes: session.boxes.map((box) =>
      box.boxId === boxId
        ? { ...box, contents: { ...box.contents, [lineId]: (box.contents[lineId] ?? 0) + quantity } }
        : box,
    ),
  };
}

/** The printed label, scanned on its box: binds this paper to this box; the last one hands the order over. */
function bindLabel(context: PackContext, sscc: string, raw: string): PackDecision {
  const { session, order } = context;
  const parcel = session.parcels.find((entry) => entry.sscc === sscc);
  if (!parcel) {
    return session.parcels.length > 0
      ? refuse(context, "wrong-label", raw, { kind: "wrong-label", text: sscc })
      : refuse(context, "unknown-code", raw, { kind: "unknown-code", text: raw });
  }
  const left = session.parcels.filter((entry) => !entry.bound && entry.parcelId !== parcel.parcelId).length;
  if (parcel.bound) return { verdict: { kind: "label-bound", shipped: session.shipped, left }, drafts: [] };
  const bound = draft(`parcel/${parcel.parcelId}`, "parcel.bound", {
    parcelId: parcel.parcelId,
    orderId: order.orderId,
    sessionId: session.sessionId,
    jobIds: [...context.jobIdsOf(parcel.parcelId)],
    scan: raw,
  });
  if (left > 0) return { verdict: { kind: "label-bound", shipped: false, left }, drafts: [bound] };
  const shipped = draft(`order/${order.orderId}`, "order.shipped", {
    orderId: order.orderId,
    sessionId: session.sessionId,
    parcelIds: session.parcels.map((entry) => entry.parcelId),
    lines: session.lines.map((line) => ({
      lineId: line.lineId,
      sku: line.sku,
      place: totePlace(order.toteSite ?? mainSite, session.tote),
      quantity: line.quantity,
    })),
  });
  return { verdict: { kind: "label-bound", shipped: true, left: 0 }, drafts: [bound, shipped] };
}

function command(context: PackContext, name: Command): PackDecision {
  const { session, order } = context;
  const notNow = (reason: string): PackDecision => ({
    verdict: { kind: "not-now", command: name, reason },
    drafts: [],
  });
  switch (name) {
    case "UNDO": {
      const last = session.undoable.at(-1);
      if (!last) return notNow("nothing-to-undo");
      if (session.parcels.length > 0) return notNow("box-closed");
      const line = session.lines.find((entry) => entry.lineId === last.lineId);
      return {
        verdict: { kind: "taken-back", sku: last.sku, name: line?.name ?? last.sku },
        drafts: [
          draft(`pack/${session.sessionId}`, "pack.undone", {
            sessionId: session.sessionId,
            orderId: order.orderId,
            boxId: last.boxId,
            lineId: last.lineId,
            sku: last.sku,
            quantity: last.quantity,
            undoes: last.factId,
          }),
        ],
      };
    }
    case "CLEAR":
      return { verdict: { kind: "cleared" }, drafts: [] };
    case "PARK":
      return { verdict: { kind: "parked" }, drafts: [] };
    case "BOX.NEW": {
      if (session.parcels.length > 0) return notNow("box-closed");
      const open = session.boxes.at(-1);
      if (open && !Object.values(open.contents).some((units) => units > 0)) return notNow("box-empty");
      return {
        verdict: { kind: "box-opened", index: session.boxes.length + 1 },
        drafts: [
          draft(`pack/${session.sessionId}`, "pack.boxOpened", {
            sessionId: session.sessionId,
            orderId: order.orderId,
            boxId: context.newId(),
          }),
        ],
      };
    }
    case "CLOSE": {
      if (session.parcels.length > 0) return notNow("box-closed");
      const stop = stoppedBy(context);
      if (stop) return stop;
      if (!isAllVerified(session)) return notNow("not-all-verified");
      return silent.has(context.weighing.scale.kind)
        ? closeBoxes(context, session, [])
        : weighOrClose(context, session, []);
    }
    case "WEIGH":
      return weighNow(context);
    case "SHORT":
    case "SKIP":
    case "HELP":
    case "YES":
    case "NO":
    case "OUT":
    case "PRINT.AGAIN":
      return notNow("not-here");
    default:
      return assertNever(name);
  }
}

function refuse(
  { session, order }: PackContext,
  refusal: Refusal,
  scan: string,
  verdict: PackVerdict,
  item: { readonly sku: string; readonly name: string } = { sku: "", name: "" },
): PackDecision {
  return {
    verdict,
    drafts: [
      draft(`pack/${session.sessionId}`, "pack.refused", {
        sessionId: session.sessionId,
        orderId: order.orderId,
        refusal,
        scan,
        sku: item.sku,
        name: item.name,
      }),
    ],
  };
}
