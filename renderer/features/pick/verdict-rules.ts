import { IconBasketX, IconFileOff, IconMapPin, IconMapPinX, IconAlertTriangle } from "@tabler/icons-react";
import type { PickVerdict } from "#shared/picking/verdict.ts";
import type { SoundEvent } from "../../platform/sound.ts";
import type { VerdictSign } from "../../ui/bench/verdict.tsx";
import type { VerdictNature } from "../bench/on-screen.ts";
import type { VerdictRules } from "../bench/use-verdict.ts";

type Kind = PickVerdict["kind"];

/** A kind of verdict without a nature or a sound does not compile. */
const natures: Readonly<Record<Kind, VerdictNature>> = {
  "list-taken": "clears",
  "at-bin": "good",
  picked: "good",
  "stop-done": "good",
  "list-done": "good",
  "right-tote": "good",
  shorted: "clears",
  "taken-back": "command",
  "quantity-set": "command",
  "not-now": "command",
  cleared: "clears",
  "list-closed": "clears",
  "wrong-bin": "refusal",
  "wrong-tote": "refusal",
  "bin-first": "refusal",
  "wrong-item": "refusal",
  "one-too-many": "refusal",
  "unknown-code": "refusal",
  "order-stopped": "refusal",
  unreadable: "refusal",
  "not-saved": "refusal",
};

const sounds: Readonly<Record<Kind, SoundEvent | "silent">> = {
  "list-taken": "command",
  "at-bin": "right",
  picked: "right",
  "stop-done": "line-done",
  "list-done": "all-done",
  "right-tote": "right",
  shorted: "command",
  "taken-back": "command",
  "quantity-set": "command",
  cleared: "command",
  "list-closed": "command",
  // A command that cannot be says so in words and ticks nothing.
  "not-now": "silent",
  "wrong-bin": "wrong",
  "wrong-tote": "wrong",
  "bin-first": "wrong",
  "wrong-item": "wrong",
  "one-too-many": "too-many",
  "unknown-code": "unknown",
  "order-stopped": "held",
  unreadable: "unknown",
  "not-saved": "wrong",
};

/** A plain right scan is green so long, then the round is calm again. */
export const rightMilliseconds = 1200;

export const pickRules: VerdictRules<PickVerdict> = {
  natureOf: (verdict) => natures[verdict.kind],
  soundOf: (verdict) => {
    const sound = sounds[verdict.kind];
    return sound === "silent" ? undefined : sound;
  },
  settlesAfter: (verdict) =>
    natures[verdict.kind] === "good" && verdict.kind !== "list-done" ? rightMilliseconds : undefined,
};

/** Refusals that share a ground with another have an icon of their own; all others take their ground's. */
export function pickSign(verdict: PickVerdict): VerdictSign | undefined {
  switch (verdict.kind) {
    case "wrong-bin":
      return { icon: IconMapPinX };
    case "bin-first":
      return { icon: IconMapPin };
    case "wrong-tote":
      return { icon: IconBasketX };
    case "not-saved":
      return { icon: IconFileOff };
    case "unreadable":
      return { icon: IconAlertTriangle };
    default:
      return undefined;
  }
}
