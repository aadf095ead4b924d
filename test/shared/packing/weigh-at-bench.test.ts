import { describe, expect, it } from "vitest";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { bowl, PackBench, towel } from "#test/builders/pack-bench.ts";

describe("a bench with a scale", () => {
  const onScale = (grams: number): ScaleStanding => ({
    kind: "ready",
    grams,
    weight: { amount: grams, exponent: 0, unit: "g" },
  });
  const weighedBoxes = (bench: PackBench) => bench.session.boxes.map((box) => box.weighedGrams);

  it("asks for the weight once every unit is in, and shuts the box when it is there", () => {
    const bench = new PackBench();
    bench.scale = { kind: "empty" };
    expect(bench.scans(bowl, bowl, towel, bowl).at(-1)).toEqual({ kind: "weigh", index: 1, of: 1 });
    expect(bench.session.parcels).toEqual([]);
    bench.scale = onScale(1234);
    expect(bench.scan("HF-CMD.CLOSE")).toMatchObject({ kind: "all-packed" });
    expect(weighedBoxes(bench)).toEqual([1234]);
    expect(bench.session.parcels).toHaveLength(1);
  });

  it("stops at a weight that does not fit, and counts nothing", () => {
    const bench = new PackBench();
    bench.scale = onScale(3000);
    expect(bench.scans(bowl, bowl, towel, bowl).at(-1)).toEqual({
      kind: "weight-off",
      index: 1,
      grams: 3000,
      expectedGrams: 1000,
    });
    expect(weighedBoxes(bench)).toEqual([undefined]);
    expect(bench.session.parcels).toEqual([]);
  });

  it("forgets the weight of a box that something was taken out of", () => {
    const bench = new PackBench({ labelRefused: "No glyph" });
    bench.scale = onScale(1000);
    expect(bench.scans(bowl, bowl, towel, bowl).at(-1)).toMatchObject({ kind: "label-refused" });
    expect(weighedBoxes(bench)).toEqual([1000]);
    bench.scan("HF-CMD.UNDO");
    expect(weighedBoxes(bench)).toEqual([undefined]);
  });

  it("weighs on command, and says of a weight that is not to be had why", () => {
    const bench = new PackBench();
    const weigh = () => bench.scan("HF-CMD.WEIGH");
    const notNow = (reason: string) => ({ kind: "not-now", command: "WEIGH", reason });
    expect(weigh()).toEqual(notNow("no-scale"));
    bench.scale = { kind: "away" };
    expect(weigh()).toEqual(notNow("scale-away"));
    bench.scale = onScale(1000);
    expect(weigh()).toEqual(notNow("weigh-when-packed"));
    bench.scale = { kind: "empty" };
    bench.scans(bowl, bowl, towel, bowl);
    const weight = { amount: 1000, exponent: 0, unit: "g" } as const;
    for (const [scale, reason] of [
      [{ kind: "empty" }, "scale-empty"],
      [{ kind: "stale" }, "scale-silent"],
      [{ kind: "moving", weight }, "scale-moving"],
      [{ kind: "not-emptied", weight }, "scale-not-emptied"],
      [{ kind: "trouble", reason: "overload" }, "scale-trouble"],
    ] as const) {
      bench.scale = scale;
      expect(weigh()).toEqual(notNow(reason));
    }
    expect(weighedBoxes(bench)).toEqual([undefined]);
    bench.scale = onScale(1000);
    expect(weigh()).toMatchObject({ kind: "all-packed" });
    expect(weighedBoxes(bench)).toEqual([1000]);
    expect(weigh()).toEqual(notNow("box-closed"));
  });

  it("weighs on command the box that lies there since its weight was refused, and no other", () => {
    const bench = new PackBench();
    bench.scale = onScale(3000);
    expect(bench.scans(bowl, bowl, towel, bowl).at(-1)).toMatchObject({ kind: "weight-off" });
    // Something was taken out of it; the pan was never empty.
    bench.scale = { kind: "not-emptied", weight: { amount: 1000, exponent: 0, unit: "g" } };
    expect(bench.scan("HF-CMD.WEIGH")).toMatchObject({ kind: "not-now", reason: "scale-not-emptied" });
    bench.refusedBoxId = bench.session.boxes[0]?.boxId ?? "";
    expect(bench.scan("HF-CMD.WEIGH")).toMatchObject({ kind: "all-packed" });
    expect(weighedBoxes(bench)).toEqual([1000]);
  });

  it("does without a scale that is away, and on command without one that says nothing", () => {
    const away = new PackBench();
    away.scale = { kind: "away" };
    expect(away.scans(bowl, bowl, towel, bowl).at(-1)).toMatchObject({ kind: "all-packed" });
    const silent = new PackBench();
    silent.scale = { kind: "stale" };
    expect(silent.scans(bowl, bowl, towel, bowl).at(-1)).toMatchObject({ kind: "weigh" });
    expect(silent.scan("HF-CMD.CLOSE")).toMatchObject({ kind: "all-packed" });
  });
});
