import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import type { Refusal } from "../facts/kinds/packing.ts";

export interface PackLine {
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly packed: number;
}

/** A unit that went into a box; the last of them can be taken out again. */
export interface PackedUnits {
  readonly factId: string;
  readonly boxId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface PackBox {
  readonly boxId: string;
  /** Units in it by line. */
  readonly contents: Readonly<Record<string, number>>;
  /** What the scale said of it, full; undefined while it was not weighed, and again once something changed in it. */
  readonly weighedGrams?: number;
}

export interface RefusedScan {
  readonly refusal: Refusal;
  readonly scan: string;
  readonly sku: string;
  readonly name: string;
}

export interface PackedParcel {
  readonly parcelId: string;
  readonly boxId: string;
  readonly sscc: string;
  readonly bound: boolean;
}

/** One order being packed at a bench; it outlives a crash, so a half-packed box goes on where it was. */
export interface PackSessionView {
  readonly kind: "pack-session";
  readonly sessionId: string;
  readonly orderId: string;
  readonly tote: string;
  readonly user: string;
  readonly startedAt: number;
  readonly lines: readonly PackLine[];
  /** In the order they were opened; units go into the last. */
  readonly boxes: readonly PackBox[];
  /** The last units that went in, newest last, as far back as they can be taken out again by command. */
  readonly undoable: readonly PackedUnits[];
  /** Since the boxes were opened: a reminder to look for the refused units before closing. */
  readonly refused: readonly RefusedScan[];
  readonly parcels: readonly PackedParcel[];
  readonly shipped: boolean;
}

const undoDepth = 20;

export function foldPackSession(session: PackSessionView | undefined, fact: Fact): PackSessionView | undefined {
  if (fact.kind === "pack.started") return session ?? started(fact);
  if (!session) return undefined;
  switch (fact.kind) {
    case "pack.verified": {
      const { boxId, lineId, sku, quantity } = fact.body;
      return {
        ...changeUnits(session, boxId, lineId, quantity),
        undoable: [...session.undoable, { factId: fact.id, boxId, lineId, sku, quantity }].slice(-undoDepth),
      };
    }
    case "pack.undone":
      return {
        ...changeUnits(session, fact.body.boxId, fact.body.lineId, -fact.body.quantity),
        undoable: session.undoable.filter((unit) => unit.factId !== fact.body.undoes),
      };
    case "pack.refused": {
      const { refusal, scan, sku, name } = fact.body;
      return { ...session, refused: [...session.refused, { refusal, scan, sku, name }] };
    }
    case "pack.boxOpened":
      return { ...session, boxes: [...session.boxes, { boxId: fact.body.boxId, contents: {} }] };
    case "pack.weighed": {
      const { boxId, grams } = fact.body;
      return {
        ...session,
        boxes: session.boxes.map((box) => (box.boxId === boxId ? { ...box, weighedGrams: grams } : box)),
      };
    }
    case "pack.closed":
      return {
        ...session,
        refused: [],
        parcels: fact.body.parcels.map(({ parcelId, boxId, sscc }) => ({ parcelId, boxId, sscc, bound: false })),
      };
    case "parcel.bound":
      return {
        ...session,
        parcels: session.parcels.map((parcel) =>
          parcel.parcelId === fact.body.parcelId ? { ...parcel, bound: true } : parcel,
        ),
      };
    case "order.shipped":
      return { ...session, shipped: true };
    default:
      return session;
  }
}

function started(fact: Extract<Fact, { kind: "pack.started" }>): PackSessionView {
  return {
    kind: "pack-session",
    sessionId: fact.body.sessionId,
    orderId: fact.body.orderId,
    tote: fact.body.tote,
    user: fact.user,
    startedAt: timeOf(fact.stamp),
    lines: fact.body.lines.map((line) => ({ ...line, packed: 0 })),
    boxes: [{ boxId: fact.body.boxId, contents: {} }],
    undoable: [],
    refused: [],
    parcels: [],
    shipped: false,
  };
}

function changeUnits(session: PackSessionView, boxId: string, lineId: string, change: number): PackSessionView {
  return {
    ...session,
    boxes: session.boxes.map((box) =>
      box.boxId === boxId
        ? { boxId, contents: { ...box.contents, [lineId]: (box.contents[lineId] ?? 0) + change } }
        : box,
    ),
    lines: session.lines.map((line) => (line.lineId === lineId ? { ...line, packed: line.packed + change } : line)),
  };
}

export function isAllVerified(session: PackSessionView): boolean {
  return session.lines.every((line) => line.packed >= line.quantity);
}

/** Half packed or waiting for its label: not handed over yet. */
export function isSessionOpen(session: PackSessionView): boolean {
  return !session.shipped;
}

export function packedUnits(session: PackSessionView): number {
  return session.lines.reduce((sum, line) => sum + line.packed, 0);
}

export function expectedUnits(session: PackSessionView): number {
  return session.lines.reduce((sum, line) => sum + line.quantity, 0);
}
