import { useState } from "react";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went } from "../../app/place.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { isTypingTarget } from "../../platform/focus.ts";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { MoveForm } from "./move-form.tsx";
import "./moves.css";
import { SendForm } from "./send-form.tsx";
import { movesText } from "./text.ts";
import { Arriving, OnTheWay } from "./transfer-lists.tsx";

type View = "between" | "send" | "arriving" | "onTheWay";

const views: readonly View[] = ["between", "send", "arriving", "onTheWay"];
const shownTransfers = 50;

/** Stock on the move: from bin to bin, and between stations in two steps. */
export function MovesScreen() {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const { data, isLoading } = api.useTransfersQuery({ limit: shownTransfers });
  const [chosen, setChosen] = useState<View>("between");
  const rows = data?.rows ?? [];
  const counts: Partial<Record<View, number>> = {
    arriving: rows.filter((row) => row.isOpen && row.direction === "in").length,
    onTheWay: rows.filter((row) => row.isOpen && row.direction === "out").length,
  };
  useCommands(movesText.title, [
    ...views.map((view, place) => ({
      id: `moves-${view}`,
      label: movesText[view],
      shortcut: String(place + 1),
      hint: movesText[view],
      run: () => setChosen(view),
    })),
    {
      id: "moves-leave",
      label: movesText.leave,
      shortcut: "escape",
      hint: movesText.leave,
      // Out of the field first: what is typed there is not lost by one key.
      run: () => {
        const field = document.activeElement;
        if (field instanceof HTMLInputElement && isTypingTarget(field)) field.blur();
        else dispatch(went({ kind: "stock" }));
      },
    },
  ]);
  return (
    <DeskPage title={movesText.title}>
      <Tabs
        label={movesText.views}
        tabs={views.map((id) => {
          const count = counts[id] ?? 0;
          return { id, label: movesText[id], ...(count > 0 ? { count: format.count(count) } : {}) };
        })}
        selected={chosen}
        onSelect={(id) => setChosen(views.find((view) => view === id) ?? "between")}
      >
        <div className="moves-view">
          {isLoading ? <LoadingRows label={movesText.title} /> : <Shown view={chosen} page={data} />}
        </div>
      </Tabs>
    </DeskPage>
  );
}

function Shown({
  view,
  page,
}: {
  readonly view: View;
  readonly page: ReturnType<typeof api.useTransfersQuery>["data"];
}) {
  switch (view) {
    case "between":
      return <MoveForm />;
    case "send":
      return <SendForm stations={page?.stations ?? []} />;
    case "arriving":
      return <Arriving transfers={page?.rows ?? []} />;
    case "onTheWay":
      return <OnTheWay transfers={page?.rows ?? []} />;
  }
}
