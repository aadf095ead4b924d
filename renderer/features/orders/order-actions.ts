import type { OrderDetail } from "#shared/bridge/types.ts";
import { decideAddress, decideDetails, decideLines } from "#shared/orders/decide-edits.ts";
import { decideCancel, decideHold, decideRelease } from "#shared/orders/decide-orders.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { editRefusals } from "./edit-text.ts";
import { orderText } from "./order-text.ts";
import { refundables } from "./refund-amounts.ts";
import { refundText } from "./refund-text.ts";
import { orderRefusals } from "./text.ts";

/** Why each action cannot be taken now, in words; undefined where it can. Asked of the same rules main goes by. */
export interface OrderActions {
  readonly release: string | undefined;
  readonly hold: string | undefined;
  readonly lift: string | undefined;
  readonly payment: string | undefined;
  readonly cancel: string | undefined;
  readonly lines: string | undefined;
  readonly address: string | undefined;
  readonly details: string | undefined;
  readonly refund: string | undefined;
}

/** A reason is given in the dialog that follows, so it is never what is missing here. */
const reason = "given in the dialog";

export function orderActions({ order, payment, stationId }: OrderDetail, isLead: boolean): OrderActions {
  const by = { station: stationId, askId: "?" };
  const release = decideRelease(order, () => undefined, { station: stationId, site: mainSite });
  const hold = decideHold(order, { holdId: "", type: "OPERATOR", reason });
  const cancel = decideCancel(order, { by: "merchant", at: 0, reason }, by);
  // One more of each line stands for any change: what is refused then is refused always.
  const more = order.lines.map(({ sku, quantity }) => ({ sku, quantity: quantity + 1 }));
  const lines = decideLines(order, { lines: more, reason, itemOf: () => undefined }, by);
  const address = decideAddress(order, { shipTo: order.shipTo, reason }, by);
  const details = decideDetails(order, { shippingMethod: order.shippingMethod, note: `${order.note} ` });
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
    lines: lines.ok ? undefined : editRefusals[lines.error],
    address: address.ok ? undefined : editRefusals[address.error],
    details: details.ok ? undefined : editRefusals[details.error],
    refund: refundables(order).length === 0 ? refundText.nothingLeft : isLead ? undefined : refundText.notLead,
  };
}
