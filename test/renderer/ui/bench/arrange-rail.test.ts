import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangeRail } from "#renderer/ui/bench/arrange-rail.ts";

/** "A b c!" becomes lines a, b and c, the last of them done. */
const lines = (written: string) =>
  written.split(" ").map((word) => ({ id: word.replace("!", ""), isDone: word.endsWith("!") }));
const written = (arranged: readonly { readonly id: string; readonly isDone?: boolean | undefined }[]) =>
  arranged.map((line) => (line.isDone === true ? `${line.id}!` : line.id)).join(" ");

describe("the rail", () => {
  it("keeps the order's own sequence while all lines fit", () => {
    expect(written(arrangeRail(lines("a! b! c d e f! g"), "c"))).toBe("a! b! c d e f! g");
  });

  it("puts the current line of a longer order third, under the two done before it", () => {
    expect(written(arrangeRail(lines("a! b! c! d e f g! h i"), "e"))).toBe("b! c! e f h i d g! a!");
  });

  it("fills up with open lines when fewer than two are done", () => {
    expect(written(arrangeRail(lines("a b c d e f g h i"), "c"))).toBe("a b c d e f g h i");
    expect(written(arrangeRail(lines("a b c! d e f g h i"), "e"))).toBe("d c! e f g h i a b");
  });

  it("starts with the first line while nothing is done", () => {
    expect(written(arrangeRail(lines("a b c d e f g h i"), "a"))).toBe("a b c d e f g h i");
  });

  it("lets done lines sink while no line is in hand", () => {
    expect(written(arrangeRail(lines("a! b c d! e f g h"), undefined))).toBe("b c e f g h a! d!");
  });

  it("always shows each line once, the current no lower than third, and nothing open below what has sunk", () => {
    const order = fc
      .array(fc.boolean(), { minLength: 8, maxLength: 200 })
      .map((done) => done.map((isDone, place) => ({ id: String(place), isDone })));
    fc.assert(
      fc.property(order, fc.nat(), (all, pick) => {
        const anchor = all[pick % all.length]?.id;
        const arranged = arrangeRail(all, anchor);

        expect(arranged.map((line) => line.id).toSorted()).toEqual(all.map((line) => line.id).toSorted());
        expect(arranged.findIndex((line) => line.id === anchor)).toBeLessThanOrEqual(2);
        const below = arranged.slice(arranged.findIndex((line) => line.id === anchor) + 1);
        const firstDone = below.findIndex((line) => line.isDone);
        expect(firstDone < 0 || below.slice(firstDone).every((line) => line.isDone)).toBe(true);
      }),
    );
  });
});
