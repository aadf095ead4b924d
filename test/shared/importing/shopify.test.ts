import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shopifyColumns } from "#shared/importing/columns.ts";
import { type FileRow, type SourceRow, toFileRows } from "#shared/importing/file-row.ts";
import { createOrderGrouper, createOrderSurvey, groupOrders } from "#shared/importing/order-groups.ts";
import { type OrderOutcome, readOrders } from "#shared/importing/shopify.ts";
import { type Cells, fileRows, firstRow, furtherRow, sourceRows } from "./support/shopify-rows.ts";

const second = (cells: Cells = {}): Cells => firstRow({ Name: "#1002", Id: "7000000001002", ...cells });
const twoLines = (cells: Cells = {}): Cells => firstRow({ Subtotal: "52.10", Total: "56.60", ...cells });

function outcomes(rows: readonly FileRow[]): OrderOutcome[] {
  const { groups, survey } = groupOrders(rows);
  return groups.flatMap((group) =>
    readOrders(group, { file: "orders.csv", knows: undefined, repeatedIds: survey.repeatedIds }),
  );
}

/** What became of each order: its number and lines, or the lines and problems of what was set aside. */
function told(found: readonly OrderOutcome[]): unknown[] {
  return found.map((outcome) =>
    outcome.kind === "imported"
      ? [outcome.order.content.number, outcome.order.content.lines.length]
      : [outcome.rows.map((row) => row.line), outcome.problems.map(({ line, code }) => [line, code])],
  );
}

function damaged(rows: readonly SourceRow[], line: number, change: (row: SourceRow) => SourceRow): FileRow[] {
  return toFileRows(
    rows.map((row) => (row.line === line ? change(row) : row)),
    shopifyColumns,
  );
}

describe("bringing the rows of an order together", () => {
  test("rows in sequence make an order", () => {
    expect(told(outcomes(fileRows(twoLines(), furtherRow(), second())))).toEqual([
      ["#1001", 2],
      ["#1002", 1],
    ]);
  });

  test("rows that stand apart are still one order", () => {
    expect(told(outcomes(fileRows(twoLines(), second(), furtherRow())))).toEqual([
      ["#1002", 1],
      ["#1001", 2],
    ]);
  });

  test("a further row above the order's first row belongs to it", () => {
    expect(told(outcomes(fileRows(furtherRow(), twoLines())))).toEqual([["#1001", 2]]);
  });

  test("one bad row sets its order aside whole; the others come in", () => {
    const rows = fileRows(twoLines(), furtherRow({ "Lineitem quantity": "O6" }), second());
    expect(told(outcomes(rows))).toEqual([
      [[2, 3], [[3, "not-a-number"]]],
      ["#1002", 1],
    ]);
  });

  test("what is set aside can be told again by its id and its digest text", () => {
    const [outcome] = outcomes(fileRows(firstRow({ Currency: "" })));
    const [again] = outcomes(fileRows(second(), firstRow({ Currency: "" })).slice(1));
    expect(outcome?.kind === "set-aside" && outcome.externalId).toBe("7000000001001");
    expect(
      outcome?.kind === "set-aside" && again?.kind === "set-aside" && again.digestInput === outcome.digestInput,
    ).toBe(true);
  });

  test("rows of commas alone, as spreadsheets leave them, are no rows", () => {
    expect(told(outcomes(fileRows(firstRow(), {}, {})))).toEqual([["#1001", 1]]);
  });

  test("handing out orders as rows come gives what both passes at once give", () => {
    const record = fc.tuple(fc.nat(3), fc.constantFrom("start", "further", "nameless", "other"));
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const rows = fileRows(
          ...records.map(([number, kind]): Cells => {
            if (kind === "start") return firstRow({ Name: `#${number}` });
            if (kind === "further") return furtherRow({ Name: `#${number}` });
            return furtherRow({ Name: kind === "other" ? "#none" : "" });
          }),
        );
        const surveyor = createOrderSurvey();
        rows.forEach((row) => surveyor.add(row));
        const survey = surveyor.finish();
        const grouper = createOrderGrouper(survey);
        const groups = [...rows.flatMap((row) => grouper.add(row)), ...grouper.finish("whole")];
        const lines = groups.flatMap((group) => [...group.rows, ...group.strays].map((row) => row.line));
        expect(lines.toSorted((one, other) => one - other)).toEqual(rows.map((row) => row.line));
        expect(new Set(groups.map((group) => group.name)).size).toBe(groups.length);
        for (const { name, rows: own } of groups) expect(own.every((row) => row.cells["Name"] === name)).toBe(true);
      }),
    );
  });
});

