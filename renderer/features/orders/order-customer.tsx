import type { OrderView } from "#shared/orders/order-view.ts";
import { useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { AddressBlock } from "./address-block.tsx";
import { channelText, orderText } from "./order-text.ts";

/** Who ordered, where it goes and how it came. */
export function OrderCustomer({ order }: { readonly order: OrderView }) {
  const format = useFormat();
  const now = useNow();
  const from = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" ? station.settings.shipFrom.country : "",
  );
  const { customer, shipTo, billTo } = order;
  const isSame = JSON.stringify(shipTo) === JSON.stringify(billTo);
  return (
    <Card>
      <div className="order-customer">
        <div>
          <div className="small-head">{orderText.customer}</div>
          <div className="lead-line">
            <bdi>{customer.name || shipTo.name || orderText.nobody}</bdi>
          </div>
          <div className="soft">{customer.phone}</div>
          <div className="soft order-email">{customer.email}</div>
        </div>
        <div>
          <div className="small-head">{orderText.shipTo}</div>
          <AddressBlock address={shipTo} from={from} omitName={shipTo.name === customer.name} />
        </div>
        <div>
          <div className="small-head">{orderText.billTo}</div>
          {isSame ? orderText.sameAddress : <AddressBlock address={billTo} from={from} />}
        </div>
        <DefinitionList
          values="words"
          entries={[
            { term: orderText.placed, value: format.recordTime(order.placedAt, now) },
            { term: orderText.channel, value: channelText[order.channel] },
            { term: orderText.delivery, value: order.shippingMethod || "–" },
            ...(order.tote === "" ? [] : [{ term: orderText.tote, value: order.tote }]),
            ...(order.tags.length === 0 ? [] : [{ term: orderText.tags, value: order.tags.join(", ") }]),
          ]}
        />
      </div>
      {order.note !== "" && (
        <p className="order-note">
          <b>{orderText.note}</b> <bdi>{order.note}</bdi>
        </p>
      )}
    </Card>
  );
}
