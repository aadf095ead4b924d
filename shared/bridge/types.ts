import type { PackVerdict } from "../packing/verdict.ts";
import type { PackSessionView } from "../packing/pack-session-view.ts";
import type { PickListView } from "../picking/pick-list-view.ts";
import type { PickVerdict } from "../picking/verdict.ts";
import type { PrintState } from "../printing/print-job-view.ts";
import type { PrintJobRow } from "./print-types.ts";
import type { UnitPrice } from "../kernel/money.ts";
import type { HoldType } from "../orders/order-content.ts";
import type { PaymentState, Stage } from "../orders/order-standing.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { ParcelView } from "../shipping/parcel-view.ts";
import type { Role, StationSettings } from "../facts/kinds/people.ts";
import type { FoundDevice, RememberedDevice } from "../devices/device.ts";
import type { DescribedScan } from "../scanning/described-scan.ts";
import type { NoiseReason } from "../scanning/frame-splitter.ts";
import type { ScaleStanding, WeightTolerance } from "../weighing/scale-watch.ts";
import type { ImportCounts } from "../facts/kinds/importing.ts";

/** What crosses the bridge towards the screens. Times are UTC milliseconds, money is minor units with its currency. */

/** Where the station stands; the first thing a window asks. */
export type StationState =
  /** `afterStop`: it stopped unasked a moment ago. */
  | { readonly phase: "opening"; readonly afterStop?: boolean }
  /** The store cannot be used; `words` says what happened and what to do. With `rescue`, a backup may replace it. */
  | { readonly phase: "store-closed"; readonly words: string; readonly rescue?: boolean }
  | { readonly phase: "first-run" }
  | {
      readonly phase: "ready";
      readonly station: {
        readonly stationId: string;
        readonly name: string;
        readonly letters: string;
        readonly demo: boolean;
      };
      readonly settings: StationSettings;
      /** How fast this station's typing scanner types, if it was taught; null otherwise. */
      readonly wedgeGapMs: number | null;
      readonly person: SignedInPerson | null;
    };

export interface SignedInPerson {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly method: "badge" | "pin" | "first-run";
}

export interface PersonRow {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Empty while nobody is signed in. */
  readonly badge: string;
}

/** One row of the order list. */
export interface OrderRow {
  readonly orderId: string;
  readonly number: string;
  readonly channel: string;
  readonly placedAt: number;
  readonly customer: string;
  readonly shipTo: string;
  readonly lines: number;
  readonly units: number;
  readonly totalMinor: number;
  readonly currency: string;
  readonly payment: PaymentState;
  readonly stage: Stage;
  readonly holds: readonly HoldType[];
  /** Units through the work of this stage, for "Picking 31 of 71"; 0 of 0 where that says nothing. */
  readonly doneUnits: number;
  readonly ofUnits: number;
  /** When it was shipped or cancelled; null otherwise. */
  readonly endedAt: number | null;
}

export interface OrderPage {
  readonly rows: readonly OrderRow[];
  /** Give it back to get the rows after these; null at the end. */
  readonly next: string | null;
}

export interface OrderCounts {
  readonly all: number;
  readonly units: number;
  readonly byStage: Readonly<Record<Stage, number>>;
}

