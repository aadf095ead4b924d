import { soundEvents, synthesise } from "./sound-notes.ts";
import type { SoundEvent, Voice } from "./sound-notes.ts";

export type { SoundEvent, Voice };

export interface Sounds {
  /** Starts within one audio block of the call and cuts whatever was sounding. */
  readonly play: (event: SoundEvent, voice?: Voice) => void;
  readonly stop: () => void;
  /** 0 silent to 1, for this bench. */
  readonly setVolume: (volume: number) => void;
}

/** Where the two people at one bench sound from: -1 left, 1 right. One person alone sounds from the middle. */
const sides: Readonly<Record<Voice, number>> = { only: 0, first: -0.9, second: 0.9 };

/** A cut this long is not heard as a click. */
const cutSeconds = 0.005;

/**
 * Renders every sound once, at start, so that playing one is only starting a buffer. Call `play` after the verdict is
 * painted, never before.
 */
export function createSounds(context: AudioContext = new AudioContext({ latencyHint: "interactive" })): Sounds {
  const buffers = new Map<string, AudioBuffer>();
  for (const event of soundEvents) {
    for (const pitch of [1, secondVoicePitch]) {
      const samples = synthesise(event, context.sampleRate, pitch);
      const buffer = context.createBuffer(1, samples.length, context.sampleRate);
      buffer.copyToChannel(samples, 0);
      buffers.set(`${event} ${pitch}`, buffer);
    }
  }
  const master = context.createGain();
  master.connect(context.destination);

  let sounding: { readonly source: AudioBufferSourceNode; readonly level: GainNode } | undefined;
  const stop = () => {
    if (sounding === undefined) return;
    const { source, level } = sounding;
    sounding = undefined;
    level.gain.setTargetAtTime(0, context.currentTime, cutSeconds / 3);
    source.stop(context.currentTime + cutSeconds);
  };

  return {
    play: (event, voice = "only") => {
      stop();
      // A context made before the first press or key may be waiting for one.
      if (context.state === "suspended") void context.resume();
      const source = context.createBufferSource();
      source.buffer = buffers.get(`${event} ${voice === "second" ? secondVoicePitch : 1}`) ?? null;
      const level = context.createGain();
      const side = context.createStereoPanner();
      side.pan.value = sides[voice];
      source.connect(level).connect(side).connect(master);
      source.addEventListener("ended", () => {
        side.disconnect();
        if (sounding?.source === source) sounding = undefined;
      });
      source.start();
      sounding = { source, level };
    },
    stop,
    setVolume: (volume) => {
      master.gain.value = Math.min(1, Math.max(0, volume));
    },
  };
}

/** A fourth higher: the second scanner at one bench. */
const secondVoicePitch = 4 / 3;
