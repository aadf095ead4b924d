import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { SoundEvent } from "../../platform/sound.ts";
import type { VerdictNature } from "../bench/on-screen.ts";
import type { VerdictRules } from "../bench/use-verdict.ts";

type Kind = PackVerdict["kind"];

/** A kind of verdict without a nature or a sound does not compile. */
const natures: Readonly<Record<Kind, VerdictNature>> = {
  opened: "good",
  right: "good",
  "line-done": "good",
  "all-packed": "good",
  weigh: "good",
  weighed: "good",
  "weight-off": "refusal",
  "label-bound": "good",
  "taken-back": "command",
  "box-opened": "command",
  "quantity-set": "command",
  "printing-again": "command",
  "not-now": "command",
  cleared: "clears",
  parked: "clears",
  "wrong-item": "refusal",
  "one-too-many": "refusal",
  "unknown-code": "refusal",
  "wrong-order": "refusal",
  "wrong-label": "refusal",
  "on-hold": "refusal",
  "order-cancelled": "refusal",
  "not-ready": "refusal",
  "label-refused": "refusal",
  unreadable: "refusal",
  "not-saved": "refusal",
};

const sounds: Readonly<Record<Kind, SoundEvent | "silent">> = {
  opened: "right",
  right: "right",
  "line-done": "line-done",
  "all-packed": "all-done",
  weigh: "line-done",
  weighed: "line-done",
  "weight-off": "held",
  "label-bound": "all-done",
  "taken-back": "command",
  "box-opened": "command",
  "quantity-set": "command",
  "printing-again": "command",
  cleared: "command",
  parked: "command",
  // A command that cannot be says so in words and ticks nothing.
  "not-now": "silent",
  "wrong-item": "wrong",
  "one-too-many": "too-many",
  "unknown-code": "unknown",
  "wrong-order": "wrong",
  "wrong-label": "wrong",
  "on-hold": "held",
  "order-cancelled": "held",
  "not-ready": "wrong",
  "label-refused": "held",
  unreadable: "unknown",
  "not-saved": "wrong",
};

/** A plain right scan is green so long, then the bench is calm again. */
export const rightMilliseconds = 1200;

export const packRules: VerdictRules<PackVerdict> = {
  natureOf: (verdict) => natures[verdict.kind],
  soundOf: (verdict) => {
    const sound = sounds[verdict.kind];
    return sound === "silent" ? undefined : sound;
  },
  settlesAfter: (verdict) => {
    switch (verdict.kind) {
      case "weigh":
      case "weighed":
      case "opened":
      case "right":
      case "line-done":
        return rightMilliseconds;
      case "label-bound":
        return verdict.shipped ? undefined : rightMilliseconds;
      default:
        return undefined;
    }
  },
};
