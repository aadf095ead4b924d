import { IconCircleCheck, IconListCheck } from "@tabler/icons-react";
import type { PickListRow } from "#shared/bridge/types.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { doneOf, pickListColumnText as head, pickListsText as text } from "./lists-text.ts";

/** The columns of the pick lists page; `count` writes figures as the station's country does. */
export function pickListColumns(count: (value: number) => string): readonly Column<PickListRow>[] {
  return [
    { id: "number", head: head.number, width: "72px", look: "strong", cell: (list) => count(list.number) },
    { id: "state", head: head.state, width: "104px", cell: (list) => <State list={list} /> },
    {
      id: "orders",
      head: head.orders,
      width: "minmax(160px,1.6fr)",
      cell: (list) => list.orders.map((order) => order.number).join(", "),
    },
    {
      id: "totes",
      head: head.totes,
      width: "minmax(110px,0.9fr)",
      cell: (list) => text.totes(list.orders.map((order) => order.tote).join(", "), list.site),
    },
    {
      id: "stops",
      head: head.stops,
      width: "92px",
      align: "end",
      cell: (list) => doneOf(count(list.stopsDone), count(list.stops)),
    },
    {
      id: "progress",
      head: head.progress,
      width: "minmax(200px,1.1fr)",
      cell: (list) => <Progress list={list} count={count} />,
    },
    { id: "who", head: head.who, width: "minmax(110px,0.8fr)", look: "soft", cell: (list) => list.who },
  ];
}

function State({ list }: { readonly list: PickListRow }) {
  return list.open ? (
    <Badge tone="go" icon={IconListCheck}>
      {text.stateOpen}
    </Badge>
  ) : (
    <Badge tone="plain" icon={IconCircleCheck}>
      {text.stateDone}
    </Badge>
  );
}

function Progress({ list, count }: { readonly list: PickListRow; readonly count: (value: number) => string }) {
  const words = doneOf(count(list.unitsPicked), count(list.units));
  return (
    <div className="pick-progress">
      <ProgressBar label={head.progress} value={list.unitsPicked} maximum={list.units} words={words} />
      <span>{words}</span>
    </div>
  );
}
