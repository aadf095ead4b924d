import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { OrderDetail, TimelineEntry } from "#shared/bridge/types.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import type { PastFact } from "#shared/facts/past-fact.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  decideCancel,
  decideHold,
  decideLiftHolds,
  decidePayment,
  decideRelease,
  dueMinor,
  type OrderRefusal,
} from "#shared/orders/decide-orders.ts";
import { paymentState, stageOf } from "#shared/orders/order-standing.ts";
import { siteOfOrder } from "#shared/orders/allocate.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { shareToPick } from "#shared/promising/sharing.ts";
import { needsPaymentHold, placeOrder, type PlaceOrderRefusal } from "#shared/orders/place-order.ts";
import type { Act } from "../store/fact-log.ts";
import { hubOf, shareNew } from "./sharing.ts";
import { askOthersFirst } from "./ask-others.ts";
import { orderIdsAt } from "../store/order-list.ts";
import {
  actAsPerson,
  hereOf,
  nameOf,
  refuse,
  type Reply,
  settingsOf,
  signedIn,
  type StationContext,
  stationNameOf,
  stationView,
} from "./station-context.ts";

export async function placeDraft(
  context: StationContext,
  input: ParsedInputOf<"orders.place">,
): Reply<{ orderId: string; number: string }, PlaceOrderRefusal["code"]> {
  const { orderId } = input;
  const { currency } = settingsOf(context);
  const placed = await actAsPerson(context, (act): Result<{ orderId: string; number: string }, PlaceOrderRefusal> => {
    const there = act.read("orders", orderId);
    // The same draft sent twice: the first one counts.
    if (there) return ok({ orderId, number: there.number });
    const given = {
      placedAt: act.now,
      tenderId: act.newId(),
      currency,
      itemOf: (sku: string) => act.read("items", sku),
    };
    const trial = placeOrder(input.draft, { ...given, number: "?" });
    if (!trial.ok) return trial;
    // Taken only now, so that a refused order leaves no gap in the numbers.
    const number = orderNumber(context, act);
    const content = { ...trial.value, number };
    act.append([draft(`order/${orderId}`, "order.placed", { orderId, content })]);
    if (needsPaymentHold(input.draft)) {
      const hold = { holdId: `${orderId}/PAYMENT`, type: "PAYMENT" as const, reason: "Waits for the bank transfer." };
      act.append([draft(`order/${orderId}`, "order.holdAdded", { orderId, ...hold })]);
    }
    act.append(shareNew(act, orderId));
    return ok({ orderId, number });
  });
  return placed.ok ? placed : err({ code: placed.error.code, detail: detailOf(placed.error) });
}

/** Letters of the station and a counter in its store: no other station makes the same number. */
function orderNumber(context: StationContext, act: Act): string {
  const letters = stationView(context)?.letters ?? "A";
  return `${letters}-${String(act.nextNumber("order")).padStart(4, "0")}`;
}

function detailOf(refusal: PlaceOrderRefusal): string {
  if ("sku" in refusal) return refusal.sku;
  return "field" in refusal ? refusal.field : "";
}

export async function releaseOrders(
  context: StationContext,
  orderIds: readonly string[],
): Promise<{ released: number; backordered: number; refused: { number: string; code: OrderRefusal }[] }> {
  await askOthersFirst(context, orderIds);
  const here = hereOf(context);
  const refused: { number: string; code: OrderRefusal }[] = [];
  let released = 0;
  let backordered = 0;
  for (const orderId of orderIds) {
    const outcome = await actAsPerson(context, (act) => {
      const order = act.read("orders", orderId);
      if (!order) return { number: orderId, code: "order-unknown" as const };
      const decision = decideRelease(order, (sku) => act.read("stock", sku), here);
      if (!decision.ok) return { number: order.number, code: decision.error };
      act.append(decision.value);
      const after = act.read("orders", orderId);
      const hub = hubOf(act);
      if (after && hub !== undefined) act.append(shareToPick(after, here, hub));
      return after && stageOf(after) === "backordered" ? "backordered" : "released";
    });
    if (outcome === "released") released += 1;
    else if (outcome === "backordered") backordered += 1;
    else refused.push(outcome);
  }
  return { released, backordered, refused };
}

const mostReleasedAtOnce = 5000;

/** What this station keeps and what is anybody's; another station's orders are asked for one by one. */
export async function releaseAll(context: StationContext): Promise<{ released: number; backordered: number }> {
  const { log, statements, store } = context;
  const keepers = new Set([store.stationId, hubOf({ read: log.read.bind(log), station: store.stationId })]);
  const orderIds = orderIdsAt(statements, "to-release", mostReleasedAtOnce).filter((orderId) =>
    keepers.has(log.read("orders", orderId)?.custody.holder),
  );
  const { released, backordered } = await releaseOrders(context, orderIds);
  return { released, backordered };
}

