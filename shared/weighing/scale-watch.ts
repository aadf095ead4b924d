import { toGrams, type Weight, type WeightReading } from "./weight.ts";

/** A reading older than this says nothing any more. Milliseconds. */
export const staleAfterMs = 1000;

/**
 * What a bench remembers of its scale: the last reading, and whether the pan has been empty since the last weight was
 * taken, so that one box is never weighed for two.
 */
export interface ScaleWatch {
  readonly reading: WeightReading | null;
  readonly at: number;
  readonly wasEmptied: boolean;
}

export const unseenScale: ScaleWatch = { reading: null, at: 0, wasEmptied: false };

/** Why there is no weight to take, or the weight. */
export type ScaleStanding =
  /** No scale is set up: weights are computed. */
  | { readonly kind: "none" }
  /** Unplugged, or in use by another program. */
  | { readonly kind: "away" }
  | { readonly kind: "stale" }
  | { readonly kind: "empty" }
  | { readonly kind: "moving"; readonly weight: Weight | null }
  /** Something lies there since before: it was weighed already, or nobody saw the pan empty. */
  | { readonly kind: "not-emptied"; readonly weight: Weight }
  | { readonly kind: "trouble"; readonly reason: "under-zero" | "overload" | "calibrate" | "fault" }
  | { readonly kind: "ready"; readonly weight: Weight; readonly grams: number };

export function scaleRead(watch: ScaleWatch, reading: WeightReading, at: number): ScaleWatch {
  const isEmpty = reading.kind === "zero" || reading.kind === "under-zero";
  return { reading, at, wasEmptied: watch.wasEmptied || isEmpty };
}

/** The weight on the scale now belongs to a box. */
export function weightTaken(watch: ScaleWatch): ScaleWatch {
  return { ...watch, wasEmptied: false };
}

export function scaleStanding(watch: ScaleWatch, now: number): ScaleStanding {
  const { reading, at, wasEmptied } = watch;
  // A clock set back makes a reading old, never young.
  if (reading === null || now - at > staleAfterMs || now < at) return { kind: "stale" };
  switch (reading.kind) {
    case "zero":
      return { kind: "empty" };
    case "moving":
      return { kind: "moving", weight: reading.weight };
    case "moving-unseen":
      return { kind: "moving", weight: null };
    case "under-zero":
    case "overload":
    case "calibrate":
    case "fault":
      return { kind: "trouble", reason: reading.kind };
    case "stable": {
      const grams = toGrams(reading.weight);
      // Less than half a gram is no box.
      if (grams === undefined || grams === 0) return { kind: "empty" };
      if (!wasEmptied) return { kind: "not-emptied", weight: reading.weight };
      return { kind: "ready", weight: reading.weight, grams };
    }
  }
}

/** The standing for a box that lies there since its weight was refused: nothing of it was written down. */
export function readyAgain(standing: ScaleStanding): ScaleStanding {
  if (standing.kind !== "not-emptied") return standing;
  const grams = toGrams(standing.weight);
  return grams === undefined ? standing : { kind: "ready", weight: standing.weight, grams };
}

/** How far a box may be from what the catalogue says its contents weigh: the box itself and padding weigh too. */
export interface WeightTolerance {
  readonly grams: number;
  readonly percent: number;
}

/** Whether a measured weight fits; `expectedGrams` 0: the catalogue does not know, and nothing can be said against it. */
export function fitsExpected(grams: number, expectedGrams: number, tolerance: WeightTolerance): boolean {
  if (expectedGrams === 0) return true;
  const allowed = tolerance.grams + Math.floor((expectedGrams * tolerance.percent) / 100);
  return Math.abs(grams - expectedGrams) <= allowed;
}
