import { createSounds, type SoundEvent, type Sounds, type Voice } from "../../platform/sound.ts";

let sounds: Sounds | undefined;

/** Renders the sounds when the window has nothing better to do, so that the first scan does not wait for them. */
export function prepareSounds(): void {
  if (sounds || typeof AudioContext === "undefined") return;
  requestIdleCallback(() => (sounds ??= createSounds()), { timeout: 2000 });
}

/** Silent where there is no sound device: the screen says the same. */
export function playSound(event: SoundEvent, voice: Voice = "only"): void {
  if (typeof AudioContext === "undefined") return;
  sounds ??= createSounds();
  sounds.play(event, voice);
}
