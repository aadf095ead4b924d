import { useMemo, useState } from "react";
import { extend } from "#shared/kernel/money.ts";
import { currencyExponent, rescale } from "#shared/kernel/money.ts";
import type { OrderLine, OrderView } from "#shared/orders/order-view.ts";
import { useFormat } from "../../app/use-format.ts";
import type { Format } from "../../platform/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { lineColumnText, orderText } from "./order-text.ts";

const keyOf = (line: OrderLine) => line.lineId;

/** Each line with how far its units are. Nothing yet is a dash, so that figures stand out. */
export function OrderLines({ order }: { readonly order: OrderView }) {
  const format = useFormat();
  const [current, setCurrent] = useState<string>();
  const columns = useMemo(() => lineColumns(format, order.currency), [format, order.currency]);
  return (
    <DataTable
      label={orderText.lines}
      columns={columns}
      rows={order.lines}
      rowKey={keyOf}
      current={current}
      onCurrentChange={setCurrent}
    />
  );
}

function lineColumns(format: Format, currency: string): readonly Column<OrderLine>[] {
  const some = (count: number) => (count === 0 ? <span className="soft">–</span> : format.count(count));
  const figure = (id: "allocated" | "picked" | "packed" | "shipped", head: string): Column<OrderLine> => ({
    id,
    head,
    width: "74px",
    align: "end",
    cell: (line) => some(line[id]),
  });
  const sign = format.currencySign(currency);
  return [
    { id: "place", head: lineColumnText.place, width: "46px", align: "end", look: "soft", cell: (line) => line.lineId },
    { id: "sku", head: lineColumnText.sku, width: "88px", look: "code", cell: (line) => line.sku },
    {
      id: "item",
      head: lineColumnText.item,
      width: "minmax(150px, 1fr)",
      look: "item-name",
      cell: (line) => (
        <bdi className="clip">
          {line.name}
          {!line.requiresShipping && <span className="soft"> ({orderText.notSent})</span>}
        </bdi>
      ),
    },
    {
      id: "ordered",
      head: lineColumnText.ordered,
      width: "76px",
      align: "end",
      look: "strong",
      cell: (line) => format.count(line.quantity),
    },
    figure("allocated", lineColumnText.promised),
    {
      id: "backordered",
      head: lineColumnText.backorder,
      width: "84px",
      align: "end",
      cell: (line) => (line.backordered === 0 ? some(0) : <b className="order-short">{format.count(line.backordered)}</b>),
    },
    figure("picked", lineColumnText.picked),
    figure("packed", lineColumnText.packed),
    figure("shipped", lineColumnText.shipped),
    {
      id: "each",
      head: `${lineColumnText.each} ${sign}`,
      width: "76px",
      align: "end",
      cell: (line) => format.amount(rescale(line.unitPrice, currencyExponent(currency)), currency),
    },
    {
      id: "total",
      head: `${lineColumnText.total} ${sign}`,
      width: "84px",
      align: "end",
      look: "strong",
      cell: (line) => format.amount(extend(line.unitPrice, line.quantity, currency) - line.discountMinor, currency),
    },
  ];
}
