import type { Role } from "../facts/kinds/people.ts";
import type { Choice } from "../orders/decide-exception.ts";
import type { Channel } from "../orders/order-content.ts";
import type { ConflictCode } from "../orders/order-conflicts.ts";
import type { TimelineEntry } from "./types.ts";

/** One thing that waits for a decision. */
export interface ExceptionRow {
  readonly exceptionId: string;
  readonly code: ConflictCode;
  readonly orderId: string;
  readonly number: string;
  /** When it was noticed, UTC ms. */
  readonly at: number;
  readonly owner: Role;
  readonly isKeptHere: boolean;
  /** Name of the station that keeps the order. */
  readonly keptAt: string;
  /** The facts that met; the screen makes the words. */
  readonly happened: readonly TimelineEntry[];
  /** `detail`: what tells two of the same kind apart. */
  readonly choices: readonly { readonly choice: Choice; readonly of: string; readonly detail: string }[];
  readonly channel: Channel;
  readonly currency: string;
}

export interface ExceptionPage {
  readonly rows: readonly ExceptionRow[];
  /** Orders with at least one, also beyond this page. */
  readonly orders: number;
}

/** What this station may still promise of a SKU, what it sold as a backorder, and why. */
export interface ItemStanding {
  readonly sku: string;
  readonly onHand: number;
  readonly mayPromise: number;
  readonly promised: number;
  /** Units others may promise, by their name. */
  readonly elsewhere: readonly { readonly name: string; readonly units: number }[];
  /** Units promised that a count did not find, by who promised them. */
  readonly owed: readonly { readonly name: string; readonly units: number }[];
  readonly bins: readonly {
    readonly bin: string;
    readonly units: number;
    readonly promised: number;
    readonly mine: number;
  }[];
  /** Units this station still asks others for. */
  readonly asked: number;
  readonly backorders: readonly { readonly orderId: string; readonly number: string; readonly units: number }[];
}
