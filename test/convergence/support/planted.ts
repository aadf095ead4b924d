/** Bugs that can be put into the company on purpose, to see that the runs would find them. */
export const plantedBugs = [
  /** A station promises stock that another holds the rights to. */
  "promises-what-others-hold",
  /** A station works on orders that another keeps. */
  "works-on-orders-kept-elsewhere",
  /** A fact that comes late is folded last, not where it belongs. */
  "folds-in-order-of-arrival",
  /** A push is written anew where its reply was lost. */
  "seals-again-after-a-lost-reply",
  /** The checkpoint of a page goes one fact too far. */
  "checkpoint-skips-a-fact",
  /** A hub restored from a copy gives rights away before it has heard what it gave since. */
  "gives-while-healing",
  /** Any desk gives money back, whoever keeps the order. */
  "refunds-at-any-desk",
  /** A station takes in the orders of a channel that another takes in. */
  "takes-in-what-another-does",
  /** The hub gives orders away whose channel a station holds. */
  "gives-orders-of-a-held-channel",
] as const;
export type PlantedBug = (typeof plantedBugs)[number];
