import { describe, expect, test } from "vitest";
import { holdsOf as holds, imported, problems, tendersOf as tenders } from "./support/read-shopify.ts";

describe("payment", () => {
  test.each([
    ["paid", [], [["captured", 5350, 0]]],
    ["pending", ["PAYMENT"], [["pending", 5350, 0]]],
    ["authorized", ["PAYMENT"], [["authorized", 5350, 0]]],
    ["voided", ["PAYMENT"], [["voided", 5350, 0]]],
    ["expired", ["PAYMENT"], [["failed", 5350, 0]]],
    ["Partially Paid", ["PAYMENT"], [["pending", 5350, 0]]],
  ])("of an order that is %s", (status, held, tendered) => {
    expect([holds({ "Financial Status": status }), tenders({ "Financial Status": status })]).toEqual([held, tendered]);
  });

  test("in part leaves the rest owed", () => {
    const cells = { "Financial Status": "partially_paid", "Outstanding Balance": "20.00" };
    expect([holds(cells), tenders(cells)]).toEqual([
      ["PAYMENT"],
      [
        ["captured", 3350, 0],
        ["pending", 2000, 0],
      ],
    ]);
  });

  test("refunded whole is never for picking; the tender holds what went back", () => {
    const cells = { "Financial Status": "refunded", "Refunded Amount": "53.50" };
    expect([imported(cells).fullyRefunded, holds(cells), tenders(cells)]).toEqual([
      true,
      [],
      [["refunded", 5350, 5350]],
    ]);
  });

  test("refunded though nothing was ever paid is held as well", () => {
    expect(
      holds({ "Financial Status": "refunded", "Refunded Amount": "53.50", "Outstanding Balance": "53.50" }),
    ).toEqual(["PAYMENT"]);
  });

  test("refunded in part may go out, with a word that the file does not say for which line", () => {
    const cells = { "Financial Status": "partially_refunded", "Refunded Amount": "5.00" };
    const order = imported(cells);
    expect([order.fullyRefunded, order.holds, tenders(cells)]).toEqual([
      false,
      [],
      [["partially_refunded", 5350, 500]],
    ]);
    expect(order.notices.map((notice) => notice.message)).toEqual([
      "#1001: 5.00 GBP was refunded, the file does not say for which line. Look in the shop before it is picked.",
    ]);
  });

  test("refunded in parts up to the total is refunded whole", () => {
    expect(imported({ "Financial Status": "partially_refunded", "Refunded Amount": "53.50" }).fullyRefunded).toBe(true);
  });

  test("with something outstanding holds even what is called paid", () => {
    const [hold] = imported({ "Outstanding Balance": "3.00" }).holds;
    expect(hold).toEqual({ type: "PAYMENT", reason: "Not paid in full: 3.00 GBP is outstanding." });
  });

  test("with an unknown or missing status sets the order aside", () => {
    expect(problems({ "Financial Status": "payed" })).toEqual([[2, "Financial Status", "unknown-status"]]);
    expect(problems({ "Financial Status": "" })).toEqual([[2, "Financial Status", "missing-value"]]);
  });
});

describe("risk", () => {
  test("High is held for a person, lower levels are not, an unknown word is", () => {
    const levels = ["High", "Medium", "Low", "None", "Pending", "", "Severe"];
    expect(levels.map((level) => holds({ "Risk Level": level }))).toEqual([["FRAUD"], [], [], [], [], [], ["FRAUD"]]);
  });
});
