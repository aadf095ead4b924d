import type { OrderRow } from "#shared/bridge/types.ts";
import type { Format } from "../../platform/format.ts";
import type { Column } from "../../ui/data-table.tsx";
import { StageBadge } from "./stage-badge.tsx";
import { columnText, paymentText } from "./text.ts";

/** Money that has not come stands out; it is the reason to call someone. */
const awaited = new Set<OrderRow["payment"]>(["unpaid", "pending", "partially_paid", "failed", "voided"]);

export function orderColumns(format: Format, now: number): readonly Column<OrderRow>[] {
  const when = (at: number) => format.listTime(at, now);
  return [
    { id: "number", head: columnText.order, width: "minmax(97px, 0.5fr)", look: "strong", cell: (row) => row.number },
    { id: "placed", head: columnText.placed, width: "92px", look: "soft", cell: (row) => when(row.placedAt) },
    {
      id: "customer",
      head: columnText.customer,
      width: "minmax(110px, 1.3fr)",
      look: "strong",
      cell: (row) => <bdi className="clip">{row.customer}</bdi>,
    },
    {
      id: "shipTo",
      head: columnText.shipTo,
      width: "minmax(110px, 1.35fr)",
      look: "soft",
      cell: (row) => <bdi className="clip">{row.shipTo}</bdi>,
    },
    { id: "lines", head: columnText.lines, width: "62px", align: "end", cell: (row) => format.count(row.lines) },
    { id: "units", head: columnText.units, width: "66px", align: "end", cell: (row) => format.count(row.units) },
    {
      id: "total",
      head: columnText.total,
      width: "100px",
      align: "end",
      cell: (row) => format.money(row.totalMinor, row.currency),
    },
    {
      id: "payment",
      head: columnText.payment,
      width: "112px",
      cell: (row) =>
        awaited.has(row.payment) ? (
          <b className="clip">{paymentText[row.payment]}</b>
        ) : (
          <span className="clip">{paymentText[row.payment]}</span>
        ),
    },
    {
      id: "stage",
      head: columnText.stage,
      width: "minmax(222px, 0.9fr)",
      cell: (row) => <StageBadge row={row} when={when} />,
    },
  ];
}
