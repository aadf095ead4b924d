/** What crosses the bridge about the hub. Times are UTC milliseconds. */

export type SyncTroubleCode =
  /** Nobody answers; tried again by itself. */
  | "no-line"
  /** The hub answers that it cannot work just now: its disk is full, its database is away, it is stopping. */
  | "hub-busy"
  /** What answers at the address is no hub. */
  | "not-a-hub"
  /** The hub shows another certificate than the one agreed to; `detail` is its fingerprint. */
  | "certificate-changed"
  /** This computer's disk takes nothing. */
  | "disk-full"
  /** Somebody took this station's right to talk to the hub. */
  | "revoked"
  /** This hub does not know the station: it is another hub, or one that lost its memory. */
  | "no-token"
  | "other-company"
  | "station-too-old"
  | "hub-too-old"
  /** The hub has later facts of this station than the station itself: its store is an older copy. */
  | "station-behind"
  /** This computer's clock is so far ahead of the hub's that nothing is sent; `detail` is by how many milliseconds. */
  | "clock-ahead"
  | "clock-behind"
  /** Any other no; `detail` says which. */
  | "hub-refuses";

export interface SyncTrouble {
  readonly code: SyncTroubleCode;
  readonly detail: string;
  /** It does not pass by itself. */
  readonly needsPerson: boolean;
}

/** Where the station stands with its hub: what the connection chip and the sync page show. */
export interface SyncState {
  /** Null: the station works alone. */
  readonly hub: {
    readonly address: string;
    readonly joinedAt: number;
    /** Of a certificate that a person agreed to; null where the system vouches for it. */
    readonly fingerprint: string | null;
  } | null;
  /** `alone` without a hub; `stopped` where a person must do something first. */
  readonly line: "alone" | "connecting" | "open" | "away" | "stopped";
  readonly trouble: SyncTrouble | null;
  /** Facts that the hub has not acknowledged. */
  readonly waiting: number;
  readonly oldestWaitingAt: number | null;
  /** Facts the hub refused that wait for a person. */
  readonly refused: number;
  /** Facts that came from the hub and do not say what their seals say. */
  readonly broken: number;
  readonly lastSyncedAt: number | null;
  readonly awaySince: number | null;
  readonly nextTryAt: number | null;
  /**
   * `copy`: a copy that the hub has made ready, in bytes; then what came since. Without one, in records: `open`: what open
   * work stands on; `history`: the rest; `live`: everything is here.
   */
  readonly download: {
    readonly phase: "copy" | "open" | "history" | "live";
    readonly received: number;
    readonly remaining: number;
  } | null;
  readonly facts: number;
}

/** A fact that waits to be sent, or was refused. The screen makes the words. */
export interface SentFact {
  readonly factId: string;
  readonly kind: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly at: number;
  readonly who: string;
  /** Number of the order it is about; empty where it is about none. */
  readonly orderNumber: string;
}

export interface RefusedFact extends SentFact {
  readonly code: string;
  readonly detail: string;
}

/** Who takes in a channel's orders. `coming`: this station, once it has heard of all that was taken in before. */
export interface ChannelRow {
  readonly channel: string;
  readonly standing: "here" | "coming" | "elsewhere" | "free";
  /** Name of the station that takes it in; empty for nobody. */
  readonly holderName: string;
  readonly isAskedHere: boolean;
  /** Other stations that asked for it. */
  readonly askedBy: readonly { readonly stationId: string; readonly name: string }[];
  /** Orders of it that were read elsewhere and wait for whoever takes it in. */
  readonly left: number;
}

export interface ChannelPage {
  readonly channels: readonly ChannelRow[];
  /** The other stations of the company. */
  readonly stations: readonly { readonly stationId: string; readonly name: string }[];
  readonly sharing: { readonly pooledPercent: number; readonly packedAt: "here" | "benches" };
}

/** What a station receives of its company: stock, items, people and decisions always, and of orders what is chosen. */
export interface ScopePage {
  readonly site: string;
  /** Null: all, also those there will be. */
  readonly channels: readonly string[] | null;
  /** Every channel there is to choose. */
  readonly choices: readonly string[];
  /** Channels it takes in or has asked to, which cannot be left out. */
  readonly held: readonly string[];
  /** Units this station may promise, wherever they lie. */
  readonly mayPromise: number;
}
