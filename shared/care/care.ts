/** What is wrong with one fact of a station's chain, and which one it is. */
export interface ChainProblem {
  readonly code:
    /** Facts between this one and the one before are gone. */
    | "missing-before"
    /** It names another fact as the one before it. */
    | "does-not-follow"
    /** What it says was changed after it was written. */
    | "body-changed"
    /** Who, when, what kind or what order: something of it was changed after it was written. */
    | "fact-changed"
    /** The newest facts are gone. */
    | "end-missing";
  readonly station: string;
  readonly sequence: number;
  readonly kind: string;
  /** UTC ms; null where no fact is left to say. */
  readonly at: number | null;
}

/** How much room the disk of the store has. */
export type DiskState = "fine" | "nearly-full" | "full";

/** Below this the person is warned while there is still time: room for days of work. */
const nearlyFullBytes = 1_000_000_000;
/** Below this nothing more can be counted on. */
const fullBytes = 20_000_000;

/** `refused` says that the last write was refused for want of room. */
export function diskState(freeBytes: number, refused: boolean): DiskState {
  if (refused || freeBytes < fullBytes) return "full";
  return freeBytes < nearlyFullBytes ? "nearly-full" : "fine";
}

export type ChainState =
  | { readonly kind: "waiting" }
  | { readonly kind: "checking"; readonly checked: number; readonly of: number }
  | { readonly kind: "whole"; readonly checked: number; readonly at: number }
  | {
      readonly kind: "broken";
      readonly checked: number;
      readonly at: number;
      readonly problems: readonly ChainProblem[];
    };

export interface BackupRow {
  readonly name: string;
  /** UTC ms. */
  readonly at: number;
  readonly facts: number;
  readonly bytes: number;
}

/** How the store is: what every screen may have to warn of. */
export interface CareState {
  readonly disk: { readonly state: DiskState; readonly freeBytes: number };
  readonly chain: ChainState;
  readonly backup: {
    readonly running: boolean;
    readonly last: BackupRow | null;
    /** Why the last one did not come about; empty where it did. */
    readonly trouble: string;
  };
  /** What is wrong with the file, as SQLite says it; empty where nothing was seen. */
  readonly damage: string;
  /** Facts kept for a newer Holdfast to read. */
  readonly unread: number;
  /** Facts taken over from a damaged file at this start. */
  readonly salvaged: number;
}

export interface SlowQueryRow {
  readonly sql: string;
  readonly slowestMs: number;
  readonly averageMs: number;
  readonly runs: number;
}

/** A backup that a damaged store may be replaced with. */
export interface RescueBackup extends BackupRow {
  /** Facts saved after it, as far as the damaged file still says how many there were; null where it does not. */
  readonly missing: number | null;
}

/** What a person needs to know to get a store back. */
export interface RescueState {
  readonly code: "damaged" | "missing" | "log-missing";
  readonly words: string;
  readonly backups: readonly RescueBackup[];
  /** Where the station belongs, which has its facts; null where it worked alone. */
  readonly hub: { readonly address: string; readonly needsCode: boolean } | null;
  /** How far getting them from there has come; null where nobody does. */
  readonly fetched: { readonly facts: number; readonly remaining: number } | null;
  readonly asidePath: string;
}

export interface Diagnostics {
  readonly version: string;
  readonly storePath: string;
  readonly driver: string;
  readonly facts: number;
  /** Older facts that are kept as snapshots. */
  readonly stubs: number;
  readonly storeBytes: number;
  readonly walBytes: number;
  /** Why the log of last writes does not get shorter, or that it has grown past the alarm; empty while all is well. */
  readonly walTrouble: string;
  /** Slowest first. */
  readonly slowest: readonly SlowQueryRow[];
  /** Newest first. */
  readonly backups: readonly BackupRow[];
  readonly backupPath: string;
}
