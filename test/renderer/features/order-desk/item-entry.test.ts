import { describe, expect, it } from "vitest";
import { readItemEntry } from "#renderer/features/order-desk/item-entry.ts";

describe("the item field", () => {
  it.each([
    ["22960", 1, "22960"],
    ["6*22960", 6, "22960"],
    [" 12 * lunch bag ", 12, "lunch bag"],
    ["6x22960", 6, "22960"],
    ["6×85123A", 6, "85123A"],
    ["6*", 6, ""],
    ["0*22960", 1, "22960"],
    ["2 tier cake stand", 1, "2 tier cake stand"],
    ["", 1, ""],
  ])("reads %j as %i of %j", (text, quantity, sought) => {
    expect(readItemEntry(text)).toEqual({ quantity, sought });
  });
});
