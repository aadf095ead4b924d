import { describe, expect, it } from "vitest";
import { fakeSession } from "#renderer/dev/fake-bench-states.ts";
import { countOfSku, lineInHand } from "#renderer/features/pack/pack-lines.ts";

const packed = (...counts: number[]) => ({
  ...fakeSession,
  lines: fakeSession.lines.map((line, index) => ({ ...line, packed: counts[index] ?? 0 })),
});

describe("the line in hand", () => {
  it("is the one packed last while units of it are missing", () => {
    expect(lineInHand(fakeSession)).toMatchObject({ line: { sku: "84406B" }, isLast: true });
  });

  it("is the next open one in the list once that line is done, round to the start", () => {
    expect(lineInHand(packed(6, 6, 8, 0, 0, 2, 0))).toMatchObject({ line: { sku: "84029G" }, isLast: false });
    expect(lineInHand(packed(0, 6, 8, 6, 6, 2, 6))).toMatchObject({ line: { sku: "85123A" }, isLast: false });
  });

  it("is the first open one while nothing is packed", () => {
    expect(lineInHand({ ...packed(), undoable: [] })).toMatchObject({ line: { sku: "85123A" }, isLast: false });
  });

  it("is the one a unit was just taken out of", () => {
    expect(lineInHand(packed(5, 6, 4), "85123A")).toMatchObject({ line: { sku: "85123A" }, isLast: true });
  });

  it("is none when all is packed", () => {
    expect(lineInHand(packed(6, 6, 8, 6, 6, 2, 6))).toBeUndefined();
  });
});

it("counts all lines of an SKU together, as a scan does", () => {
  const [first, ...rest] = fakeSession.lines;
  const twice = {
    ...fakeSession,
    lines: first ? [{ ...first, packed: 2 }, { ...first, lineId: "x", packed: 1 }, ...rest] : [],
  };
  expect(countOfSku(twice, "85123A")).toEqual({ count: 3, total: 12 });
});
