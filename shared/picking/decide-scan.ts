import { draft, type Draft } from "../facts/kinds.ts";
import { assertNever } from "../kernel/result.ts";
import type { Command, Scan } from "../scanning/scan.ts";
import { currentStop, isStopDone, type PickListView, type PickStop } from "./pick-list-view.ts";
import type { PickVerdict } from "./verdict.ts";

export interface PickDecision {
  readonly verdict: PickVerdict;
  readonly drafts: readonly Draft[];
}

export interface PickContext {
  readonly list: PickListView;
  /** Units the next item scan stands for. */
  readonly quantity: number;
  readonly itemOf: (code: string) => { readonly sku: string; readonly name: string } | undefined;
  /** Why an order of the list must not be picked on (held, cancelled); undefined where it may. */
  readonly stopped: (orderId: string) => { readonly number: string; readonly reason: string } | undefined;
  /** The order's units lie in its tote, on no bench and not gone: they may go back into their bins. */
  readonly inTote: (orderId: string) => boolean;
}

/** Judges one scan on a pick round: bin first, then each unit; a tote may be scanned to be sure of it. */
export function decidePickScan(context: PickContext, scan: Scan): PickDecision {
  const { list } = context;
  // What a closed list left open was freed, and may be promised to others by now.
  const stop = list.closed ? undefined : currentStop(list);
  if (!stop) {
    // The last pick of a finished list can still be taken back.
    if (scan.kind === "command" && scan.command === "UNDO" && !list.closed) return undo(context);
    return says({ kind: "list-done", number: list.number, units: pickedUnits(list) });
  }
  switch (scan.kind) {
    case "bin":
      return atBin(context, stop, scan.bin, scan.raw);
    case "gtin":
      return item(context, stop, scan.gtin, scan.raw);
    case "code":
      return plainCode(context, stop, scan.text, scan.raw);
    case "tote":
      return tote(stop, scan.tote);
    case "quantity":
      return says({ kind: "quantity-set", quantity: scan.quantity });
    case "command":
      return command(context, stop, scan.command);
    case "badge":
      return says({ kind: "not-now", command: "badge", reason: "list-open" });
    case "order":
    case "sscc":
      return says({ kind: "unknown-code", text: scan.raw });
    default:
      return assertNever(scan);
  }
}

function says(verdict: PickVerdict, drafts: readonly Draft[] = []): PickDecision {
  return { verdict, drafts };
}

/** Shelf labels often bear the plain bin name, totes their plain number. */
function plainCode(context: PickContext, stop: PickStop, text: string, raw: string): PickDecision {
  if (context.itemOf(text)) return item(context, stop, text, raw);
  if (context.list.stops.some((entry) => entry.bin === text)) return atBin(context, stop, text, raw);
  if (context.list.orders.some((order) => order.tote === text)) return tote(stop, text);
  return says({ kind: "unknown-code", text: raw });
}

function atBin(context: PickContext, stop: PickStop, bin: string, raw: string): PickDecision {
  const here = context.list.stops.some((entry) => entry.bin === bin && !isStopDone(entry));
  if (!here) return says({ kind: "wrong-bin", bin, wanted: stop.bin });
  const { listId } = context.list;
  return says({ kind: "at-bin", bin }, [draft(`pick/${listId}`, "pick.binConfirmed", { listId, bin, scan: raw })]);
}

function tote(stop: PickStop, scanned: string): PickDecision {
  return scanned === stop.tote
    ? says({ kind: "right-tote", tote: scanned })
    : says({ kind: "wrong-tote", tote: scanned, wanted: stop.tote });
}

