import { draft, type Draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { pickSite } from "#shared/orders/allocate.ts";
import { isInTote, stageOf } from "#shared/orders/order-standing.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { decidePackScan } from "#shared/packing/decide-scan.ts";
import { isSessionOpen, type PackSessionView } from "#shared/packing/pack-session-view.ts";
import { decideCloseList, decideTakeList, freeTotes } from "#shared/picking/decide-list.ts";
import { decidePickScan } from "#shared/picking/decide-scan.ts";
import { currentStop, isListOpen, type PickListView } from "#shared/picking/pick-list-view.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import { type At, isOpen, seen } from "./at.ts";

/** Pick rounds and pack benches, a scan at a time, judged by the rules the benches go by. */

const itemOf = (code: string): { sku: string; name: string } => ({ sku: code, name: code });
const code = (text: string): Scan => ({ kind: "code", text, raw: text });
const command = (name: "SHORT" | "UNDO"): Scan => ({ kind: "command", command: name, raw: name });

export function takeList(at: At): readonly Draft[] {
  const { count, member } = at;
  const orders = member
    .all("orders")
    .map((order) => seen(at, order))
    .filter((order) => stageOf(order) === "released" && order.custody.holder === member.id)
    .slice(0, 2);
  // Totes bear the name of their station: no two stations have the same.
  const used = new Set(member.all("orders").map((order) => order.tote));
  const totes = freeTotes(new Set())
    .map((tote) => `${member.id}-${tote}`)
    .filter((tote) => !used.has(tote));
  const taken = decideTakeList(orders, { listId: `list-${count}`, number: count, totes, here: member.here });
  return taken.ok ? taken.value : askToPick(at);
}

/** Orders that were released elsewhere and lie here are with the hub, for whoever asks. */
function askToPick({ company, count, member }: At): readonly Draft[] {
  return member
    .all("orders")
    .filter((order) => order.custody.holder === company.hubId && stageOf(order) === "released")
    .filter((order) => pickSite(order) === member.here.site)
    .slice(0, 2)
    .map(({ orderId }, place) => draft(`order/${orderId}`, "work.asked", { askId: `list-${count}-${place}`, orderId }));
}

export function pickOn(at: At, what: "SHORT" | "UNDO" | "close" | "on" = "on"): readonly Draft[] {
  const { member, a } = at;
  const lists = member
    .all("work")
    .filter((work): work is PickListView => work.kind === "pick-list" && isListOpen(work))
    .filter((list) => list.user === `person-${member.id}`);
  const list = lists[a % Math.max(1, lists.length)];
  if (!list) return [];
  if (what === "close") {
    const closed = decideCloseList(list);
    return closed.ok ? closed.value : [];
  }
  const stop = currentStop(list);
  const next =
    stop && list.atBin !== stop.bin ? { kind: "bin" as const, bin: stop.bin, raw: stop.bin } : code(stop?.sku ?? "");
  return decidePickScan(
    {
      list,
      quantity: 1,
      itemOf,
      stopped: (orderId) => {
        const order = seen(at, member.order(orderId));
        const reason = order.cancelled || order.custody.holder !== member.id ? "gone" : order.holds[0]?.reason;
        return reason === undefined ? undefined : { number: order.number, reason };
      },
      inTote: (orderId) => isInTote(member.read("orders", orderId), list.listId),
    },
    what === "on" ? next : command(what),
  ).drafts;
}

export function packOn(at: At, what: "UNDO" | "on" = "on"): readonly Draft[] {
  const { member, a } = at;
  const sessions = member
    .all("work")
    .filter((work): work is PackSessionView => work.kind === "pack-session" && isSessionOpen(work))
    .filter((session) => session.user === `person-${member.id}`);
  const open = sessions.filter((session) => isOpen(member.order(session.orderId)));
  const session = open[a % Math.max(1, open.length)];
  const isNew = !session || at.b % 3 === 0;
  const opened = isNew && what === "on" ? openNext(at) : undefined;
  return opened ?? (session ? scanOn(at, session, what) : []);
}

function openNext(at: At): readonly Draft[] | undefined {
  const { member, count } = at;
  const order = member
    .all("orders")
    .map((each) => seen(at, each))
    .find((each) => stageOf(each) === "picked" && each.custody.holder === member.id);
  if (!order) return undefined;
  let made = 0;
  const newId = (): string => `session-${count}-${(made += 1)}`;
  return decideOpen(order, { newId, openSessionId: undefined, station: member.id }).drafts;
}

function scanOn(at: At, session: PackSessionView, what: "UNDO" | "on"): readonly Draft[] {
  const { member, count } = at;
  const order = seen(at, member.order(session.orderId));
  const missing = session.lines.find((line) => line.packed < line.quantity);
  const unbound = session.parcels.find((parcel) => !parcel.bound);
  const scan: Scan = unbound
    ? { kind: "sscc", sscc: unbound.sscc, raw: unbound.sscc }
    : missing
      ? code(missing.sku)
      : { kind: "command", command: "CLOSE", raw: "CLOSE" };
  let made = 0;
  return decidePackScan(
    {
      session,
      order,
      station: member.id,
      quantity: 1,
      weighing: { scale: { kind: "none" }, tolerance: firstTolerance, refusedBoxId: "", expectedGrams: () => 0 },
      itemOf,
      close: (packed) => ok(close(packed, order.orderId, count)),
      jobIdsOf: () => [],
      newId: () => `box-${count}-${(made += 1)}`,
    },
    what === "on" ? scan : command("UNDO"),
  ).drafts;
}

function close(session: PackSessionView, orderId: string, count: number): readonly Draft[] {
  const contents = session.lines.map((line) => ({ lineId: line.lineId, sku: line.sku, quantity: line.quantity }));
  const boxId = session.boxes[0]?.boxId ?? "";
  const parcel = {
    parcelId: `parcel-${count}`,
    boxId,
    sscc: String(count).padStart(18, "0"),
    index: 1,
    of: 1,
    weightGrams: 1,
    contents,
  };
  const { sessionId } = session;
  return [draft(`pack/${sessionId}`, "pack.closed", { sessionId, orderId, parcels: [parcel] })];
}