export function holdOrder(context: StationContext, input: ParsedInputOf<"orders.hold">): Reply<null, OrderRefusal> {
  const { type, reason } = input;
  return change(context, input.orderId, (order, act) => decideHold(order, { holdId: act.newId(), type, reason }));
}

export function liftHolds(
  context: StationContext,
  input: ParsedInputOf<"orders.liftHolds">,
): Reply<null, OrderRefusal> {
  const by = signedIn(context);
  const { holdIds, reason } = input;
  return change(context, input.orderId, (order) => decideLiftHolds(order, { holdIds, reason, by }));
}

export function cancelOrder(context: StationContext, input: ParsedInputOf<"orders.cancel">): Reply<null, OrderRefusal> {
  return change(context, input.orderId, (order, act) =>
    decideCancel(
      order,
      { by: "merchant", at: act.now, reason: input.reason },
      { station: act.station, askId: act.newId() },
    ),
  );
}

export function recordPayment(
  context: StationContext,
  input: ParsedInputOf<"orders.recordPayment">,
): Reply<null, OrderRefusal> {
  const { method, reference } = input;
  return change(context, input.orderId, (order, act) => {
    const due = dueMinor(order);
    const open = order.tenders.find((tender) => tender.state === "pending" || tender.state === "authorized");
    return decidePayment(order, {
      tenderId: open?.tenderId ?? act.newId(),
      method,
      reference,
      state: "captured",
      amountMinor: input.amountMinor ?? Math.min(open?.amountMinor ?? due, due),
      refundedMinor: 0,
    });
  });
}

/** Load, decide, save: the decision sees the order as it stands inside the write. */
async function change(
  context: StationContext,
  orderId: string,
  decide: (order: OrderView, act: Act) => Result<readonly Draft[], OrderRefusal>,
): Reply<null, OrderRefusal> {
  const refusal = await actAsPerson(context, (act): OrderRefusal | undefined => {
    const order = act.read("orders", orderId);
    if (!order) return "order-unknown";
    const decision = decide(order, act);
    if (!decision.ok) return decision.error;
    act.append(decision.value);
    return undefined;
  });
  return refusal ? refuse(refusal) : ok(null);
}

export function orderDetail(context: StationContext, orderId: string): OrderDetail | undefined {
  const order = context.log.read("orders", orderId);
  if (!order) return undefined;
  const facts = context.log.historyOf("orders", orderId);
  const placed = facts.find((fact) => fact.kind === "order.placed")?.body;
  // The body was parsed by the schema of its kind when it was recorded.
  const source = (placed?.["content"] as { readonly source?: OrderDetail["source"] } | undefined)?.source;
  const { holder } = order.custody;
  const stage = stageOf(order);
  const liesAt = (stage === "shipped" || stage === "cancelled" ? undefined : siteOfOrder(order)) ?? "";
  return {
    order,
    stationId: context.store.stationId,
    keptAt: holder === context.store.stationId ? "" : stationNameOf(context, holder),
    liesAt: liesAt === hereOf(context).site ? "" : liesAt,
    stage,
    payment: paymentState(order),
    parcels: order.parcelIds.flatMap((id) => context.log.read("parcels", id) ?? []),
    timeline: [...facts, ...printFacts(context, order)]
      .toSorted((one, other) =>
        one.stamp < other.stamp ? -1 : one.stamp > other.stamp ? 1 : one.sequence - other.sequence,
      )
      .map((fact) => timelineEntry(context, fact)),
    source: source ? { file: source.file, rows: source.rows } : null,
  };
}

/** Prints are facts of their own stream, but people look for them in the order. */
function printFacts(context: StationContext, order: OrderView): PastFact[] {
  const known = new Set<string>();
  return order.parcelIds
    .flatMap((parcelId) => context.statements.of("SELECT job_id FROM print_rows WHERE parcel_id = ?").all(parcelId))
    .flatMap((row) => context.log.historyOf("printJobs", String(row["job_id"])))
    .filter((fact) => fact.kind.startsWith("print.") && !known.has(fact.id) && known.add(fact.id));
}

function timelineEntry(context: StationContext, fact: PastFact): TimelineEntry {
  // The placing fact holds the whole order and a print its bytes; the screen has the one and needs not the other.
  const { content: _left, ...body } = fact.body;
  return {
    factId: fact.id,
    kind: fact.kind,
    at: timeOf(fact.stamp),
    who: nameOf(context, fact.user),
    station: stationNameOf(context, fact.station),
    body,
  };
}
