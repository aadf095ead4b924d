import { expect, it } from "vitest";
import { placeEntries } from "#renderer/app/places.ts";

it("every place is gone to by a letter of its own", () => {
  const letters = placeEntries.map(({ letter }) => letter);
  expect(letters.filter((letter, place) => letters.indexOf(letter) !== place)).toEqual([]);
  expect(letters.every((letter) => /^[a-z]$/.test(letter))).toBe(true);
});
