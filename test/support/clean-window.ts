import { afterAll, expect } from "vitest";

// The next file gets this very window: what one leaves in it would be another's trouble, far from its cause.
afterAll(() => {
  // The place where React Aria speaks to screen readers is one for the life of a window.
  const left = [...document.body.querySelectorAll(":scope > :not([data-live-announcer])")];
  expect(left.map(({ outerHTML }) => outerHTML)).toEqual([]);
  expect({ ...document.documentElement.dataset }).toEqual({});
});
