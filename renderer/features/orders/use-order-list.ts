import { useMemo } from "react";
import type { OrderRow } from "#shared/bridge/types.ts";
import { useSettled } from "../../app/use-settled.ts";
import { api } from "../../bridge/api.ts";

export interface OrderList {
  readonly rows: readonly OrderRow[];
  readonly hasMore: boolean;
  readonly needMore: () => void;
  /** Nothing has come yet for any search. */
  readonly isFirstLoad: boolean;
  /** What the rows answer to; behind what is typed by a moment. */
  readonly search: string;
  /** The rows answer to something else than what is typed by now: no key may act on one of them. */
  readonly isBehind: boolean;
}

const none: readonly OrderRow[] = [];

export function useOrderList(stage: string, typed: string): OrderList {
  const search = useSettled(typed.trim());
  const { data, currentData, hasNextPage, fetchNextPage, isLoading } = api.useOrderPagesInfiniteQuery({
    stage,
    search,
  });
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? none, [data]);
  return {
    rows,
    hasMore: hasNextPage,
    needMore: () => void fetchNextPage(),
    isFirstLoad: isLoading,
    search,
    isBehind: search !== typed.trim() || currentData === undefined,
  };
}
