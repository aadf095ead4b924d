import { describe, expect, it } from "vitest";
import { createSounds } from "#renderer/platform/sound.ts";

/** Web Audio as far as we use it, writing down what is asked of it. Node has none. */
class RecordingContext {
  readonly sampleRate = 8000;
  readonly destination = {};
  readonly log: string[] = [];
  readonly rendered: Float32Array[] = [];
  state = "running";
  currentTime = 0;
  master: { gain: { value: number } } | undefined;

  resume() {
    this.log.push("resume");
    this.state = "running";
    return Promise.resolve();
  }
  createBuffer(_channels: number, length: number) {
    return { length, copyToChannel: (samples: Float32Array) => this.rendered.push(samples) };
  }
  createGain() {
    const gain = {
      gain: { value: 1, setTargetAtTime: () => this.log.push("fade") },
      connect: (next: unknown) => next,
    };
    this.master ??= gain;
    return gain;
  }
  createStereoPanner() {
    const { log } = this;
    const pan = {
      set value(side: number) {
        log.push(`side ${side}`);
      },
    };
    return { pan, connect: (next: unknown) => next, disconnect: () => undefined };
  }
  createBufferSource() {
    const { log } = this;
    return {
      buffer: null as { readonly length: number } | null,
      connect: (next: unknown) => next,
      addEventListener: () => undefined,
      start() {
        log.push(`start ${this.buffer?.length}`);
      },
      stop: () => log.push("stop"),
    };
  }
}

function setUp() {
  const context = new RecordingContext();
  // The part of an audio context that is used here.
  return { context, sounds: createSounds(context as unknown as AudioContext) };
}

describe("sounds", () => {
  it("are rendered once, at start, for both voices", () => {
    const { context, sounds } = setUp();
    expect(context.rendered).toHaveLength(16);

    sounds.play("right");
    sounds.play("right");

    expect(context.rendered).toHaveLength(16);
  });

  it("play from the middle when one person works alone", () => {
    const { context, sounds } = setUp();

    sounds.play("right");

    expect(context.log).toEqual(["side 0", "start 880"]);
  });

  it("cut the one before", () => {
    const { context, sounds } = setUp();

    sounds.play("held");
    sounds.play("right");

    expect(context.log).toEqual(["side 0", "start 4160", "fade", "stop", "side 0", "start 880"]);
  });

  it("of two people come from two sides", () => {
    const { context, sounds } = setUp();

    sounds.play("right", "first");
    sounds.play("right", "second");

    expect(context.log.filter((line) => line.startsWith("side"))).toEqual(["side -0.9", "side 0.9"]);
  });

  it("wake a context that waited for the first key", () => {
    const { context, sounds } = setUp();
    context.state = "suspended";

    sounds.play("command");

    expect(context.log[0]).toBe("resume");
  });

  it("have a volume between nothing and full", () => {
    const { context, sounds } = setUp();

    sounds.setVolume(0.4);
    expect(context.master?.gain.value).toBe(0.4);
    sounds.setVolume(7);

    expect(context.master?.gain.value).toBe(1);
  });
});
