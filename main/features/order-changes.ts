import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { decideAddress, decideDetails, decideLines, type EditRefusal } from "#shared/orders/decide-edits.ts";
import { decideCancel, type OrderRefusal } from "#shared/orders/decide-orders.ts";
import { decidePutBack, decideRefund, type RefundRefusal } from "#shared/orders/decide-refund.ts";
import { siteOfOrder } from "#shared/orders/allocate.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { Act } from "../store/fact-log.ts";
import { actAsPerson, hereOf, may, refuse, type Reply, type StationContext } from "./station-context.ts";

/** Changes to an order after it was placed. Where another station keeps it, that station is asked; see decide-edits. */

export function changeAddress(
  context: StationContext,
  { orderId, shipTo, reason }: ParsedInputOf<"orders.changeAddress">,
): Reply<null, EditRefusal> {
  return change(context, orderId, (order, act) =>
    decideAddress(order, { shipTo, reason }, { station: act.station, askId: act.newId() }),
  );
}

export function changeLines(
  context: StationContext,
  { orderId, lines, shippingMinor, reason }: ParsedInputOf<"orders.changeLines">,
): Reply<null, EditRefusal> {
  return change(context, orderId, (order, act) =>
    decideLines(
      order,
      { lines, shippingMinor, reason, itemOf: (sku) => act.read("items", sku) },
      { station: act.station, askId: act.newId() },
    ),
  );
}

export function changeDetails(
  context: StationContext,
  { orderId, ...details }: ParsedInputOf<"orders.changeDetails">,
): Reply<null, EditRefusal> {
  return change(context, orderId, (order) => decideDetails(order, details));
}

type RefundWhole = RefundRefusal | OrderRefusal | "more-than-sent";

/** The money, what becomes of the goods, and what becomes of the order, in one act: all of it or nothing. */
export function refundOrder(
  context: StationContext,
  { orderId, tenderId = "", amountMinor, reason, putBack = [], cancel = false }: ParsedInputOf<"orders.refund">,
): Reply<null, RefundWhole> {
  return change<RefundWhole>(context, orderId, (order, act) => {
    if (!may(context, "order.refunded")) return err("role-missing");
    const by = (): { station: string; askId: string } => ({ station: act.station, askId: act.newId() });
    const refund = decideRefund(order, { refundId: act.newId(), tenderId, amountMinor, reason }, by());
    if (!refund.ok) return refund;
    const goods = decidePutBack(order, putBack, hereOf(context).site);
    if (!goods.ok) return goods;
    const end = cancel ? decideCancel(order, { by: "customer", at: act.now, reason }, by()) : ok([]);
    return end.ok ? ok([...refund.value, ...goods.value, ...end.value]) : end;
  });
}

/** Asks the station that keeps the order to hand its work over. */
export function askForOrder(
  context: StationContext,
  { orderId }: ParsedInputOf<"orders.askFor">,
): Reply<null, "order-unknown" | "kept-here" | "lies-elsewhere"> {
  return change<"order-unknown" | "kept-here" | "lies-elsewhere">(context, orderId, (order, act) => {
    if (order.custody.holder === act.station) return err("kept-here");
    const { site } = hereOf(context);
    // Nobody here could pick it, and nobody there would get it any more.
    if ((siteOfOrder(order) ?? site) !== site) return err("lies-elsewhere");
    return ok([draft(`order/${orderId}`, "work.asked", { askId: act.newId(), orderId })]);
  });
}

async function change<Refusal extends string>(
  context: StationContext,
  orderId: string,
  decide: (order: OrderView, act: Act) => Result<readonly Draft[], Refusal>,
): Reply<null, Refusal | "order-unknown"> {
  const refusal = await actAsPerson(context, (act): Refusal | "order-unknown" | undefined => {
    const order = act.read("orders", orderId);
    if (!order) return "order-unknown";
    const decision = decide(order, act);
    if (!decision.ok) return decision.error;
    act.append(decision.value);
    return undefined;
  });
  return refusal ? refuse(refusal) : ok(null);
}
