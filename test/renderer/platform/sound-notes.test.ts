import { describe, expect, it } from "vitest";
import { soundEvents, sounds, synthesise, type SoundEvent } from "#renderer/platform/sound-notes.ts";

const rate = 48_000;

/** How strong one frequency is in a stretch of samples (Goertzel). */
function strength(samples: Float32Array, hertz: number): number {
  const step = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + step * last - before];
  return Math.sqrt(before ** 2 + last ** 2 - step * before * last) / samples.length;
}

const decibels = (ratio: number) => 20 * Math.log10(ratio);
const rootMeanSquare = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
/** The held part of the first tone: after its rise, before its end. */
const firstTone = (event: SoundEvent, pitch = 1) => {
  const milliseconds = sounds[event].notes[0]?.milliseconds ?? 0;
  return synthesise(event, rate, pitch).slice(0.005 * rate, (milliseconds / 1000) * rate);
};
const milliseconds = (samples: Float32Array) => Math.round((samples.length / rate) * 1000);

describe("the table of sounds", () => {
  it("is what people have learned", () => {
    const table = Object.fromEntries(
      soundEvents.map((event) => [
        event,
        sounds[event].notes.map((note) =>
          note.hertz === 0 ? `/${note.milliseconds}` : `${note.hertz}x${note.milliseconds}`,
        ),
      ]),
    );

    expect(table).toEqual({
      right: ["880x70"],
      "line-done": ["659x60", "988x90"],
      "all-done": ["587x80", "740x80", "988x160"],
      wrong: ["220x160", "/60", "220x160"],
      "too-many": ["440x70", "/50", "440x70", "/50", "440x70"],
      unknown: ["392x90", "587x140"],
      held: ["587x120", "440x120", "294x240"],
      command: ["1000x25"],
    });
  });

  it("has a rhythm of its own for every event, for people who do not hear pitch", () => {
    const rhythms = soundEvents.map((event) => sounds[event].notes.map((note) => note.milliseconds).join(" "));

    expect(new Set(rhythms).size).toBe(soundEvents.length);
  });

  it("keeps fundamentals between 150 and 1,000 Hz", () => {
    const tones = soundEvents.flatMap((event) => sounds[event].notes.filter((note) => note.hertz > 0));

    expect(tones.every((tone) => tone.hertz >= 150 && tone.hertz <= 1000)).toBe(true);
  });
});

describe("a sound", () => {
  it("lasts as long as its tones and gaps, and falls for 40 ms", () => {
    expect(soundEvents.map((event) => milliseconds(synthesise(event, rate)))).toEqual([
      110, 190, 360, 420, 350, 270, 520, 65,
    ]);
  });

  it.each(soundEvents)("has four partials within 15 dB, to carry over noise: %s", (event) => {
    const tone = firstTone(event);
    const hertz = sounds[event].notes[0]?.hertz ?? 0;
    const levels = [1, 2, 3, 4].map((partial) => strength(tone, hertz * partial));
    const strongest = Math.max(...levels);

    for (const level of levels) expect(decibels(level / strongest)).toBeGreaterThan(-15);
  });

  it.each(soundEvents)("never clips, with the second voice either: %s", (event) => {
    for (const pitch of [1, 4 / 3]) {
      const peak = synthesise(event, rate, pitch).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(peak).toBeLessThan(1);
    }
  });

  it.each(["wrong", "too-many", "unknown", "held"] as const)("of a refusal is 6 dB above a right scan: %s", (event) => {
    const above = decibels(rootMeanSquare(firstTone(event)) / rootMeanSquare(firstTone("right")));

    expect(above).toBeGreaterThan(5);
    expect(above).toBeLessThan(7);
  });

  it("rises in 5 ms and starts and ends in silence", () => {
    const samples = synthesise("right", rate);

    expect(samples[0]).toBeCloseTo(0, 5);
    expect(rootMeanSquare(samples.slice(0, 48))).toBeLessThan(rootMeanSquare(samples.slice(240, 288)) / 2);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.01);
  });

  it("is silent in its gaps once the tone has fallen", () => {
    const samples = synthesise("wrong", rate);

    expect(rootMeanSquare(samples.slice(0.201 * rate, 0.219 * rate))).toBe(0);
  });

  it("of the second person is a fourth higher, in the same rhythm", () => {
    const second = firstTone("right", 4 / 3);

    expect(strength(second, (880 * 4) / 3)).toBeGreaterThan(strength(second, 880) * 10);
    expect(synthesise("right", rate, 4 / 3)).toHaveLength(synthesise("right", rate).length);
  });
});
