import { IconBookmarkPlus } from "@tabler/icons-react";
import { useCallback, useEffect, useState } from "react";
import { afterReading } from "../../platform/after-paint.ts";
import { windowDatabase } from "../../platform/dexie.ts";
import type { KeptSearch } from "../../platform/dexie.ts";
import { Button } from "../../ui/button.tsx";
import { Pill } from "../../ui/pill.tsx";
import { orderTabs, ordersText } from "./text.ts";

export interface KeptSearchesProps {
  readonly stage: string;
  readonly search: string;
  readonly onRecall: (kept: { readonly stage: string; readonly search: string }) => void;
}

/** Searches this window was told to keep. They are a convenience: a window database that cannot be read hides them. */
export function KeptSearches({ stage, search, onRecall }: KeptSearchesProps) {
  const [kept, setKept] = useState<readonly KeptSearch[]>([]);
  const load = useCallback(() => void keptSearches().then(setKept), []);
  // The list comes first.
  useEffect(() => afterReading(load), [load]);
  const isNew = search !== "" && !kept.some((each) => each.stage === stage && each.search === search);
  const keep = async () => {
    await (await windowDatabase()).searches.put({ searchId: crypto.randomUUID(), list: "orders", stage, search });
    load();
  };
  const forget = async (searchId: string) => {
    await (await windowDatabase()).searches.delete(searchId);
    load();
  };
  return (
    <>
      {kept.map((each) => (
        <Pill
          key={each.searchId}
          label={keptLabel(each)}
          onPress={() => onRecall({ stage: each.stage, search: each.search })}
          onRemove={() => void forget(each.searchId)}
          removeLabel={ordersText.forgetSearch(keptLabel(each))}
        />
      ))}
      {isNew && (
        <Button kind="quiet" size="small" icon={IconBookmarkPlus} onPress={() => void keep()}>
          {ordersText.keepSearch}
        </Button>
      )}
    </>
  );
}

async function keptSearches(): Promise<readonly KeptSearch[]> {
  try {
    return await (await windowDatabase()).searches.where("list").equals("orders").toArray();
  } catch {
    return [];
  }
}

function keptLabel({ stage, search }: KeptSearch): string {
  const tab = orderTabs.find((each) => each.stage === stage);
  return stage === "all" || !tab ? search : `${tab.label}: ${search}`;
}
