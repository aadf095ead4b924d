import { IconFileImport, IconPlayerPlay, IconPlus } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { OrderRow } from "#shared/bridge/types.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went } from "../../app/place.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { later } from "../../app/later.tsx";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { afterText } from "../../platform/after-paint.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { DataTableHandle } from "../../ui/data-table.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { KeptSearches } from "./kept-searches.tsx";
import { orderColumns } from "./order-columns.tsx";
import "./orders.css";
import { OrdersEmpty } from "./orders-empty.tsx";
import { ReleaseNotice } from "./release-notice.tsx";
import { orderPointedAt, ordersSelected, searched, searchRecalled, stageChosen } from "./slice.ts";
import { orderTabs, ordersText, selectedWords, tabCount, totalsWords } from "./text.ts";
import { useOrderList } from "./use-order-list.ts";
import { useRelease } from "./use-release.ts";

const HoldDialog = later(
  () => import("./hold-dialog.tsx").then((module) => module.HoldDialog),
  ({ order }) => order !== undefined,
);

const keyOf = (row: OrderRow) => row.orderId;

/** Finds the order that needs someone. */
export function OrdersScreen() {
  const dispatch = useAppDispatch();
  const view = useAppSelector((state) => state.orders);
  const format = useFormat();
  const now = useNow();
  const { data: counts } = api.useOrderCountsQuery({});
  const list = useOrderList(view.stage, view.search);
  const { report, clear, release, releaseAll } = useRelease(format);
  const [held, setHeld] = useState<OrderRow>();
  const table = useRef<DataTableHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  const columns = useMemo(() => orderColumns(format, now), [format, now]);
  const selected = useMemo(() => new Set(view.selected), [view.selected]);
  const current = list.rows.find((row) => row.orderId === view.current) ?? list.rows[0];
  const actual = list.isBehind ? undefined : current;
  const targets = selected.size > 0 ? [...selected] : actual ? [actual.orderId] : [];
  const releasable = counts?.byStage["to-release"] ?? 0;
  const single = selected.size > 1 ? undefined : actual;

  useEffect(() => {
    if (!list.isFirstLoad) table.current?.focus();
  }, [list.isFirstLoad]);
  // What the bench of the start waits for: rows to work with, on the screen.
  useEffect(() => (list.isFirstLoad ? undefined : afterText(() => performance.mark("first-list"))), [list.isFirstLoad]);
  const open = (row: OrderRow) => dispatch(went({ kind: "order", orderId: row.orderId }));
  // Enter right behind the last letter means what that letter finds, not what stood there before.
  const isOpenAsked = useRef(false);
  const openWhenFound = (row: OrderRow) => {
    if (list.isBehind) isOpenAsked.current = true;
    else open(row);
  };
  const firstId = actual?.orderId;
  useEffect(() => {
    if (!isOpenAsked.current || list.isBehind) return;
    isOpenAsked.current = false;
    if (firstId !== undefined) dispatch(went({ kind: "order", orderId: firstId }));
  }, [dispatch, list.isBehind, firstId]);
  const releaseTargets = () => {
    if (targets.length > 0) void release(targets).then(() => dispatch(ordersSelected([])));
  };
  const leave = () => {
    if (selected.size > 0) dispatch(ordersSelected([]));
    table.current?.focus();
  };

  const noTarget = targets.length === 0 ? ordersText.pickOrders : undefined;
  useCommands(ordersText.title, [
    { id: "orders-move", label: ordersText.move, shownKeys: ["↑", "↓"], hint: ordersText.move },
    {
      id: "orders-open",
      label: ordersText.open,
      shownKeys: ["Enter"],
      hint: ordersText.open,
      unavailable: current ? undefined : ordersText.pickOrders,
      run: () => current && open(current),
    },
    { id: "orders-select", label: ordersText.select, shownKeys: ["Space"], hint: ordersText.select },
    {
      id: "orders-release",
      label: ordersText.release,
      shortcut: "r",
      hint: ordersText.releaseKey,
      unavailable: noTarget,
      run: releaseTargets,
    },
    {
      id: "orders-hold",
      label: ordersText.hold,
      shortcut: "h",
      hint: ordersText.hold,
      unavailable: single ? undefined : ordersText.oneOrder,
      run: () => setHeld(single),
    },
    { id: "orders-release-all", label: ordersText.releaseAll, icon: IconPlayerPlay, run: () => void releaseAll() },
    {
      id: "orders-search",
      label: ordersText.search,
      shortcut: "/",
      hint: "Search",
      run: () => search.current?.focus(),
    },
    { id: "orders-leave", label: ordersText.selectNone, shortcut: "escape", run: leave },
  ]);

  return (
    <DeskPage
      title={ordersText.title}
      actions={
        <>
          <Button icon={IconFileImport} onPress={() => dispatch(went({ kind: "import" }))}>
            {ordersText.importFile}
          </Button>
          <Button kind="primary" icon={IconPlus} keys={["N"]} onPress={() => dispatch(went({ kind: "new-order" }))}>
            {ordersText.newOrder}
          </Button>
        </>
      }
    >
      <Card fill padding="none">
        <Tabs
          label={ordersText.views}
          tabs={orderTabs.map((tab) => ({
            id: tab.stage,
            label: tab.label,
            count: counts && format.count(tabCount(tab, counts)),
          }))}
          selected={view.stage}
          onSelect={(stage) => dispatch(stageChosen(stage))}
        >
          <div className="orders-tools">
            <div className="orders-search">
              <SearchField
                label={ordersText.search}
                placeholder={ordersText.searchPlaceholder}
                value={view.search}
                onChange={(text) => dispatch(searched(text))}
                onEnter={() => table.current?.focus()}
                keys={["/"]}
                inputRef={search}
              />
            </div>
            <KeptSearches
              stage={view.stage}
              search={view.search.trim()}
              onRecall={(kept) => dispatch(searchRecalled(kept))}
            />
            <span className="grow" />
            {selected.size > 0 ? (
              <>
                <b>{selectedWords(selected.size, format)}</b>
                <Button size="small" icon={IconPlayerPlay} keys={["R"]} onPress={releaseTargets}>
                  {ordersText.release}
                </Button>
              </>
            ) : (
              <span className="soft">{counts && totalsWords(counts, format)}</span>
            )}
            {selected.size === 0 && releasable > 0 && (
              <Button size="small" icon={IconPlayerPlay} onPress={() => void releaseAll()}>
                {`${ordersText.releaseAll} ${format.count(releasable)}`}
              </Button>
            )}
          </div>
          {report && <ReleaseNotice report={report} onClear={clear} />}
          {list.isFirstLoad ? (
            <LoadingRows label={ordersText.loading} />
          ) : (
            <DataTable
              ref={table}
              label={ordersText.title}
              columns={columns}
              rows={list.rows}
              rowKey={keyOf}
              current={current?.orderId}
              onCurrentChange={(key) => dispatch(orderPointedAt(key))}
              onOpen={openWhenFound}
              selected={selected}
              onSelectedChange={(keys) => dispatch(ordersSelected([...keys]))}
              hasMore={list.hasMore}
              onNeedMore={list.needMore}
              rowCount={list.search === "" && counts ? stageCount(view.stage, counts) : undefined}
              empty={
                <OrdersEmpty search={list.search} isAll={view.stage === "all"} hasOrders={(counts?.all ?? 0) > 0} />
              }
            />
          )}
        </Tabs>
      </Card>
      <HoldDialog order={held} onClose={() => setHeld(undefined)} />
    </DeskPage>
  );
}

function stageCount(stage: string, counts: Parameters<typeof tabCount>[1]): number | undefined {
  const tab = orderTabs.find((each) => each.stage === stage);
  return tab && tabCount(tab, counts);
}
