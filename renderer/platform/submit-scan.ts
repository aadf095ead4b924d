import { useEffect, useState, useSyncExternalStore } from "react";
import { callMain } from "../bridge/bridge.ts";

/**
 * Scans handed to main from this window and not answered yet: a bench says "saving" when the disk makes it wait. Lives
 * outside the store because the wedge works before and beside it.
 */
export interface ScanOutbox {
  /** Never rejects: a scan main cannot take is as good as a scan nobody made, and the bench stays as it was. */
  readonly submit: (text: string) => Promise<void>;
  /** How many wait for their answer. */
  readonly waiting: () => number;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createScanOutbox(send: (text: string) => Promise<unknown>): ScanOutbox {
  const listeners = new Set<() => void>();
  let waiting = 0;
  const change = (by: 1 | -1) => {
    waiting += by;
    for (const listener of listeners) listener();
  };
  return {
    submit: async (text) => {
      change(1);
      try {
        await send(text);
      } catch (problem) {
        console.error("A scan could not be handed over", problem);
      } finally {
        change(-1);
      }
    },
    waiting: () => waiting,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

export const scanOutbox: ScanOutbox = createScanOutbox((text) => callMain("scans.submit", { text }));

/** Hands a scan to main as if a scanner had sent it: typed by hand, from a keyboard wedge, or a button's own barcode. */
export function submitScan(text: string): Promise<void> {
  return scanOutbox.submit(text);
}

/** Below this nobody feels a wait (screens, section 2). */
export const savingAfterMilliseconds = 100;

/** True once a scan has waited so long for its answer that the bench must say so. */
export function useIsSaving(outbox: ScanOutbox = scanOutbox): boolean {
  const isWaiting = useSyncExternalStore(outbox.subscribe, () => outbox.waiting() > 0);
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setLong(true), savingAfterMilliseconds);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isWaiting]);
  return isWaiting && isLong;
}
