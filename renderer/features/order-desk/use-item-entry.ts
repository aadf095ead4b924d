import { useCallback, useRef, useState } from "react";
import type { ItemRow } from "#shared/bridge/types.ts";
import { ask } from "../../bridge/ask.ts";
import { useAppDispatch, useAppStore } from "../../app/store.ts";
import { readItemEntry } from "./item-entry.ts";
import { itemAdded, typed } from "./slice.ts";
import { manyItemsWords, noItemWords } from "./text.ts";

export interface ItemEntryHand {
  /** Why the last entry added nothing, in words; gone with the next one. */
  readonly trouble: string | undefined;
  /** Takes a whole code or a name that only one item has; the field is free again at once. */
  readonly enter: (text: string) => void;
  readonly pick: (item: ItemRow, text: string) => void;
  /** A scan counts one, or as many as stand in the field before the star. */
  readonly scan: (code: string) => void;
  /** Settles once every entry so far is a line or has its words. */
  readonly settled: () => Promise<void>;
}

/**
 * Entries become lines in the order they were entered, however long each look-up takes: a quick hand is never slower
 * than the disk, and Ctrl Enter right behind the last Enter places all of them.
 */
export function useItemEntry(): ItemEntryHand {
  const dispatch = useAppDispatch();
  const store = useAppStore();
  const entryNow = useCallback(() => store.getState().orderDesk.draft?.entry ?? "", [store]);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const [trouble, setTrouble] = useState<string>();

  const line = useCallback((work: () => Promise<void>) => {
    queue.current = queue.current.then(work);
  }, []);
  const clear = () => {
    setTrouble(undefined);
    dispatch(typed({ entry: "" }));
  };
  /** Puts the text back for mending, unless the next one is being typed already. */
  const giveBack = (text: string, words: string) => {
    setTrouble(words);
    if (entryNow() === "") dispatch(typed({ entry: text }));
  };
  const find = async (text: string) => {
    const { quantity, sought } = readItemEntry(text);
    if (sought === "") return;
    const coded = await ask("items.byCode", { code: sought });
    if (coded.ok && coded.value) return void dispatch(itemAdded({ item: coded.value, quantity }));
    const found = await ask("items.search", { search: sought, limit: 2 });
    const [item, another] = found.ok ? found.value.rows : [];
    if (item && !another) dispatch(itemAdded({ item, quantity }));
    else giveBack(text, item ? manyItemsWords(sought) : noItemWords(sought));
  };
  return {
    trouble,
    enter: (text) => {
      clear();
      line(() => find(text));
    },
    pick: (item, text) => {
      const { quantity } = readItemEntry(text);
      clear();
      line(async () => void dispatch(itemAdded({ item, quantity })));
    },
    scan: (code) => {
      const { quantity, sought } = readItemEntry(entryNow());
      const isCounted = sought === "" && quantity > 1;
      setTrouble(undefined);
      if (isCounted) dispatch(typed({ entry: "" }));
      line(async () => {
        const coded = await ask("items.byCode", { code });
        if (coded.ok && coded.value) dispatch(itemAdded({ item: coded.value, quantity: isCounted ? quantity : 1 }));
        else setTrouble(noItemWords(code));
      });
    },
    settled: async () => {
      await queue.current;
    },
  };
}
