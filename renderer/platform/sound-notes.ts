/** What can be heard at a bench. The desk is silent. */
export const soundEvents = [
  "right",
  "line-done",
  "all-done",
  "wrong",
  "too-many",
  "unknown",
  "held",
  "command",
] as const;
export type SoundEvent = (typeof soundEvents)[number];

/** Two people at one bench: the second scanner plays a fourth higher, from the other side. */
export type Voice = "only" | "first" | "second";

export interface Note {
  /** Fundamental; 0 is a gap. */
  readonly hertz: number;
  readonly milliseconds: number;
}

interface Sound {
  readonly notes: readonly Note[];
  /** `rich`: every partial up to 4 kHz, for the sound that must be heard over anything. */
  readonly timbre: "clear" | "rich";
  readonly isRefusal: boolean;
}

const gap = (milliseconds: number): Note => ({ hertz: 0, milliseconds });
const note = (hertz: number, milliseconds: number): Note => ({ hertz, milliseconds });

/** Rhythm alone tells them apart, for people who do not hear pitch. */
export const sounds: Readonly<Record<SoundEvent, Sound>> = {
  right: { notes: [note(880, 70)], timbre: "clear", isRefusal: false },
  "line-done": { notes: [note(659, 60), note(988, 90)], timbre: "clear", isRefusal: false },
  "all-done": { notes: [note(587, 80), note(740, 80), note(988, 160)], timbre: "clear", isRefusal: false },
  wrong: { notes: [note(220, 160), gap(60), note(220, 160)], timbre: "rich", isRefusal: true },
  "too-many": {
    notes: [note(440, 70), gap(50), note(440, 70), gap(50), note(440, 70)],
    timbre: "clear",
    isRefusal: true,
  },
  unknown: { notes: [note(392, 90), note(587, 140)], timbre: "clear", isRefusal: true },
  held: { notes: [note(587, 120), note(440, 120), note(294, 240)], timbre: "clear", isRefusal: true },
  command: { notes: [note(1000, 25)], timbre: "clear", isRefusal: false },
};

const riseSeconds = 0.005;
const fallSeconds = 0.04;
const highestPartialHertz = 4000;
/** Root mean square of a held tone, full scale 1. Refusals stand 6 dB above it and still leave headroom. */
const level = 0.14;
const refusalGain = 10 ** (6 / 20);

/** How strong partial `number` (1 is the fundamental) is: falling, but never more than 15 dB below the first. */
function partialAmplitude(number: number, timbre: Sound["timbre"]): number {
  const fall = timbre === "rich" ? 0.45 : 0.8;
  return Math.max(number ** -fall, 10 ** (-14 / 20));
}

/**
 * One tone of at least four partials up to 4 kHz, so that it carries over noise and can be located; its partials are
 * out of phase with each other, so that it is loud without a high peak. Rises in 5 ms, falls for 40 ms after its end.
 */
function addTone(into: Float32Array, at: number, tone: Note, sound: Sound, sampleRate: number): void {
  const most = Math.max(4, Math.floor(highestPartialHertz / tone.hertz));
  const count = sound.timbre === "rich" ? most : Math.min(most, 6);
  const amplitudes = Array.from({ length: count }, (_, place) => partialAmplitude(place + 1, sound.timbre));
  const power = amplitudes.reduce((sum, amplitude) => sum + amplitude ** 2 / 2, 0);
  const scale = (level * (sound.isRefusal ? refusalGain : 1)) / Math.sqrt(power);
  const held = tone.milliseconds / 1000;
  const length = Math.min(Math.round((held + fallSeconds) * sampleRate), into.length - at);
  for (let sample = 0; sample < length; sample += 1) {
    const time = sample / sampleRate;
    const shape = Math.min(1, time / riseSeconds) * Math.min(1, Math.max(0, (held + fallSeconds - time) / fallSeconds));
    let wave = 0;
    for (const [place, amplitude] of amplitudes.entries()) {
      const phase = (Math.PI * place * (place + 1)) / count;
      wave += amplitude * Math.sin(2 * Math.PI * tone.hertz * (place + 1) * time + phase);
    }
    into[at + sample] = (into[at + sample] ?? 0) + wave * scale * shape;
  }
}

/** The whole sound as mono samples in -1 to 1. `pitch` multiplies every fundamental; the rhythm stays. */
export function synthesise(event: SoundEvent, sampleRate: number, pitch = 1): Float32Array<ArrayBuffer> {
  const sound = sounds[event];
  const seconds = sound.notes.reduce((sum, each) => sum + each.milliseconds, 0) / 1000 + fallSeconds;
  const samples = new Float32Array(Math.round(seconds * sampleRate));
  let at = 0;
  for (const each of sound.notes) {
    if (each.hertz > 0) addTone(samples, Math.round(at), { ...each, hertz: each.hertz * pitch }, sound, sampleRate);
    at += (each.milliseconds / 1000) * sampleRate;
  }
  return samples;
}
