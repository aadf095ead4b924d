import { useMemo, useState } from "react";
import type { TransferPage } from "#shared/bridge/exception-types.ts";
import { useCommands } from "../../app/commands.tsx";
import { MoreBelow } from "../../app/more-below.tsx";
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

/** Stock on the move: from bin to bin, and between stations in two steps. */
export function MovesScreen() {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const { data, isLoading, hasNextPage, fetchNextPage } = api.useTransfersInfiniteQuery({});
  const [chosen, setChosen] = useState<View>("between");
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const stations = data?.pages[0]?.stations ?? [];
  const isList = chosen === "arriving" || chosen === "onTheWay";
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
          {isLoading ? (
            <LoadingRows label={movesText.title} />
          ) : (
            <Shown view={chosen} stations={stations} rows={rows} />
          )}
          {isList && (
            <MoreBelow key={data?.pages.length} hasMore={hasNextPage} onNeedMore={() => void fetchNextPage()} />
          )}
        </div>
      </Tabs>
    </DeskPage>
  );
}

function Shown({ view, stations, rows }: { readonly view: View } & Pick<TransferPage, "stations" | "rows">) {
  switch (view) {
    case "between":
      return <MoveForm />;
    case "send":
      return <SendForm stations={stations} />;
    case "arriving":
      return <Arriving transfers={rows} />;
    case "onTheWay":
      return <OnTheWay transfers={rows} />;
  }
}