describe("never half an order", () => {
  test("a row that names no order of the file sets the order above it aside", () => {
    const rows = fileRows(firstRow(), furtherRow({ Name: "#10x1" }), second());
    expect(told(outcomes(rows))).toEqual([
      [[2, 3], [[3, "stray-row"]]],
      ["#1002", 1],
    ]);
    const [outcome] = outcomes(rows);
    expect(outcome?.kind === "set-aside" && outcome.problems.map((problem) => problem.message)).toEqual([
      "No order of this number begins in the file. It stands under order #1001: if it belongs there, type that number.",
    ]);
  });

  test("an order without its first row does not come in", () => {
    expect(told(outcomes(fileRows(furtherRow(), second())))).toEqual([
      [[2], [[2, "stray-row"]]],
      ["#1002", 1],
    ]);
  });

  test("a row with too many values sets its order aside", () => {
    const rows = damaged(sourceRows(twoLines(), furtherRow(), second()), 3, (row) => ({
      ...row,
      cells: [...row.cells, "x"],
    }));
    expect(told(outcomes(rows))).toEqual([
      [[2, 3], [[3, "wrong-width"]]],
      ["#1002", 1],
    ]);
    expect(rows[1]?.cells["Value 80"]).toBe("x");
  });

  test("a row with too few values or with a stray quotation mark sets its order aside too", () => {
    const rows = sourceRows(twoLines(), furtherRow(), second());
    const short = damaged(rows, 3, (row) => ({ ...row, cells: row.cells.slice(0, 40) }));
    const stray = damaged(rows, 3, (row) => ({ ...row, damage: "stray-quote" }));
    expect([short, stray].map((each) => told(outcomes(each)))).toEqual([
      [
        [[2, 3], [[3, "wrong-width"]]],
        ["#1002", 1],
      ],
      [
        [[2, 3], [[3, "stray-quote"]]],
        ["#1002", 1],
      ],
    ]);
  });

  test("a further row whose values shifted does not pass for an order of its own", () => {
    const gift = furtherRow({ Name: "#10x1", "Lineitem price": "0.00" });
    const rows = damaged(sourceRows(firstRow(), gift, second()), 3, (row) => ({
      ...row,
      cells: [...row.cells.slice(0, 7), "shifted", ...row.cells.slice(7)],
    }));
    expect(told(outcomes(rows))).toEqual([
      [[2, 3], [[3, "wrong-width"]]],
      ["#1002", 1],
    ]);
  });

  test("a first row with too many values takes only its own order with it", () => {
    const rows = damaged(sourceRows(firstRow(), second(), firstRow({ Name: "#1003", Id: "3" })), 3, (row) => ({
      ...row,
      cells: [...row.cells.slice(0, 60), "x", ...row.cells.slice(60)],
    }));
    expect(told(outcomes(rows))).toEqual([
      ["#1001", 1],
      [[3], [[3, "wrong-width"]]],
      ["#1003", 1],
    ]);
  });

  test("a row that swallowed others says how many lines it runs over", () => {
    const rows = damaged(sourceRows(firstRow()), 2, (row) => ({ ...row, lastLine: 9, cells: [...row.cells, "x"] }));
    const [outcome] = outcomes(rows);
    expect(outcome?.kind === "set-aside" && outcome.problems.map((problem) => problem.message)).toEqual([
      "This row has 80 values and the header has 79. It runs over 8 lines: a quotation mark may have been opened and never closed, and other rows may be inside. Mend the file and open it again.",
    ]);
  });

  test("a file that broke off sets aside the order that was being read, and no other", () => {
    const rows = fileRows(firstRow(), second());
    const { survey } = groupOrders(rows);
    const grouper = createOrderGrouper(survey);
    const groups = [...rows.flatMap((row) => grouper.add(row)), ...grouper.finish("broken-off")];
    const found = groups.flatMap((group) => readOrders(group, { file: "f", knows: undefined, repeatedIds: new Set() }));
    expect(told(found)).toEqual([
      ["#1001", 1],
      [[3], [[3, "rest-not-read"]]],
    ]);
  });
});

describe("numbers and ids that repeat", () => {
  test("an order that stands twice word for word is taken once and told", () => {
    const found = outcomes(fileRows(firstRow(), second(), firstRow()));
    expect(told(found)).toEqual([
      ["#1002", 1],
      ["#1001", 1],
    ]);
    expect(found.flatMap((outcome) => (outcome.kind === "imported" ? outcome.order.notices : []))).toEqual([
      {
        line: 4,
        column: "Name",
        code: "repeated-in-file",
        message: "Order #1001 stands in this file twice, word for word. It was taken once.",
      },
    ]);
  });

  test("an order that stands twice and differs waits for a person, both times", () => {
    expect(
      told(outcomes(fileRows(firstRow(), second(), firstRow({ "Lineitem quantity": "3", Subtotal: "73.50" })))),
    ).toEqual([
      ["#1002", 1],
      [[2, 4], [[4, "repeated-order"]]],
    ]);
  });

  test("of two orders with one number the first comes in, the second asks for a number of its own", () => {
    expect(told(outcomes(fileRows(firstRow(), firstRow({ Id: "8", "Shipping Zip": "" }))))).toEqual([
      ["#1001", 1],
      [
        [3],
        [
          [3, "repeated-number"],
          [3, "missing-postcode"],
        ],
      ],
    ]);
  });

  test("one id under two numbers sets both aside", () => {
    expect(told(outcomes(fileRows(firstRow(), second({ Id: "7000000001001" }))))).toEqual([
      [[2], [[2, "repeated-id"]]],
      [[3], [[3, "repeated-id"]]],
    ]);
  });
});
