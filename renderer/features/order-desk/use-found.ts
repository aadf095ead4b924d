import { useState } from "react";
import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import { useSettled } from "../../app/use-settled.ts";
import { api } from "../../bridge/api.ts";

/** What a text finds. While the answer to the newest text is on its way, the last one stays in sight. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  /** The rows answer to the text as it stands now, so that Enter may take the first. */
  readonly isFresh: boolean;
  /** Brings further rows; undefined where these are all that are given. */
  readonly more: (() => void) | undefined;
}

const shownFirst = 8;
const shownMoreAtOnce = 16;
/** The most that are asked for at once (the bridge's contract). A longer list is for a longer text. */
const mostItems = 100;
const mostCustomers = 50;
const none = { rows: [], isFresh: false, more: undefined } as const;

export function useFoundItems(sought: string): Found<ItemRow> {
  const search = useSettled(sought);
  const { limit, cut } = useShown(sought, mostItems);
  const { data, currentData } = api.useItemSearchQuery({ search, limit }, { skip: search === "" });
  if (sought === "") return none;
  return { ...cut(data ?? none.rows), isFresh: search === sought && currentData !== undefined };
}

export function useFoundCustomers(sought: string): Found<CustomerRow> {
  const search = useSettled(sought);
  const { limit, cut } = useShown(sought, mostCustomers);
  const { data, currentData } = api.useCustomerSearchQuery({ search, limit }, { skip: search === "" });
  if (sought === "") return none;
  return { ...cut(data?.rows ?? none.rows), isFresh: search === sought && currentData !== undefined };
}

/** How many rows are shown for a text, and one asked beyond them to know whether there are more; another text begins anew. */
function useShown(sought: string, most: number) {
  const [wanted, setWanted] = useState({ sought: "", rows: shownFirst });
  const shown = Math.min(wanted.sought === sought ? wanted.rows : shownFirst, most);
  return {
    limit: Math.min(shown + 1, most),
    cut: <Row>(rows: readonly Row[]) => ({
      rows: rows.slice(0, shown),
      more: rows.length > shown ? () => setWanted({ sought, rows: shown + shownMoreAtOnce }) : undefined,
    }),
  };
}
