import type { Role } from "../facts/kinds/people.ts";
import type { Choice } from "../orders/decide-exception.ts";
import type { Channel } from "../orders/order-content.ts";
import type { ConflictCode } from "../orders/order-conflicts.ts";
import type { BinStanding } from "../promising/standing.ts";
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
  readonly next: string | null;
}

/** Units on their way between two stations. */
export interface TransferRow {
  readonly transferId: string;
  readonly number: number;
  /** To this station, or from it; `other` is the one at the other end. */
  readonly direction: "in" | "out";
  readonly other: string;
  readonly who: string;
  readonly sentAt: number;
  /** When units of it arrived last; null where none have. */
  readonly receivedAt: number | null;
  readonly isOpen: boolean;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly sent: number;
    /** No longer on their way: arrived, or said not to have come. */
    readonly received: number;
    /** Of those, units that did not come. */
    readonly missing: number;
    /** Where the item is put at this site if nobody says otherwise. */
    readonly bin: string;
  }[];
}

export interface TransferPage {
  /** Open ones first, then the newest. */
  readonly rows: readonly TransferRow[];
  readonly next: string | null;
  /** Stations of the company that units can be sent to. */
  readonly stations: readonly { readonly stationId: string; readonly name: string }[];
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
  /** Where the item is put at this site if nobody says otherwise. */
  readonly usualBin: string;
  /** Those of this station's site first. */
  readonly bins: readonly BinStanding[];
  /** Units this station still asks others for. */
  readonly asked: number;
  readonly backorders: readonly { readonly orderId: string; readonly number: string; readonly units: number }[];
}
