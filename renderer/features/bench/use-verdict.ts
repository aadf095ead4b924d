import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ShownVerdict } from "#shared/bridge/types.ts";
import { afterPaint } from "../../platform/after-paint.ts";
import type { SoundEvent, Voice } from "../../platform/sound.ts";
import { playSound } from "./bench-sounds.ts";
import { nextOnScreen, verdictId, type OnScreen, type VerdictNature } from "./on-screen.ts";

export interface VerdictRules<Verdict> {
  readonly natureOf: (verdict: Verdict) => VerdictNature;
  readonly soundOf: (verdict: Verdict) => SoundEvent | undefined;
  /** A plain right scan falls back to calm after so many milliseconds; undefined: it stays until the next. */
  readonly settlesAfter: (verdict: Verdict) => number | undefined;
}

export interface VerdictOnBench<Verdict> {
  /** What the bench shows; undefined when it is calm. */
  readonly shown: OnScreen<Verdict> | undefined;
  /** The last verdict, also after it fell back to calm. */
  readonly last: OnScreen<Verdict> | undefined;
  /** It came while the bench was in front, so it may be spoken and called "just now". */
  readonly isFresh: boolean;
  readonly isRefused: boolean;
  /** The person has seen it. */
  readonly dismiss: () => void;
}

/**
 * Follows main's verdicts: what is on the screen, how long, and what is heard once it is painted. `rules` must be the same
 * object at every render.
 */
export function useVerdict<Verdict>(
  incoming: ShownVerdict<Verdict> | null | undefined,
  rules: VerdictRules<Verdict>,
): VerdictOnBench<Verdict> {
  const [last, setLast] = useState<OnScreen<Verdict> | undefined>(() => firstOnScreen(incoming, rules));
  // Found on arrival, a good verdict is old news; a refusal nobody cleared still holds.
  const [settled, setSettled] = useState<string | undefined>(() =>
    last && rules.natureOf(last.verdict) !== "refusal" ? last.id : undefined,
  );
  const [foundId] = useState(last?.id);
  const incomingId = incoming ? verdictId(incoming) : undefined;
  if (incomingId !== last?.id) {
    const before = last && last.id !== settled ? last : undefined;
    setLast(incoming ? nextOnScreen(before, incoming, rules.natureOf) : undefined);
  }
  const shown = last && last.id !== settled ? last : undefined;

  useHeard(last, rules);

  useEffect(() => {
    if (!shown) return undefined;
    const milliseconds = rules.settlesAfter(shown.verdict);
    if (milliseconds === undefined) return undefined;
    const timer = setTimeout(() => setSettled(shown.id), milliseconds);
    return () => clearTimeout(timer);
  }, [shown, rules]);

  const lastId = last?.id;
  const dismiss = useCallback(() => setSettled(lastId), [lastId]);
  const isRefused = shown !== undefined && rules.natureOf(shown.verdict) === "refusal";
  return { shown, last, isFresh: last !== undefined && last.id !== foundId, isRefused, dismiss };
}

function firstOnScreen<Verdict>(
  incoming: ShownVerdict<Verdict> | null | undefined,
  rules: VerdictRules<Verdict>,
): OnScreen<Verdict> | undefined {
  return incoming ? nextOnScreen(undefined, incoming, rules.natureOf) : undefined;
}

/** How many marks of painted verdicts are kept for measurements. */
const keptMarks = 500;

/** Two people at one bench hear apart whose scan it was (screens, section 5). */
function voiceOf(scanner: number): Voice {
  return scanner === 0 ? "only" : scanner % 2 === 1 ? "first" : "second";
}

/** Once a new verdict is painted: its number for measurements, then its sound. */
function useHeard<Verdict>(last: OnScreen<Verdict> | undefined, rules: VerdictRules<Verdict>): void {
  const heard = useRef(last?.id);
  useLayoutEffect(() => {
    if (!last || heard.current === last.id) return undefined;
    return afterPaint(() => {
      heard.current = last.id;
      performance.mark(`verdict-painted:${last.sequence}`);
      performance.clearMarks(`verdict-painted:${last.sequence - keptMarks}`);
      document.documentElement.dataset["verdictSequence"] = String(last.sequence);
      const sound = rules.soundOf(last.note ?? last.verdict);
      if (sound) playSound(sound, voiceOf(last.scanner));
    });
  }, [last, rules]);
}