function item(context: PickContext, stop: PickStop, code: string, raw: string): PickDecision {
  const { list, quantity } = context;
  const found = context.itemOf(code);
  if (!found) return says({ kind: "unknown-code", text: raw });
  if (!isAtStop(list, stop)) return says({ kind: "bin-first", bin: stop.bin });
  // The same SKU may lie here for several orders: the stops of this bin are filled in their order.
  const here = list.stops.filter((entry) => isAtStop(list, entry) && entry.sku === found.sku);
  const open = here.find((entry) => !isStopDone(entry));
  if (!open) {
    const done = here.at(-1);
    return done
      ? says({ kind: "one-too-many", ...found, quantity: done.quantity, scanned: done.picked + quantity })
      : says({ kind: "wrong-item", ...found, wanted: stop.name });
  }
  const room = open.quantity - open.picked - open.short;
  if (quantity > room) {
    return says({ kind: "one-too-many", ...found, quantity: open.quantity, scanned: open.picked + quantity });
  }
  const stopped = context.stopped(open.orderId);
  if (stopped) return says({ kind: "order-stopped", ...stopped });
  const fact = draft(`pick/${list.listId}`, "pick.confirmed", { ...partOf(list, open, quantity), scan: raw });
  return says(afterPick(list, open, found, quantity), [fact]);
}

/** A stop without a bin has no label to scan first: its units are picked from wherever the picker stands. */
function isAtStop(list: PickListView, stop: PickStop): boolean {
  return stop.bin === "" || stop.bin === list.atBin;
}

function afterPick(
  list: PickListView,
  stop: PickStop,
  found: { readonly sku: string; readonly name: string },
  quantity: number,
): PickVerdict {
  const picked = stop.picked + quantity;
  if (picked + stop.short < stop.quantity) return { kind: "picked", ...found, picked, quantity: stop.quantity };
  return (
    afterStop(list, stop, pickedUnits(list) + quantity) ?? {
      kind: "stop-done",
      ...found,
      next: nextStop(list, stop)?.bin ?? "",
    }
  );
}

function afterStop(list: PickListView, stop: PickStop, units: number): PickVerdict | undefined {
  return nextStop(list, stop) ? undefined : { kind: "list-done", number: list.number, units };
}

function nextStop(list: PickListView, stop: PickStop): PickStop | undefined {
  const open = list.stops.filter((entry) => entry.stopId !== stop.stopId && !isStopDone(entry));
  return open.find((entry) => entry.bin === stop.bin) ?? open[0];
}

function command(context: PickContext, stop: PickStop, name: Command): PickDecision {
  const { list } = context;
  const notNow = (reason: string): PickDecision => says({ kind: "not-now", command: name, reason });
  switch (name) {
    case "UNDO":
      return undo(context);
    case "SHORT": {
      const missing = stop.quantity - stop.picked - stop.short;
      if (!isAtStop(list, stop)) return says({ kind: "bin-first", bin: stop.bin });
      const body = { ...partOf(list, stop, missing), reason: "Not enough in the bin" };
      return says({ kind: "shorted", sku: stop.sku, name: stop.name, quantity: missing }, [
        draft(`pick/${list.listId}`, "pick.shorted", body),
      ]);
    }
    case "CLEAR":
      return says({ kind: "cleared" });
    case "BOX.NEW":
    case "CLOSE":
    case "WEIGH":
    case "PRINT.AGAIN":
    case "SKIP":
    case "PARK":
    case "HELP":
    case "YES":
    case "NO":
    case "OUT":
      return notNow("not-here");
    default:
      return assertNever(name);
  }
}

function undo({ list, inTote }: PickContext): PickDecision {
  const last = list.undoable.at(-1);
  const undone = last && list.stops.find((entry) => entry.stopId === last.stopId);
  if (!last || !undone) return says({ kind: "not-now", command: "UNDO", reason: "nothing-to-undo" });
  if (!inTote(undone.orderId)) return says({ kind: "not-now", command: "UNDO", reason: "at-the-bench" });
  const body = { ...partOf(list, undone, last.quantity), undoes: last.factId };
  return says({ kind: "taken-back", sku: undone.sku, name: undone.name }, [
    draft(`pick/${list.listId}`, "pick.undone", body),
  ]);
}

function partOf(list: PickListView, stop: PickStop, quantity: number) {
  const { stopId, orderId, lineId, sku, place, tote: into } = stop;
  return { listId: list.listId, stopId, orderId, lineId, sku, place, tote: into, quantity };
}

export function pickedUnits(list: PickListView): number {
  return list.stops.reduce((sum, stop) => sum + stop.picked, 0);
}
