import type { BenchOrder } from "./store-orders.ts";

/** One store under measurement. All do the same work on the same documents; what a side cannot do it leaves out. */
export interface StoreSide {
  readonly name: string;
  /** Takes many times as long as the others. */
  readonly isSlow?: boolean;
  /** One batch, in one commit where the store has commits. Resolves when the store says it is written. */
  insert(orders: BenchOrder[]): void | Promise<unknown>;
  get?(id: string): unknown;
  /**
   * Orders of a status changed after a time, oldest first, fifty: makes ready what a caller has at hand, and gives the
   * function that asks.
   */
  query?(status: string, after: number): () => unknown;
  /** How many orders have the status. */
  count?(status: string): unknown;
  /**
   * Shows the newest `limit` orders of the status, again after every change, until the returned function is called.
   * `shown` gets the id of the newest one.
   */
  observe?(status: string, limit: number, shown: (newestId: string | undefined) => void): () => void;
  /** Closes the store. */
  close(): Promise<void> | void;
  /** The same data, opened anew; undefined where nothing outlives the process. */
  reopen?(): Promise<StoreSide>;
}

export async function milliseconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  const value = work();
  if (value instanceof Promise) await value;
  return performance.now() - start;
}
