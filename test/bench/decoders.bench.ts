import { fuzzDecoders } from "../fuzz/support/fuzz-decoders.ts";
import { type Figure, rounded } from "./support/figures.ts";

const frames = Number(process.env["HOLDFAST_FRAMES"] ?? 200_000);

/** Mutated frames over every decoder: how long the slowest of each took, in milliseconds, and that none is let pass. */
export function run(): Promise<Figure[]> {
  const { broken, slowestMs, frames: done } = fuzzDecoders({ frames, seed: 20261125 });
  const figure = (name: string, value: number, aim: number | null): Figure => {
    return { bench: "decoders", figure: name, value: rounded(value), aim, better: "lower" };
  };
  const all = Object.values(done).reduce((sum, count) => sum + count, 0);
  return Promise.resolve([
    figure(`wrong or crashed, of ${all} frames`, broken.length, 0),
    ...Object.entries(slowestMs).map(([name, value]) => figure(`slowest frame of ${name}, ms`, value, 10)),
  ]);
}
