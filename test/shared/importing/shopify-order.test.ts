import { describe, expect, test } from "vitest";
import type { ShopifyContext } from "#shared/importing/shopify-order.ts";
import { orderContentSchema } from "#shared/orders/order-content.ts";
import { anyCatalogue, holdsOf as holds, imported, problems, read } from "./support/read-shopify.ts";
import { type Cells, firstRow, furtherRow } from "./support/shopify-rows.ts";

describe("an order of a Shopify export", () => {
  test("comes in as the shop wrote it", () => {
    const order = imported(
      {
        Subtotal: "52.10",
        Total: "56.60",
        "Shipping Name": "Zoë 't Hooft",
        "Shipping Address1": 'Flat 2, "The Maltings"',
        "Shipping Address2": "Mill Lane\nrear door",
        "Shipping Province": "West Yorkshire",
        "Shipping Phone": "'+441134960000",
        Notes: "Ring twice,\nthen wait",
        Tags: "gift, vip",
      },
      furtherRow(),
    );
    const { source, ...content } = order.content;
    expect(content).toEqual({
      channel: "shopify",
      number: "#1001",
      placedAt: Date.UTC(2026, 2, 2, 8, 14, 26),
      customer: { name: "Ann Marsh", email: "ann@example.org", phone: "+441134960000" },
      shipTo: {
        name: "Zoë 't Hooft",
        company: "",
        lines: ['Flat 2, "The Maltings"', "Mill Lane", "rear door"],
        city: "Leeds",
        region: "West Yorkshire",
        postcode: "LS1 4AB",
        country: "GB",
        phone: "+441134960000",
      },
      billTo: { name: "Ann Marsh", company: "", lines: [], city: "", region: "", postcode: "", country: "", phone: "" },
      currency: "GBP",
      taxIncluded: true,
      lines: [
        {
          lineId: "1",
          sku: "LMP-100",
          name: "DESK LAMP",
          quantity: 2,
          unitPrice: { value: 2450, scale: 2 },
          discountMinor: 0,
          requiresShipping: true,
        },
        {
          lineId: "2",
          sku: "TIN-7",
          name: "ENAMEL TIN",
          quantity: 1,
          unitPrice: { value: 310, scale: 2 },
          discountMinor: 0,
          requiresShipping: true,
        },
      ],
      totals: { subtotalMinor: 5210, shippingMinor: 450, taxMinor: 892, discountMinor: 0, totalMinor: 5660 },
      shippingMethod: "Standard",
      tenders: [
        {
          tenderId: "1",
          method: "Shopify Payments",
          reference: "r1001.1",
          state: "captured",
          amountMinor: 5660,
          refundedMinor: 0,
        },
      ],
      note: "Ring twice,\nthen wait",
      tags: ["gift", "vip"],
    });
    expect(orderContentSchema.safeParse(order.content).error).toBeUndefined();
    expect([order.externalId, order.holds, order.shippedLineIds, order.fullyRefunded, order.notices]).toEqual([
      "7000000001001",
      [],
      [],
      false,
      [],
    ]);
    expect(source?.rows.map((row) => [row.line, row.cells["Shipping Zip"], row.cells["Lineitem sku"]])).toEqual([
      [2, "'LS1 4AB", "LMP-100"],
      [3, undefined, "TIN-7"],
    ]);
  });

  test("without an Id is known by its number", () => {
    expect(imported({ Id: "" }).externalId).toBe("#1001");
  });

  test("whose tax comes on top says so", () => {
    expect(imported({ Taxes: "9.80", Total: "63.30" }).content.taxIncluded).toBe(false);
  });

  test("without tax says that none is in its prices", () => {
    expect(imported({ Taxes: "0.00" }).content.taxIncluded).toBe(false);
  });

  test("takes the street as one line where the file has no Address1 filled", () => {
    const { shipTo } = imported({ "Shipping Address1": "", "Shipping Street": "4 Mill Lane, rear" }).content;
    expect(shipTo.lines).toEqual(["4 Mill Lane, rear"]);
  });
});

