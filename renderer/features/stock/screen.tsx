import { IconFileImport } from "@tabler/icons-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ItemRow } from "#shared/bridge/types.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { went } from "../../app/place.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useSettled } from "../../app/use-settled.ts";
import { api } from "../../bridge/api.ts";
import { onMain } from "../../bridge/bridge.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { DataTableHandle } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LoadingRows } from "../../ui/loading-rows.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { CountDialog } from "./count-dialog.tsx";
import { StandingCard } from "./standing-card.tsx";
import { standingText } from "./standing-text.ts";
import { stockColumns } from "./stock-columns.tsx";
import "./stock.css";
import { stockText } from "./text.ts";

const keyOf = (item: ItemRow) => item.sku;
const none: readonly ItemRow[] = [];

/** What is on the shelves and what of it can still be promised. A scan finds its item. */
export function StockScreen() {
  const format = useFormat();
  const [typed, setTyped] = useState("");
  const [current, setCurrent] = useState<string>();
  const [counting, setCounting] = useState<ItemRow>();
  const search = useSettled(typed.trim());
  const { data, hasNextPage, fetchNextPage, isLoading } = api.useItemPagesInfiniteQuery({ search });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? none, [data]);
  const total = data?.pages[0]?.total ?? 0;
  const item = rows.find((row) => row.sku === current) ?? rows[0];
  const columns = useMemo(() => stockColumns(format), [format]);
  const table = useRef<DataTableHandle>(null);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (!isLoading) table.current?.focus();
  }, [isLoading]);
  useEffect(
    () =>
      onMain("scanned", ({ kind, value }) => {
        if (kind === "gtin" || kind === "code" || kind === "bin") setTyped(value);
      }),
    [],
  );
  useCommands(stockText.title, [
    { id: "stock-move", label: stockText.move, shownKeys: ["↑", "↓"], hint: stockText.move },
    {
      id: "stock-search",
      label: stockText.search,
      shortcut: "/",
      hint: stockText.searchKey,
      run: () => field.current?.focus(),
    },
    {
      id: "stock-count",
      label: standingText.count,
      shortcut: "c",
      hint: standingText.count,
      run: () => setCounting(item),
    },
    { id: "stock-leave", label: stockText.leave, shortcut: "escape", run: () => table.current?.focus() },
  ]);

  return (
    <DeskPage title={stockText.title}>
      <div className="stock-page">
        <Card fill padding="none">
          <div className="stock-tools">
            <div className="stock-search">
              <SearchField
                label={stockText.search}
                placeholder={stockText.searchPlaceholder}
                value={typed}
                onChange={setTyped}
                onEnter={() => table.current?.focus()}
                keys={["/"]}
                inputRef={field}
              />
            </div>
            <span className="grow" />
            {total > 0 && <span className="soft">{stockText.items(format.count(total))}</span>}
          </div>
          {isLoading ? (
            <LoadingRows label={stockText.loading} />
          ) : (
            <DataTable
              ref={table}
              label={stockText.title}
              columns={columns}
              rows={rows}
              rowKey={keyOf}
              current={current ?? rows[0]?.sku}
              onCurrentChange={setCurrent}
              hasMore={hasNextPage}
              onNeedMore={() => void fetchNextPage()}
              rowCount={search === "" ? total : undefined}
              empty={<NoItems search={search} onClear={() => setTyped("")} />}
            />
          )}
        </Card>
        <div className="stock-side">{item && <StandingCard item={item} onCount={() => setCounting(item)} />}</div>
      </div>
      <CountDialog item={counting} onClose={() => setCounting(undefined)} />
    </DeskPage>
  );
}

function NoItems({ search, onClear }: { readonly search: string; readonly onClear: () => void }) {
  const dispatch = useAppDispatch();
  if (search !== "") {
    return (
      <EmptyState
        title={stockText.nothingFound(search)}
        detail={stockText.nothingFoundDetail}
        actions={<Button onPress={onClear}>{stockText.clearSearch}</Button>}
      />
    );
  }
  return (
    <EmptyState
      title={stockText.noneYet}
      detail={stockText.noneYetDetail}
      actions={
        <Button kind="primary" icon={IconFileImport} onPress={() => dispatch(went({ kind: "import" }))}>
          {stockText.importCatalogue}
        </Button>
      }
    />
  );
}