/** One fact of an order, for its timeline. The screen makes the words. */
export interface TimelineEntry {
  readonly factId: string;
  readonly kind: string;
  readonly at: number;
  readonly who: string;
  readonly station: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface OrderDetail {
  readonly order: OrderView;
  /** This station: what it does not keep it can only ask for. */
  readonly stationId: string;
  /** Name of the station that keeps the order; empty where it is this one. */
  readonly keptAt: string;
  /** The site where its units lie and it is picked and packed; empty for this station's own, and where none lie anywhere. */
  readonly liesAt: string;
  readonly stage: Stage;
  readonly payment: PaymentState;
  readonly parcels: readonly ParcelView[];
  readonly timeline: readonly TimelineEntry[];
  readonly source: {
    readonly file: string;
    readonly rows: readonly { line: number; cells: Record<string, string> }[];
  } | null;
}

export interface ItemRow {
  readonly sku: string;
  readonly name: string;
  readonly price: UnitPrice;
  /** Rounded to the minor unit, for lists. */
  readonly priceMinor: number;
  readonly currency: string;
  readonly barcode: string;
  readonly bin: string;
  readonly onHand: number;
  readonly canPromise: number;
}

export interface CustomerRow {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly shipTo: OrderView["shipTo"];
  readonly orders: number;
  readonly firstOrderAt: number;
  readonly lastOrderNumber: string;
}

export interface PickListRow {
  /** Where it is picked; empty for this station's own site. */
  readonly site: string;
  readonly listId: string;
  readonly number: number;
  readonly orders: readonly { readonly number: string; readonly tote: string }[];
  readonly stops: number;
  readonly stopsDone: number;
  readonly units: number;
  readonly unitsPicked: number;
  readonly who: string;
  readonly open: boolean;
}

export interface PickListPage {
  readonly lists: readonly PickListRow[];
  readonly next: string | null;
}

export interface PickOverview {
  readonly openLists: number;
  /** Of the open lists; lists of other sites are counted in neither. */
  readonly unitsLeft: number;
  /** Released orders that no list has taken, of this station's site. */
  readonly waitingOrders: number;
  readonly waitingUnits: number;
  /** Those that can only be picked at other sites, for their units lie there. */
  readonly elsewhere: readonly { readonly site: string; readonly orders: number; readonly units: number }[];
}

export interface PickState {
  /** A scan has been waiting for the disk for a while: nothing is green until it is there. */
  readonly judging: boolean;
  readonly list: PickListView;
  /** Units in the current stop's bin. */
  readonly inBin: number;
  readonly verdict: ShownVerdict<PickVerdict> | null;
  readonly quantity: number;
}

/** A verdict with its number, so that the same words twice are still two verdicts. */
export interface ShownVerdict<Verdict> {
  readonly sequence: number;
  readonly at: number;
  readonly verdict: Verdict;
  /** Which of the station's scanners it answers, counted from 1; 0 or absent where there is nothing to tell apart. */
  readonly scanner?: number;
}

export interface ReadyTote {
  readonly orderId: string;
  readonly number: string;
  readonly tote: string;
  readonly shippingMethod: string;
  readonly units: number;
  readonly placedAt: number;
}

export interface BoxLabel {
  readonly parcelId: string;
  readonly sscc: string;
  readonly bound: boolean;
  readonly jobId: string;
  readonly state: PrintState | "none";
  readonly words: string;
  readonly copy: number;
}

export interface BenchState {
  /** A scan has been waiting for the disk for a while: nothing is green until it is there. */
  readonly judging: boolean;
  readonly ready: readonly ReadyTote[];
  readonly readyCount: number;
  /** Sessions begun and not handed over, but for the one on the bench. */
  readonly halfPacked: readonly {
    readonly sessionId: string;
    readonly number: string;
    readonly tote: string;
    readonly packed: number;
    readonly units: number;
  }[];
  readonly session: {
    readonly view: PackSessionView;
    readonly number: string;
    readonly customer: string;
    readonly shipTo: string;
    readonly shippingMethod: string;
    readonly holds: readonly HoldType[];
    readonly expectedGrams: number;
    readonly labels: readonly BoxLabel[];
  } | null;
  readonly quantity: number;
  readonly verdict: ShownVerdict<PackVerdict> | null;
  readonly scanner: DeviceState;
  readonly printer: DeviceState;
  readonly scale: ScaleStanding;
}

export type DeviceState =
  | { readonly kind: "none" }
  | { readonly kind: "ready"; readonly detail: string; readonly lastAt: number | null }
  | { readonly kind: "trouble"; readonly words: string };

/** The file being read now, or the last one. */
export interface ImportProgress {
  readonly importId: string;
  /** Name alone, for words; `path` to open it again. */
  readonly file: string;
  readonly path: string;
  readonly fileKind: "catalogue" | "shopify-orders" | "unknown";
  readonly columns: number;
  readonly fileBytes: number;
  /** Rows in the file once it has been gone through once; null before, and for a catalogue. */
  readonly rowsTotal: number | null;
  /** How far the work is: `bytesRead` of `bytes`. An order file is gone through twice, so `bytes` may be twice its size. */
  readonly bytes: number;
  readonly bytesRead: number;
  readonly rowsRead: number;
  readonly startedAt: number;
  readonly state:
    | { readonly kind: "reading" }
    | { readonly kind: "finished" }
    | { readonly kind: "stopped" }
    /** The file cannot be read on; what came before is in. */
    | { readonly kind: "broken-off"; readonly words: string }
    /** Not UTF-8, but readable as Windows-1252: a person says yes (start again with that encoding) or no. */
    | { readonly kind: "asks-encoding"; readonly words: string };
  readonly counts: ImportCounts;
  readonly notices: readonly string[];
}

export interface SetAsideRow {
  readonly setAsideId: string;
  readonly file: string;
  readonly fileKind: "catalogue" | "shopify-orders";
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
  readonly suggestion: string;
  /** First problem of its record: its row carries the record's actions. */
  readonly first: boolean;
  readonly label: string;
}

export interface SetAsidePage {
  readonly rows: readonly SetAsideRow[];
  /** In all. */
  readonly records: number;
  readonly next: string | null;
}

/** One thing a scanner sent, as the set-up page shows it. */
export interface LastScan {
  readonly at: number;
  readonly text: string;
  readonly meaning: string;
  /** What people call the scanner; empty for one that types. */
  readonly scanner: string;
  /** The bytes as they came, two hex digits each; empty for one that types. */
  readonly hex: string;
  readonly described: DescribedScan;
  /** Why it was no scan; null for one. */
  readonly noise: NoiseReason | null;
}

/** Scanners and scales: those set up, those that plug and scan, and what is plugged in beside them. */
export interface InputDevices {
  readonly devices: readonly InputDevice[];
  readonly found: readonly FoundDevice[];
  readonly tolerance: WeightTolerance;
}

export interface InputDevice {
  readonly device: RememberedDevice;
  /** Set up by a person; a scanner that says itself what it is works without that. */
  readonly isRemembered: boolean;
  readonly standing: DeviceState;
  /** What a scale says now; null for a scanner. */
  readonly scale: ScaleStanding | null;
}

export interface DevicesState {
  readonly scanner: DeviceState;
  readonly printer: DeviceState;
  readonly lastScans: readonly LastScan[];
  readonly inputs: InputDevices;
  readonly jobs: readonly PrintJobRow[];
}

/** Which kinds of data a change may have touched, for the screens' caches. */
export type ChangeTag =
  | "orders"
  | "items"
  | "customers"
  | "work"
  | "parcels"
  | "print-jobs"
  | "people"
  | "set-aside"
  | "imports"
  | "templates"
  | "devices"
  | "care"
  | "sync";
