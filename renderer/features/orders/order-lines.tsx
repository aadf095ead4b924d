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
  const columns = useMemo(() => lineColumns(format, order), [format, order]);
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

type Progress = "allocated" | "backordered" | "picked" | "packed" | "shipped";

/** How far the units are, in the order they get there. A step no line has reached yet takes no room. */
const progress: readonly { readonly id: Progress; readonly head: string; readonly width: string }[] = [
  { id: "allocated", head: lineColumnText.promised, width: "84px" },
  { id: "backordered", head: lineColumnText.backorder, width: "92px" },
  { id: "picked", head: lineColumnText.picked, width: "68px" },
  { id: "packed", head: lineColumnText.packed, width: "72px" },
  { id: "shipped", head: lineColumnText.shipped, width: "76px" },
];

function lineColumns(format: Format, { lines, currency }: OrderView): readonly Column<OrderLine>[] {
  const figure = (line: OrderLine, id: Progress) => {
    if (line[id] === 0) return <span className="soft">–</span>;
    return id === "backordered" ? <b className="order-short">{format.count(line[id])}</b> : format.count(line[id]);
  };
  const reached = progress.filter(({ id }) => lines.some((line) => line[id] > 0));
  const sign = format.currencySign(currency);
  return [
    { id: "place", head: lineColumnText.place, width: "44px", align: "end", look: "soft", cell: (line) => line.lineId },
    { id: "sku", head: lineColumnText.sku, width: "88px", look: "code", cell: (line) => line.sku },
    {
      id: "item",
      head: lineColumnText.item,
      width: "minmax(140px, 1fr)",
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
    ...reached.map(({ id, head, width }): Column<OrderLine> => ({
      id,
      head,
      width,
      align: "end",
      cell: (line) => figure(line, id),
    })),
    {
      id: "each",
      head: `${lineColumnText.each} ${sign}`,
      width: "72px",
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
