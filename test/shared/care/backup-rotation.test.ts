import fc from "fast-check";
import { expect, it } from "vitest";
import { backupsToDrop } from "#shared/care/backup-rotation.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 10, 16, 9);

const dayOf = (at: number): number => Math.floor(at / day);

it("after two months of a backup every six hours, about a dozen and a half are left, the oldest of them weeks old", () => {
  let kept: number[] = [];
  for (let at = now - 60 * day; at <= now; at += day / 4) {
    kept.push(at);
    const drop = new Set(backupsToDrop(kept, at));
    kept = kept.filter((each) => !drop.has(each));
  }
  expect(kept.length).toBeGreaterThanOrEqual(12);
  expect(kept.length).toBeLessThanOrEqual(16);
  expect((now - Math.min(...kept)) / day).toBeGreaterThan(20);
});

it("never drops the newest four, nor the only one of a day of the last week", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: now - 100 * day, max: now }), { maxLength: 60 }), (made) => {
      const dropped = new Set(backupsToDrop(made, now));
      const kept = made.filter((at) => !dropped.has(at));
      const sorted = made.toSorted((one, other) => other - one);
      for (const at of sorted.slice(0, 4)) expect(kept).toContain(at);
      const daysOf = (all: readonly number[]) => new Set(all.filter((at) => at > now - 7 * day).map(dayOf));
      expect(daysOf(kept)).toEqual(daysOf(made));
    }),
  );
});
