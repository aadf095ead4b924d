import { useEffect, useRef } from "react";
import { ask } from "../../bridge/ask.ts";
import { onMain } from "../../bridge/bridge.ts";
import type { Scanned } from "./goods-entry.ts";

/** Tells of every bin and item that is scanned, the next one once the one before is dealt with; `onUnknown` of codes that are neither. */
export function useScanned(onScan: (scan: Scanned) => void | Promise<void>, onUnknown: (code: string) => void): void {
  const latest = useRef({ onScan, onUnknown });
  useEffect(() => {
    latest.current = { onScan, onUnknown };
  });
  useEffect(() => {
    let queue = Promise.resolve();
    return onMain("scanned", ({ kind, value }) => {
      queue = queue.then(async () => {
        if (kind === "bin") return await latest.current.onScan({ kind, bin: value });
        if (kind !== "gtin" && kind !== "code") return;
        const reply = await ask("items.byCode", { code: value });
        const item = reply.ok ? reply.value : null;
        if (item) await latest.current.onScan({ kind: "item", sku: item.sku, name: item.name });
        else latest.current.onUnknown(value);
      });
    });
  }, []);
}
