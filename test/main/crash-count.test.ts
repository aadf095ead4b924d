import { expect, test } from "vitest";
import { CrashCount } from "#main/crash-count.ts";

test("a window that stops is opened again, and a person is asked at the fourth stop within a minute", () => {
  const count = new CrashCount();
  expect([0, 1000, 59_000, 59_999].map((at) => count.stopped(at))).toEqual([
    "open-again",
    "open-again",
    "open-again",
    "ask",
  ]);
});

test("stops a minute ago do not count", () => {
  const count = new CrashCount();
  expect([0, 30_000, 59_999, 60_000, 90_000].map((at) => count.stopped(at))).not.toContain("ask");
});

test("once a person has said to go on, counting begins anew", () => {
  const count = new CrashCount();
  for (const at of [0, 1, 2, 3]) count.stopped(at);
  count.forget();
  expect([4, 5, 6, 7].map((at) => count.stopped(at))).toEqual(["open-again", "open-again", "open-again", "ask"]);
});
