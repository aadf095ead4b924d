import type { OrderDetail } from "#shared/bridge/types.ts";
import { decideCancel, decideHold, decideRelease } from "#shared/orders/decide-orders.ts";
import { orderText } from "./order-text.ts";
import { orderRefusals } from "./text.ts";

/** Why each action cannot be taken now, in words; undefined where it can. Asked of the same rules main goes by. */
export interface OrderActions {
  readonly release: string | undefined;
  readonly hold: string | undefined;
  readonly lift: string | undefined;
  readonly payment: string | undefined;
  readonly cancel: string | undefined;
}

/** A reason is given in the dialog that follows, so it is never what is missing here. */
const reason = "given in the dialog";

export function orderActions({ order, payment, stationId }: OrderDetail): OrderActions {
  const release = decideRelease(order, () => undefined, stationId);
  const hold = decideHold(order, { holdId: "", type: "OPERATOR", reason });
  const cancel = decideCancel(order, { by: "merchant", at: 0, reason }, { station: stationId, askId: "?" });
  return {
    // Without the stock at hand "no-stock" is a guess; main knows.
    release: release.ok || release.error === "no-stock" ? undefined : orderRefusals[release.error],
    hold: hold.ok ? undefined : orderRefusals[hold.error],
    lift: order.holds.length > 0 ? undefined : orderText.noHold,
    payment: order.cancelled
      ? orderRefusals["order-cancelled"]
      : payment === "paid" || payment === "refunded" || payment === "partially_refunded"
        ? orderText.paid
        : undefined,
    cancel: cancel.ok ? undefined : orderRefusals[cancel.error],
  };
}
