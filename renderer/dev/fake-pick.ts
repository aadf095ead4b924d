import type { PickState, ShownVerdict } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { isInTote, stageOf } from "#shared/orders/order-standing.ts";
import { decideCloseList, decideTakeList, freeTotes } from "#shared/picking/decide-list.ts";
import { decidePickScan } from "#shared/picking/decide-scan.ts";
import { currentStop, isListOpen, isStopDone, type PickListView } from "#shared/picking/pick-list-view.ts";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { refuse } from "./fake-bridge.ts";
import { itemOf, unitsOf, type FloorParts } from "./fake-floor.ts";

/** The pick round by the real rules. */
export function fakePick({ bridge, log, act, newId }: FloorParts) {
  let listId = "";
  let quantity = 1;
  let sequence = 0;
  let verdict: ShownVerdict<PickVerdict> | null = null;
  let number = 30;
  const lists = () => log.all("work").filter((work): work is PickListView => work.kind === "pick-list");
  const list = () => lists().find((each) => each.listId === listId);
  const released = () => log.all("orders").filter((order) => stageOf(order) === "released");
  const state = (): PickState | null => {
    const present = list();
    if (!present) return null;
    const stop = currentStop(present);
    return {
      judging: false,
      list: present,
      inBin: stop ? (log.get("stock", stop.sku)?.places[stop.place] ?? 0) : 0,
      verdict,
      quantity,
    };
  };
  const open = (id: string) => {
    listId = id;
    verdict = null;
    const present = state();
    return present ? ok(present) : refuse("list-unknown");
  };
  const row = (each: PickListView) => ({
    site: "",
    listId: each.listId,
    number: each.number,
    orders: each.orders,
    stops: each.stops.length,
    stopsDone: each.stops.filter(isStopDone).length,
    units: each.stops.reduce((sum, stop) => sum + stop.quantity, 0),
    unitsPicked: each.stops.reduce((sum, stop) => sum + stop.picked, 0),
    who: "Mira Holt",
    open: isListOpen(each),
  });
  const scan = (scanned: Scan) => {
    const present = list();
    if (!present) return;
    const stopped = (orderId: string) => {
      const order = log.get("orders", orderId);
      const [hold] = order?.holds ?? [];
      return order && hold && { number: order.number, reason: hold.reason };
    };
    const inTote = (orderId: string) => isInTote(log.get("orders", orderId), present.listId);
    const given = { list: present, quantity, itemOf: (code: string) => itemOf(log, code), stopped, inTote };
    const decision = decidePickScan(given, scanned);
    act(decision.drafts);
    quantity = decision.verdict.kind === "quantity-set" ? decision.verdict.quantity : 1;
    verdict = { sequence: (sequence += 1), at: Date.now(), verdict: decision.verdict };
    const next = state();
    if (next) bridge.emit("pick", next);
  };
  return {
    scan,
    calls: {
      "picking.overview": () => {
        const open = lists()
          .map(row)
          .filter((each) => each.open);
        const waitingUnits = released().reduce((sum, order) => sum + unitsOf(order), 0);
        const unitsLeft = open.reduce((sum, list) => sum + list.units - list.unitsPicked, 0);
        return ok({ openLists: open.length, unitsLeft, waitingOrders: released().length, waitingUnits, elsewhere: [] });
      },
      "picking.lists": () => {
        const rows = lists().map(row);
        const inOrder = [...rows.filter((each) => each.open), ...rows.filter((each) => !each.open)];
        return ok({ lists: inOrder, next: null });
      },
      "picking.take": () => {
        const inUse = new Set(log.all("orders").flatMap((order) => (order.tote ? [order.tote] : [])));
        const id = newId();
        const taken = decideTakeList(released().slice(0, 3), {
          listId: id,
          number: (number += 1),
          totes: freeTotes(inUse),
          here: { station: "station-a", site: mainSite },
        });
        if (!taken.ok) return refuse(taken.error);
        act(taken.value);
        return open(id);
      },
      "picking.open": ({ listId: id }: { listId: string }) => open(id),
      "picking.state": () => ok(state()),
      "picking.close": ({ listId: id }: { listId: string }) => {
        const present = lists().find((each) => each.listId === id);
        if (!present) return refuse("list-unknown");
        const closed = decideCloseList(present);
        if (!closed.ok) return refuse(closed.error);
        act(closed.value);
        listId = "";
        return ok(null);
      },
      "picking.leave": () => {
        listId = "";
        return ok(null);
      },
    },
  } as const;
}
