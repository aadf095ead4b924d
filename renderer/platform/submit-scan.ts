import { useEffect, useState, useSyncExternalStore } from "react";
import type { CommonCode } from "#shared/bridge/contract.ts";
import { ask } from "../bridge/ask.ts";

/**
 * Scans this window handed to main and what became of them: a bench says "saving" when the disk makes it wait, and says so
 * when a scan did not get through. Outside the store because the wedge works before and beside it.
 */
export interface ScanOutbox {
  readonly submit: (text: string) => Promise<void>;
  readonly state: () => OutboxState;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface OutboxState {
  /** How many wait for their answer. */
  readonly waiting: number;
  /** Why the last scan never reached the bench; undefined when it did. */
  readonly problem: CommonCode | undefined;
}

/** `send` answers with why it could not hand the scan over. */
export function createScanOutbox(send: (text: string) => Promise<CommonCode | undefined>): ScanOutbox {
  const listeners = new Set<() => void>();
  let state: OutboxState = { waiting: 0, problem: undefined };
  const become = (next: OutboxState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    submit: async (text) => {
      become({ waiting: state.waiting + 1, problem: undefined });
      const problem = await send(text);
      become({ waiting: state.waiting - 1, problem });
    },
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const scanOutbox = createScanOutbox(async (text) => {
  const reply = await ask("scans.submit", { text });
  return reply.ok ? undefined : reply.error.code;
});

/** Hands a scan to main as if a scanner had sent it: typed by hand, from a keyboard wedge, or a button's own barcode. */
export function submitScan(text: string): Promise<void> {
  return scanOutbox.submit(text);
}

/** Below this nobody feels a wait (screens, section 2). */
export const savingAfterMilliseconds = 100;

export interface ScanProgress {
  /** A scan has waited so long for its answer that the bench must say so. */
  readonly isSaving: boolean;
  readonly problem: CommonCode | undefined;
}

export function useScanProgress(outbox: ScanOutbox = scanOutbox): ScanProgress {
  const { waiting, problem } = useSyncExternalStore(outbox.subscribe, outbox.state);
  const isWaiting = waiting > 0;
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = setTimeout(() => setLong(true), savingAfterMilliseconds);
    return () => {
      clearTimeout(timer);
      setLong(false);
    };
  }, [isWaiting]);
  return { isSaving: isWaiting && isLong, problem };
}
