import { IconArrowRight, IconClipboardList, IconListCheck, IconPlayerPlay } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { PickListRow, PickOverview } from "#shared/bridge/types.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { pickCame } from "../../app/live.ts";
import { went } from "../../app/place.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Tile } from "../../ui/tile.tsx";
import { pickListsText as text } from "./lists-text.ts";
import "./pick.css";
import { pickListColumns } from "./pick-list-columns.tsx";
import { pickRefusals } from "./refusal-text.ts";

/** The desk's page of pick rounds: what waits, what is open, what is done. */
export function PickListsScreen() {
  const { data: overview } = api.usePickOverviewQuery({});
  const { data, hasNextPage, fetchNextPage } = api.usePickListPagesInfiniteQuery({});
  const lists = useMemo(() => data?.pages.flatMap((page) => page.lists), [data]);
  const { take, open, problem } = usePickLists();
  const [current, setCurrent] = useState<string>();
  const dispatch = useAppDispatch();
  const row = lists?.find((list) => list.listId === current && list.open);
  const waiting = overview?.waitingOrders ?? 0;

  const takeNext = waiting === 0 ? { unavailable: text.nothingWaits, run: take } : { run: take };
  // Enter does the one thing at hand: it opens the list in hand, or takes the next.
  useCommands(text.title, [
    ...(row
      ? [
          {
            id: "open-list",
            label: text.open(row.number),
            shortcut: "enter",
            icon: IconArrowRight,
            hint: text.open(row.number),
            run: () => open(row.listId),
          },
          { id: "take-list", label: text.take, shortcut: "t", icon: IconPlayerPlay, hint: text.take, ...takeNext },
        ]
      : [
          { id: "take-list", label: text.take, shortcut: "enter", icon: IconPlayerPlay, hint: text.take, ...takeNext },
          { id: "take-list-letter", label: text.take, shortcut: "t", ...takeNext },
        ]),
    { id: "move-in-lists", label: text.move, shownKeys: ["↑", "↓"], hint: text.move },
  ]);

  return (
    <DeskPage
      title={text.title}
      actions={
        <Button
          kind="primary"
          icon={IconPlayerPlay}
          keys={[row ? "T" : "Enter"]}
          isDisabled={waiting === 0}
          onPress={take}
        >
          {text.take}
        </Button>
      }
    >
      <div className="stack fill">
        {problem !== undefined && (
          <Notice tone="extra" speak="now">
            {problem}
          </Notice>
        )}
        {overview && <Overview overview={overview} />}
        {overview && overview.elsewhere.length > 0 && <Elsewhere elsewhere={overview.elsewhere} />}
        {overview && lists && (
          <Lists
            overview={overview}
            lists={lists}
            hasMore={hasNextPage}
            onNeedMore={() => void fetchNextPage()}
            current={current}
            onCurrentChange={setCurrent}
            onOpen={(list) => open(list.listId)}
            onTake={take}
            onGoToOrders={() => dispatch(went({ kind: "orders" }))}
          />
        )}
      </div>
    </DeskPage>
  );
}

function usePickLists() {
  const dispatch = useAppDispatch();
  const [problem, setProblem] = useState<string>();
  const goTo = (
    reply: Awaited<ReturnType<typeof ask<"picking.take">>> | Awaited<ReturnType<typeof ask<"picking.open">>>,
  ) => {
    if (!reply.ok) return;
    dispatch(pickCame(reply.value));
    dispatch(went({ kind: "pick-round" }));
  };
  const take = async () => {
    const reply = await ask("picking.take", {});
    setProblem(reply.ok ? undefined : refusalWords<"picking.take">(pickRefusals, reply.error));
    goTo(reply);
  };
  const open = async (listId: string) => {
    const reply = await ask("picking.open", { listId });
    setProblem(reply.ok ? undefined : refusalWords<"picking.open">(pickRefusals, reply.error));
    goTo(reply);
  };
  return { take: () => void take(), open: (listId: string) => void open(listId), problem };
}

function Overview({ overview }: { readonly overview: PickOverview }) {
  const { count } = useFormat();
  return (
    <div className="card tile-strip pick-lists-head">
      <Tile figure={count(overview.waitingOrders)} label={text.waitingOrders} icon={IconClipboardList} />
      <Tile figure={count(overview.waitingUnits)} label={text.waitingUnits} />
      <Tile figure={count(overview.openLists)} label={text.openLists} icon={IconListCheck} />
      <Tile figure={count(overview.unitsLeft)} label={text.unitsLeft} />
    </div>
  );
}

/** What nobody here can fetch. */
function Elsewhere({ elsewhere }: Pick<PickOverview, "elsewhere">) {
  const words = elsewhere.map(({ site, orders, units }) => text.elsewhere(site, orders, units));
  return <Notice tone="plain">{words.join(" ")}</Notice>;
}

interface ListsProps {
  readonly overview: PickOverview;
  readonly lists: readonly PickListRow[];
  readonly hasMore: boolean;
  readonly onNeedMore: () => void;
  readonly current: string | undefined;
  readonly onCurrentChange: (listId: string) => void;
  readonly onOpen: (list: PickListRow) => void;
  readonly onTake: () => void;
  readonly onGoToOrders: () => void;
}

function Lists(props: ListsProps) {
  const { overview, lists, current, onCurrentChange, onOpen, onTake, onGoToOrders } = props;
  const { count } = useFormat();
  const columns = useMemo(() => pickListColumns(count), [count]);
  if (lists.length === 0) {
    return (
      <Card>
        {overview.waitingOrders === 0 ? (
          <EmptyState
            title={text.empty}
            detail={text.emptyDetail}
            actions={
              <Button kind="primary" icon={IconClipboardList} keys={["G", "O"]} onPress={onGoToOrders}>
                {text.toOrders}
              </Button>
            }
          />
        ) : (
          <EmptyState
            title={text.ready(overview.waitingOrders)}
            detail={text.readyDetail}
            actions={
              <Button kind="primary" icon={IconPlayerPlay} keys={["Enter"]} onPress={onTake}>
                {text.take}
              </Button>
            }
          />
        )}
      </Card>
    );
  }
  return (
    <Card fill padding="none">
      <DataTable
        label={text.title}
        columns={columns}
        rows={lists}
        hasMore={props.hasMore}
        onNeedMore={props.onNeedMore}
        rowKey={listIdOf}
        current={current}
        onCurrentChange={onCurrentChange}
        onOpen={(list) => {
          if (list.open) onOpen(list);
        }}
        density="entry"
      />
    </Card>
  );
}

function listIdOf(list: PickListRow): string {
  return list.listId;
}
