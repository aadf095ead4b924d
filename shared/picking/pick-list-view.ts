import type { z } from "zod";
import type { Fact } from "../facts/kinds.ts";
import type { pickStopSchema } from "../facts/kinds/picking.ts";

export interface PickStop extends z.infer<typeof pickStopSchema> {
  readonly picked: number;
  readonly short: number;
}

/** The last thing done on the list that can be taken back. */
export interface LastPick {
  readonly factId: string;
  readonly stopId: string;
  readonly quantity: number;
}

export interface PickListView {
  readonly kind: "pick-list";
  readonly listId: string;
  readonly number: number;
  readonly user: string;
  readonly orders: readonly { readonly orderId: string; readonly number: string; readonly tote: string }[];
  /** In walk order. */
  readonly stops: readonly PickStop[];
  /** Bin the picker has scanned and stands at; empty on the way to one. */
  readonly atBin: string;
  /** Picks not yet taken back, newest last. */
  readonly undoable: readonly LastPick[];
  readonly closed: boolean;
}

const undoDepth = 20;

export function foldPickList(list: PickListView | undefined, fact: Fact): PickListView | undefined {
  if (fact.kind === "pick.started") return list ?? started(fact);
  if (!list) return undefined;
  switch (fact.kind) {
    case "pick.binConfirmed":
      return { ...list, atBin: fact.body.bin };
    case "pick.confirmed":
      return {
        ...changeStop(list, fact.body.stopId, (stop) => ({ ...stop, picked: stop.picked + fact.body.quantity })),
        undoable: [...list.undoable, { factId: fact.id, stopId: fact.body.stopId, quantity: fact.body.quantity }].slice(
          -undoDepth,
        ),
      };
    case "pick.undone":
      return {
        ...changeStop(list, fact.body.stopId, (stop) => ({ ...stop, picked: stop.picked - fact.body.quantity })),
        atBin: list.stops.find((stop) => stop.stopId === fact.body.stopId)?.bin ?? list.atBin,
        undoable: list.undoable.filter((entry) => entry.factId !== fact.body.undoes),
      };
    case "pick.shorted":
      return changeStop(list, fact.body.stopId, (stop) => ({ ...stop, short: stop.short + fact.body.quantity }));
    case "pick.closed":
      return { ...list, closed: true };
    default:
      return list;
  }
}

function started(fact: Extract<Fact, { kind: "pick.started" }>): PickListView {
  return {
    kind: "pick-list",
    listId: fact.body.listId,
    number: fact.body.number,
    user: fact.user,
    orders: fact.body.orders,
    stops: fact.body.stops.map((stop) => ({ ...stop, picked: 0, short: 0 })),
    atBin: "",
    undoable: [],
    closed: false,
  };
}

function changeStop(list: PickListView, stopId: string, change: (stop: PickStop) => PickStop): PickListView {
  return { ...list, stops: list.stops.map((stop) => (stop.stopId === stopId ? change(stop) : stop)) };
}

export function isStopDone(stop: PickStop): boolean {
  return stop.picked + stop.short >= stop.quantity;
}

/** The stop to walk to or stand at; undefined when the list is done. */
export function currentStop(list: PickListView): PickStop | undefined {
  const open = list.stops.filter((stop) => !isStopDone(stop));
  return open.find((stop) => stop.bin === list.atBin) ?? open[0];
}

export function isListOpen(list: PickListView): boolean {
  return !list.closed && currentStop(list) !== undefined;
}
