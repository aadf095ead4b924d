import { describe, expect, test } from "vitest";
import { type SetAside, setAsideSchema } from "#shared/facts/kinds/importing.ts";
import { readCatalogueRow } from "#shared/importing/catalogue.ts";
import { catalogueColumns, shopifyColumns } from "#shared/importing/columns.ts";
import { type FileRow, toFileRows } from "#shared/importing/file-row.ts";
import { mend, type MendContext, toSetAside } from "#shared/importing/mend.ts";
import { groupOrders } from "#shared/importing/order-groups.ts";
import { readOrders } from "#shared/importing/shopify.ts";
import { type Cells, fileRows, firstRow, furtherRow, sourceRows } from "./support/shopify-rows.ts";

const context: MendContext = { knows: undefined, barcodeOwner: () => undefined };

/** The last order of the rows that is set aside, as it would be stored and read again. */
function stored(rows: readonly FileRow[]): SetAside {
  const { groups, survey } = groupOrders(rows);
  const found = groups.flatMap((group) =>
    readOrders(group, { file: "orders.csv", knows: undefined, repeatedIds: survey.repeatedIds }),
  );
  const outcome = found.findLast((each) => each.kind === "set-aside");
  if (outcome?.kind !== "set-aside") throw new Error("nothing was set aside");
  const record = toSetAside(outcome.rows, outcome.problems, {
    setAsideId: "s1",
    file: "orders.csv",
    kind: "shopify-orders",
  });
  return setAsideSchema.parse(JSON.parse(JSON.stringify(record)));
}

function codes(mended: ReturnType<typeof mend>): unknown {
  return mended.ok ? "in" : mended.error.problems.map(({ line, code }) => [line, code]);
}

const twoProblems = (): SetAside =>
  stored(
    fileRows(firstRow({ "Lineitem quantity": "O2", "Shipping Zip": "" }), furtherRow({ "Lineitem price": "0.00" })),
  );

describe("mending what was set aside", () => {
  test("all right values bring the order in; its source stays as the file had it", () => {
    const record = twoProblems();
    const mended = mend(
      record,
      [
        { line: 2, column: "Lineitem quantity", value: "2" },
        { line: 2, column: "Shipping Zip", value: "LS1 4AB" },
      ],
      context,
    );
    const [order] = mended.ok && mended.value.kind === "shopify-orders" ? mended.value.orders : [];
    expect([order?.content.lines[0]?.quantity, order?.content.shipTo.postcode]).toEqual([2, "LS1 4AB"]);
    expect(order?.content.source?.rows[0]?.cells["Lineitem quantity"]).toBe("O2");
    expect(order?.digestInput).toContain('["Lineitem quantity","O2"]');
  });

  test("while one value is still wrong nothing comes in, and what is right stays", () => {
    const first = mend(twoProblems(), [{ line: 2, column: "Lineitem quantity", value: "2" }], context);
    expect(codes(first)).toEqual([[2, "missing-postcode"]]);
    if (first.ok) throw new Error("it was not whole yet");
    expect(codes(mend(first.error, [{ line: 2, column: "Shipping Zip", value: "LS1 4AB" }], context))).toBe("in");
  });

  test("an emptied cell counts as empty", () => {
    const record = stored(fileRows(firstRow({ Email: "ann@" })));
    expect(codes(mend(record, [{ line: 2, column: "Email", value: "" }], context))).toBe("in");
  });

  test("edits of rows that are not in the record change nothing", () => {
    expect(codes(mend(twoProblems(), [{ line: 99, column: "Shipping Zip", value: "LS1 4AB" }], context))).toEqual([
      [2, "not-a-number"],
      [2, "missing-postcode"],
    ]);
  });

  test("a stray row given the number it belongs to joins that order", () => {
    const record = stored(fileRows(firstRow({ Subtotal: "52.10" }), furtherRow({ Name: "#10x1" })));
    const mended = mend(record, [{ line: 3, column: "Name", value: "#1001" }], context);
    expect(mended.ok && mended.value.kind === "shopify-orders" && mended.value.orders[0]?.content.lines.length).toBe(2);
  });

  test("a second order under one number stays out until it has a number of its own, then comes in with all its rows", () => {
    const other: Cells[] = [firstRow({ Id: "8", Subtotal: "52.10" }), furtherRow()];
    const record = stored(fileRows(firstRow(), ...other));
    expect(codes(mend(record, [], context))).toEqual([[3, "repeated-number"]]);
    expect(codes(mend(record, [{ line: 3, column: "Name", value: "#1001 " }], context))).toEqual([
      [3, "repeated-number"],
    ]);
    const mended = mend(record, [{ line: 3, column: "Name", value: "#1001-2" }], context);
    const [order] = mended.ok && mended.value.kind === "shopify-orders" ? mended.value.orders : [];
    expect([order?.content.number, order?.externalId, order?.content.lines.length]).toEqual(["#1001-2", "8", 2]);
  });

  test("a row whose cells may have shifted is never brought in by typing one value", () => {
    const rows = sourceRows(firstRow()).map((row) => ({ ...row, cells: [...row.cells, "x"] }));
    const record = stored(toFileRows(rows, shopifyColumns));
    expect(codes(mend(record, [{ line: 2, column: "Value 80", value: "" }], context))).toEqual([[2, "wrong-width"]]);
  });

  test("the lines of an order that is whole after all come in with the subtotal typed anew", () => {
    const record = stored(fileRows(firstRow({ Subtotal: "52.10" })));
    expect(codes(mend(record, [], context))).toEqual([[2, "rows-missing"]]);
    expect(codes(mend(record, [{ line: 2, column: "Subtotal", value: "49.00" }], context))).toBe("in");
  });
});

