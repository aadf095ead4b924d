import { useEffect } from "react";
import type { BridgeEvents } from "#shared/bridge/contract.ts";
import { ask } from "../bridge/ask.ts";
import { onMain } from "../bridge/bridge.ts";
import { went } from "./place.ts";
import type { Place } from "./place.ts";
import { useAppDispatch } from "./store.ts";

/** Tells main what scans are for while a desk screen is in front, and opens the order whose label is scanned there. */
export function useDeskScans(place: Place): void {
  const dispatch = useAppDispatch();
  const { kind } = place;
  useEffect(() => {
    // Pick and pack say for themselves where scans go.
    if (kind === "pack" || kind === "pick-round") return;
    void ask("scans.route", { to: kind === "devices" || kind === "scanners" ? "devices" : "desk" });
    // At the order desk a scan belongs to the order being typed.
    if (kind === "new-order") return;
    return onMain("scanned", (scan) => {
      void orderOf(scan).then((orderId) => {
        if (orderId !== undefined) dispatch(went({ kind: "order", orderId }));
      });
    });
  }, [kind, dispatch]);
}

async function orderOf(scan: BridgeEvents["scanned"]): Promise<string | undefined> {
  if (scan.kind !== "order") return undefined;
  const page = await ask("orders.page", { stage: "all", search: scan.value, after: null, limit: 5 });
  return page.ok ? page.value.rows.find((row) => row.number === scan.value)?.orderId : undefined;
}