describe("what the shop already did", () => {
  test("a cancelled order bears the shop's time", () => {
    expect(imported({ "Cancelled at": "2026-03-02 11:00:00 +0100" }).cancelledAt).toBe(Date.UTC(2026, 2, 2, 10));
  });

  test("a shipped order has all its lines shipped", () => {
    const order = imported(
      { "Fulfillment Status": "fulfilled", "Fulfilled at": "2026-03-03 10:00:00 +0000", Subtotal: "52.10" },
      furtherRow(),
    );
    expect([order.fulfilledAt, order.shippedLineIds]).toEqual([Date.UTC(2026, 2, 3, 10), ["1", "2"]]);
  });

  test("a shipped order without a day takes the day of order, and says so", () => {
    const order = imported({ "Fulfillment Status": "fulfilled" });
    expect([order.fulfilledAt, order.notices.map((notice) => notice.code)]).toEqual([
      order.content.placedAt,
      ["shipped-without-date"],
    ]);
  });

  test("a part shipment names the lines that went", () => {
    const order = imported(
      { "Fulfillment Status": "partial", Subtotal: "52.10" },
      furtherRow({ "Lineitem fulfillment status": "fulfilled" }),
    );
    expect([order.fulfilledAt, order.shippedLineIds]).toEqual([undefined, ["2"]]);
  });

  test("a part shipment that cannot be told line by line is set aside", () => {
    expect(problems({ "Fulfillment Status": "partial" })).toEqual([[2, "Fulfillment Status", "partly-shipped"]]);
    expect(problems({ "Fulfillment Status": "partial", "Lineitem fulfillment status": "partial" })).toEqual([
      [2, "Lineitem fulfillment status", "partly-shipped"],
      [2, "Fulfillment Status", "partly-shipped"],
    ]);
  });

  test("an order put back in stock counts as cancelled", () => {
    const order = imported({ "Fulfillment Status": "restocked" });
    expect([order.cancelledAt, order.notices.map((notice) => notice.code)]).toEqual([
      order.content.placedAt,
      ["restocked"],
    ]);
  });
});

describe("a line", () => {
  const catalogue: ShopifyContext = {
    file: "orders.csv",
    knows: (sku) => sku === "TIN-7",
    nearest: () => [{ sku: "LMP-100B", name: "DESK LAMP, ARM" }],
  };

  test("must have a SKU of the catalogue; the nearest is told in words and never filled in", () => {
    const reading = read([firstRow()], catalogue);
    expect(!reading.ok && reading.error).toEqual([
      {
        line: 2,
        column: "Lineitem sku",
        value: "LMP-100",
        code: "unknown-sku",
        message: "No such SKU. Nearest: LMP-100B, DESK LAMP, ARM.",
      },
    ]);
  });

  test("without a SKU asks for it by the item's name", () => {
    const reading = read([firstRow({ "Lineitem sku": "" })]);
    expect(!reading.ok && reading.error.map((problem) => problem.message)).toEqual([
      "No SKU, so nobody can pick it. Type the SKU of DESK LAMP.",
    ]);
  });

  test("that never travels needs none", () => {
    const tip = furtherRow({ "Lineitem sku": "", "Lineitem requires shipping": "false", "Lineitem name": "Tip" });
    const order = imported({ Subtotal: "52.10" }, tip);
    expect(order.content.lines[1]).toMatchObject({ sku: "NO-SKU", name: "Tip", requiresShipping: false });
  });

  test("nobody will pick may name an item that is no longer sold", () => {
    const done: Cells[] = [
      { "Cancelled at": "2026-03-02 11:00:00 +0100" },
      { "Financial Status": "refunded", "Refunded Amount": "53.50" },
      { "Fulfillment Status": "fulfilled", "Fulfilled at": "2026-03-03 10:00:00 +0000" },
    ];
    expect(done.map((cells) => read([firstRow(cells)], catalogue).ok)).toEqual([true, true, true]);
  });

  test("of a quantity that is none sets the order aside with every other problem of it", () => {
    const further = furtherRow({
      "Lineitem quantity": "1.5",
      "Lineitem price": "4,25",
      "Lineitem requires shipping": "perhaps",
    });
    expect(problems({ "Lineitem quantity": "O6", Email: "ann@", Currency: "GPB" }, further)).toEqual([
      [2, "Email", "not-an-email"],
      [2, "Currency", "not-a-currency"],
      [2, "Lineitem quantity", "not-a-number"],
      [3, "Lineitem quantity", "not-a-whole-number"],
      [3, "Lineitem price", "not-a-price"],
      [3, "Lineitem requires shipping", "not-true-or-false"],
    ]);
  });

  test("worth more than any order is refused before it is summed", () => {
    expect(problems({ "Lineitem quantity": "1000000", "Lineitem price": "999999.12345678" })).toEqual([
      [2, "Lineitem price", "too-large"],
    ]);
  });
});