describe("mending a row of the catalogue", () => {
  function storedRow(cells: Record<string, string>, skuLine?: number): SetAside {
    const rows = toFileRows(
      [{ line: 4, lastLine: 4, cells: catalogueColumns.map((name) => cells[name] ?? "") }],
      catalogueColumns,
    );
    const [row] = rows;
    if (!row) throw new Error("a test gives a row");
    const reading = readCatalogueRow(row, { skuLine: () => skuLine, barcodeOwner: () => undefined });
    if (reading.ok) throw new Error("nothing was set aside");
    return setAsideSchema.parse(
      toSetAside(rows, reading.error, { setAsideId: "s2", file: "catalogue.csv", kind: "catalogue" }),
    );
  }

  test("brings the item in with its count", () => {
    const record = storedRow({ sku: "TIN-7", name: "ENAMEL TIN", price: "3,10", currency: "GBP", on_hand: "44" });
    expect(record.problems.map((problem) => problem.suggestion)).toEqual(["3.10"]);
    const mended = mend(record, [{ line: 4, column: "price", value: "3.10" }], context);
    expect(
      mended.ok && mended.value.kind === "catalogue" && [mended.value.entry.item.price, mended.value.entry.onHand],
    ).toEqual([{ value: 310, scale: 2 }, 44]);
    expect(mended.ok && mended.value.kind === "catalogue" && mended.value.entry.digestInput).toContain("3,10");
  });

  test("a SKU that the file has twice stays out until it is another", () => {
    const record = storedRow({ sku: "TIN-7", name: "ENAMEL TIN", price: "3.10", currency: "GBP" }, 2);
    expect(codes(mend(record, [], context))).toEqual([[4, "repeated-sku"]]);
    expect(codes(mend(record, [{ line: 4, column: "sku", value: "TIN-8" }], context))).toBe("in");
  });

  test("a barcode that an item in the store bears is refused", () => {
    const record = storedRow({ sku: "TIN-7", name: "", price: "3.10", currency: "GBP", barcode: "SHELF-9" });
    const taken = { ...context, barcodeOwner: () => "HOOK" };
    expect(codes(mend(record, [{ line: 4, column: "name", value: "TIN" }], taken))).toEqual([[4, "repeated-barcode"]]);
  });
});
