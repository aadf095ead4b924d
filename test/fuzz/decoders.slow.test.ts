import { describe, expect, it } from "vitest";
import { fuzzDecoders } from "./support/fuzz-decoders.ts";

/**
 * Mutated frames over every decoder that reads what devices send. A few ten thousand here; `HOLDFAST_FRAMES=1000000` for
 * the full run.
 */
const frames = Number(process.env["HOLDFAST_FRAMES"] ?? 30_000);
/** The full run has the machine to itself, and looks at the time too. Milliseconds a frame may take. */
const longestMs = frames >= 1_000_000 ? 10 : Number.POSITIVE_INFINITY;

describe(`${frames} mutated frames`, () => {
  it(
    "crash no decoder, and none lets pass what its specification forbids",
    () => {
      const { frames: done, broken, slowestMs } = fuzzDecoders({ frames, seed: 20261124 });
      expect(broken).toEqual([]);
      expect(Object.entries(slowestMs).filter(([, slowest]) => slowest > longestMs)).toEqual([]);
      expect(Object.values(done).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(frames);
    },
    60_000 + frames / 10,
  );
});