describe("a shipping address", () => {
  test("lacks its postcode only where the country has them", () => {
    expect(problems({ "Shipping Zip": "" })).toEqual([[2, "Shipping Zip", "missing-postcode"]]);
    expect(problems({ "Shipping Zip": "", "Shipping City": "Dublin", "Shipping Country": "IE" })).toEqual([]);
  });

  test("lacks its city only where the country has them", () => {
    expect(problems({ "Shipping City": "" })).toEqual([[2, "Shipping City", "missing-value"]]);
    expect(problems({ "Shipping City": "", "Shipping Country": "SG", "Shipping Zip": "'546080" })).toEqual([]);
  });

  test("lacks name, street and country by their columns", () => {
    expect(problems({ "Shipping Name": "", "Shipping Address1": "", "Shipping Country": "England" })).toEqual([
      [2, "Shipping Name", "missing-value"],
      [2, "Shipping Address1", "missing-value"],
      [2, "Shipping Country", "not-a-country"],
    ]);
    expect(problems({ "Shipping Name": "", "Shipping Company": "Marsh Ltd" })).toEqual([]);
  });

  test("that is not there at all holds the order: it may be collected", () => {
    const nowhere = {
      "Shipping Name": "",
      "Shipping Address1": "",
      "Shipping City": "",
      "Shipping Zip": "",
      "Shipping Country": "",
    };
    expect(holds(nowhere)).toEqual(["ADDRESS"]);
    expect(holds({ ...nowhere, "Lineitem requires shipping": "false" })).toEqual([]);
  });
});

describe("the shop's figures", () => {
  test("lines that come to less than the subtotal mean that rows are missing", () => {
    const reading = read([firstRow({ Subtotal: "52.10" })]);
    expect(!reading.ok && reading.error).toEqual([
      {
        line: 2,
        column: "Subtotal",
        value: "52.10",
        code: "rows-missing",
        message:
          "The lines come to 49.00 GBP, the subtotal says 52.10 GBP: rows of this order may be missing. Compare it with the shop; if these are all its lines, type what they come to.",
      },
    ]);
  });

  test("discounts explain a lower subtotal, by line or by order", () => {
    const byOrder = imported({ Subtotal: "44.10", "Discount Amount": "4.90", Total: "48.60" });
    const byLine = imported({ Subtotal: "44.10", "Lineitem discount": "4.90", Total: "48.60" });
    expect([byOrder.notices, byOrder.content.totals.discountMinor]).toEqual([[], 490]);
    expect([byLine.notices, byLine.content.lines[0]?.discountMinor]).toEqual([[], 490]);
  });

  test("a discount on a line may stand in the order's discount as well", () => {
    const both = { "Lineitem discount": "2.00", "Discount Amount": "4.90", Total: "48.60" };
    expect(imported({ Subtotal: "44.10", ...both }).notices).toEqual([]);
    expect(imported({ Subtotal: "42.10", ...both }).notices).toEqual([]);
  });

  test("any other difference is kept and told", () => {
    const order = imported({ Subtotal: "30.00" });
    expect([order.content.totals.subtotalMinor, order.notices.map((notice) => notice.message)]).toEqual([
      3000,
      ["#1001: The lines come to 49.00 GBP, the subtotal says 30.00 GBP. The shop's figures are kept."],
    ]);
  });

  test("missing totals are asked for", () => {
    expect(problems({ Subtotal: "", Total: "" })).toEqual([
      [2, "Subtotal", "missing-value"],
      [2, "Total", "missing-value"],
    ]);
  });
});

describe("which order it is", () => {
  test("an Id that a spreadsheet shortened would make all orders one", () => {
    expect(problems({ Id: "7E+12" })).toEqual([[2, "Id", "digits-lost"]]);
  });

  test("a number that another order in the store bears is refused", () => {
    const reading = read([firstRow()], {
      ...anyCatalogue,
      numberTaken: (number, id) => number === "#1001" && id !== "1",
    });
    expect(!reading.ok && reading.error.map(({ column, code }) => [column, code])).toEqual([
      ["Name", "repeated-number"],
    ]);
  });

  test("its digest text does not change with its place in the file, and does with any of its cells", () => {
    const one = imported({});
    const moved = read([firstRow()]);
    expect(moved.ok && moved.value.digestInput).toBe(one.digestInput);
    expect(imported({ Notes: "new" }).digestInput).not.toBe(one.digestInput);
  });
});
