import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ChangeTag } from "#shared/bridge/types.ts";
import { Telling } from "#main/features/telling.ts";

describe("telling the window what changed", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function open() {
    const told: ChangeTag[][] = [];
    return { told, telling: new Telling((tags) => void told.push([...tags])) };
  }

  it("tells a change within a frame, and what comes with it once", () => {
    const { told, telling } = open();
    telling.changed(["orders"]);
    telling.changed(["orders", "items"]);
    vi.advanceTimersByTime(16);
    expect(told).toEqual([["orders", "items"]]);
  });

  it("tells a flood a few times a second, and its last change for certain", () => {
    const { told, telling } = open();
    for (let at = 0; at < 1000; at += 5) {
      telling.changed(["print-jobs"]);
      vi.advanceTimersByTime(5);
    }
    telling.changed(["devices"]);
    vi.advanceTimersByTime(400);
    expect(told.length).toBeLessThanOrEqual(9);
    expect(told.at(-1)).toContain("devices");
  });

  it("tells each of the few changes one person makes within a frame", () => {
    const { told, telling } = open();
    for (const tag of ["orders", "items", "work", "parcels"] as const) {
      telling.changed([tag]);
      vi.advanceTimersByTime(16);
      expect(told.at(-1)).toEqual([tag]);
      vi.advanceTimersByTime(20);
    }
  });

  it("is quick again once it was quiet", () => {
    const { told, telling } = open();
    telling.changed(["orders"]);
    vi.advanceTimersByTime(200);
    telling.changed(["items"]);
    vi.advanceTimersByTime(16);
    expect(told).toHaveLength(2);
  });

  it("says nothing once it has ended", () => {
    const { told, telling } = open();
    telling.changed(["orders"]);
    telling.end();
    telling.changed(["items"]);
    vi.advanceTimersByTime(500);
    expect(told).toEqual([]);
  });
});
