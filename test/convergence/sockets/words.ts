import type { SyncState } from "#shared/bridge/sync-types.ts";
import type { Step } from "../support/steps.ts";

/** What a station's process is told. Each order has a number, and is answered once. */
export type Order =
  | { readonly do: "join"; readonly address: string; readonly code: string }
  | {
      readonly do: "deed";
      readonly step: Step;
      readonly count: number;
      readonly hubId: string;
      readonly stations: readonly { readonly id: string }[];
      /** Whether to hold what the station sees against the laws; after a restore it may know an effect before its cause. */
      readonly checked: boolean;
      readonly counts: boolean;
    }
  | { readonly do: "hurry" }
  | { readonly do: "skew"; readonly milliseconds: number }
  | { readonly do: "state" }
  | { readonly do: "picture" };

/** What it answers to each. */
export interface Answers {
  /** The id under which the hub writes facts of its own. */
  join: string;
  /** The station's last number that is on its disk. */
  deed: number;
  hurry: null;
  skew: null;
  state: Pick<SyncState, "line" | "waiting" | "refused" | "broken" | "download" | "facts" | "trouble">;
  picture: Picture;
}

export interface Picture {
  /** Every document as one text: `orders/o1` -> canonical JSON of its state. */
  readonly documents: Readonly<Record<string, string>>;
  /** Every fact as one text, by id. */
  readonly facts: Readonly<Record<string, string>>;
  /** What does not fit within the station: its chain, its tables, what a rebuild would make of its facts. */
  readonly problems: readonly string[];
}

export type Reply = { readonly number: number } & (
  | { readonly value: Answers[keyof Answers] }
  | { readonly problem: string }
);
