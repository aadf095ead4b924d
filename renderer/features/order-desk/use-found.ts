import { useMemo } from "react";
import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import { useSettled } from "../../app/use-settled.ts";
import { api } from "../../bridge/api.ts";

/** What a text finds. While the answer to the newest text is on its way, the last one stays in sight. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  /** The rows answer to the text as it stands now, so that Enter may take the first. */
  readonly isFresh: boolean;
  /** Brings further rows; undefined where these are all. */
  readonly more: (() => void) | undefined;
}

export function useFoundItems(sought: string): Found<ItemRow> {
  const search = useSettled(sought);
  return useFound(sought, search, api.useItemSearchInfiniteQuery({ search }, { skip: search === "" }));
}

export function useFoundCustomers(sought: string): Found<CustomerRow> {
  const search = useSettled(sought);
  return useFound(sought, search, api.useCustomerSearchInfiniteQuery({ search }, { skip: search === "" }));
}

interface Answered<Row> {
  readonly data?:
    | { readonly pages: readonly { readonly rows: readonly Row[]; readonly next: string | null }[] }
    | undefined;
  readonly currentData?: unknown;
  readonly isFetching: boolean;
  readonly fetchNextPage: () => unknown;
}

function useFound<Row>(sought: string, search: string, answered: Answered<Row>): Found<Row> {
  const { data, currentData, isFetching, fetchNextPage } = answered;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  if (sought === "") return { rows: [], isFresh: false, more: undefined };
  const isFresh = search === sought && currentData !== undefined;
  const more = () => {
    if (isFresh && !isFetching) fetchNextPage();
  };
  const next = data?.pages.at(-1)?.next ?? null;
  return { rows, isFresh, more: next === null ? undefined : more };
}
