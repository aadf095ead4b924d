import { useEffect } from "react";
import { useAppDispatch } from "../../app/store.ts";
import { useLatest } from "../../app/use-latest.ts";
import { ask } from "../../bridge/ask.ts";
import { onMain } from "../../bridge/bridge.ts";
import { itemRefreshed, typed } from "./slice.ts";
import type { ItemEntryHand } from "./use-item-entry.ts";

/** A scan adds a line; a quantity barcode counts for the scan after it. */
export function useDeskScans(hand: ItemEntryHand): void {
  const dispatch = useAppDispatch();
  const latest = useLatest(hand);
  useEffect(
    () =>
      onMain("scanned", ({ kind, value, raw }) => {
        if (kind === "quantity") dispatch(typed({ entry: `${value}*` }));
        else if (kind === "gtin" || kind === "code") latest.current.scan(value);
        else latest.current.scan(raw);
      }),
    [dispatch, latest],
  );
}

/** Lines show today's price and stock: asked again when goods change under the draft, and when one is taken up. */
export function useFreshLines(orderId: string | undefined, skus: readonly string[]): void {
  const dispatch = useAppDispatch();
  const latest = useLatest(skus);
  useEffect(() => {
    if (orderId === undefined) return;
    const refresh = async () => {
      for (const code of latest.current) {
        const reply = await ask("items.byCode", { code });
        if (reply.ok && reply.value) dispatch(itemRefreshed(reply.value));
      }
    };
    void refresh();
    return onMain("changed", ({ tags }) => {
      if (tags.includes("items")) void refresh();
    });
  }, [orderId, dispatch, latest]);
}
