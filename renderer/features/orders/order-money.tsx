import type { OrderView } from "#shared/orders/order-view.ts";
import { unitCount } from "#shared/orders/order-standing.ts";
import { useFormat } from "../../app/use-format.ts";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { methodText, orderText, tenderText } from "./order-text.ts";
import { plural } from "./text.ts";

/** The figures as they were agreed (an imported order keeps the shop's own) and what has been paid. */
export function OrderMoney({ order }: { readonly order: OrderView }) {
  const format = useFormat();
  const { totals, currency } = order;
  const money = (minor: number) => format.money(minor, currency);
  const lines = plural(order.lines.length, "line", format);
  const units = plural(unitCount(order), "unit", format);
  return (
    <Card title={orderText.totals}>
      <div className="stack">
        <DefinitionList
          entries={[
            { term: orderText.goods(lines, units), value: money(totals.subtotalMinor) },
            { term: orderText.shipping, value: totals.shippingMinor === 0 ? "–" : money(totals.shippingMinor) },
            { term: orderText.discount, value: totals.discountMinor === 0 ? "–" : money(-totals.discountMinor) },
            ...(totals.taxMinor === 0
              ? []
              : [
                  {
                    term: order.taxIncluded ? orderText.taxIncluded : orderText.tax,
                    value: money(totals.taxMinor),
                    isSoft: order.taxIncluded,
                  },
                ]),
          ]}
          total={{ term: orderText.total, value: money(totals.totalMinor) }}
        />
        <div>
          <h3 className="small-head">{orderText.payments}</h3>
          {order.tenders.length === 0 && <p className="soft">{orderText.noPayment}</p>}
          <ul className="order-tenders">
            {order.tenders.map((tender) => (
              <li key={tender.tenderId}>
                <div className="row">
                  <span className="grow clip">{methodText(tender.method)}</span>
                  <b>{money(tender.amountMinor)}</b>
                </div>
                <div className="soft small clip">
                  {[tenderText[tender.state], tender.reference].filter((part) => part !== "").join(", ")}
                </div>
                {tender.refundedMinor > 0 && (
                  <div className="row">
                    <span className="grow clip">{orderText.givenBack}</span>
                    <b>{money(-tender.refundedMinor)}</b>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </Card>
  );
}
