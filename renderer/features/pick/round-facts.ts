import type { PickState } from "#shared/bridge/types.ts";
import { pickedUnits } from "#shared/picking/decide-scan.ts";
import { currentStop, isStopDone, type PickListView, type PickStop } from "#shared/picking/pick-list-view.ts";
import { arrangeRail } from "../../ui/bench/arrange-rail.ts";
import type { StageWords } from "../bench/verdict-words.ts";
import { closedWords, doneWords, type RoundFacts } from "./text.ts";

/** What the round is at while no verdict stands. */
export type RoundWork =
  | { readonly kind: "walking"; readonly stop: PickStop }
  | { readonly kind: "at-bin"; readonly stop: PickStop }
  | { readonly kind: "ended"; readonly words: StageWords };

export function roundWork({ list }: PickState): RoundWork {
  const stop = currentStop(list);
  const facts = roundFacts(list);
  if (list.closed) return { kind: "ended", words: closedWords(list.number, facts) };
  if (!stop) return { kind: "ended", words: doneWords(pickedUnits(list), facts) };
  return { kind: list.atBin === stop.bin ? "at-bin" : "walking", stop };
}

export function roundFacts(list: PickListView): RoundFacts {
  const stop = currentStop(list);
  const lastId = list.undoable.at(-1)?.stopId;
  const last = list.stops.find((each) => each.stopId === lastId);
  const totes = new Set(list.stops.filter((each) => each.picked > 0).map((each) => each.tote));
  return {
    bin: stop?.bin ?? "",
    itemName: stop?.name ?? "",
    tote: stop?.tote ?? "",
    lastTote: last?.tote ?? "",
    totes: totes.size,
  };
}

/** Which tote of the trolley an order has: the first order's is slot 1. */
export function slotOf(list: PickListView, stop: PickStop): { readonly slot: number; readonly number: string } {
  const place = list.orders.findIndex((order) => order.orderId === stop.orderId);
  return { slot: place + 1, number: list.orders[place]?.number ?? "" };
}

export function unitsLeft(list: PickListView): number {
  return list.stops.reduce((sum, stop) => sum + stop.quantity - stop.picked - stop.short, 0);
}

/** Stops the rail shows above the strip, at the design size. */
const stopsInSight = 8;

/** The bins of open stops that the rail has no room for, in walk order. */
export function binsBeyondRail(list: PickListView): readonly string[] {
  const lines = list.stops.map((stop) => ({ id: stop.stopId, bin: stop.bin, isDone: isStopDone(stop) }));
  return arrangeRail(lines, currentStop(list)?.stopId)
    .slice(stopsInSight)
    .filter((line) => !line.isDone)
    .map((line) => line.bin);
}
