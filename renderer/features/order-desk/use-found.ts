import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import { useSettled } from "../../app/use-settled.ts";
import { api } from "../../bridge/api.ts";

/** What a text finds. While the answer to the newest text is on its way, the last one stays in sight. */
export interface Found<Row> {
  readonly rows: readonly Row[];
  /** The rows answer to the text as it stands now, so that Enter may take the first. */
  readonly isFresh: boolean;
}

const shown = 8;
const none = { rows: [], isFresh: false } as const;

export function useFoundItems(sought: string): Found<ItemRow> {
  const search = useSettled(sought);
  const { data, currentData } = api.useItemSearchQuery({ search, limit: shown }, { skip: search === "" });
  if (sought === "") return none;
  return { rows: data ?? none.rows, isFresh: search === sought && currentData !== undefined };
}

export function useFoundCustomers(sought: string): Found<CustomerRow> {
  const search = useSettled(sought);
  const { data, currentData } = api.useCustomerSearchQuery({ search, limit: shown }, { skip: search === "" });
  if (sought === "") return none;
  return { rows: data?.rows ?? none.rows, isFresh: search === sought && currentData !== undefined };
}
