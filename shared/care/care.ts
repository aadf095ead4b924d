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
