/** Days that once went wrong. What was mended stays mended: they are lived through again in every run. */
export const keptSeeds: readonly {
  readonly seed: number;
  readonly counts: boolean;
  readonly stops?: boolean;
  readonly why: string;
}[] = [
  { seed: 1, counts: false, why: "A restored hub numbered its facts from the copy on, and two facts bore one number." },
  {
    seed: 5,
    counts: true,
    why: "What a hub gave back and had not told anybody went down with it, and was given again.",
  },
  {
    seed: 20,
    counts: true,
    why: "An order of the shop that two stations read was given to one while the other thought it its own.",
  },
  {
    seed: 83,
    counts: true,
    stops: true,
    why: "A count found too few of what a released order at the hub was promised, and nobody held the order.",
  },
];

/** The same for days over sockets. */
export const keptSocketSeeds: readonly { readonly seed: number; readonly why: string }[] = [];
