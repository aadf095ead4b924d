import { expect, it } from "vitest";
import { waitBeforeTry } from "#shared/sync/backoff.ts";

const backoff = { first: 1000, longest: 60_000 };

it("waits longer with each failure, up to a minute, and never the same for all", () => {
  const longest = [1, 2, 3, 4, 7, 1000].map((failures) => waitBeforeTry(backoff, failures, 1));
  expect(longest).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
  expect(waitBeforeTry(backoff, 3, 0)).toBe(2000);
  expect(waitBeforeTry(backoff, 3, 0.5)).toBe(3000);
});
