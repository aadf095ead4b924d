import { describe, expect, test } from "vitest";
import { createCatalogueReader, readCatalogueRow } from "#shared/importing/catalogue.ts";
import { catalogueColumns } from "#shared/importing/columns.ts";
import { type FileRow, toFileRows } from "#shared/importing/file-row.ts";
import { readScan } from "#shared/scanning/scan.ts";

const free = { skuLine: () => undefined, barcodeOwner: () => undefined };

const lamp = {
  sku: "LMP-100",
  name: "DESK LAMP, BRASS",
  price: "24.50",
  currency: "GBP",
  barcode: "5023456000016",
  weight_g: "1850",
  length_mm: "210",
  width_mm: "180",
  height_mm: "420",
  bin: "A-1-1",
  on_hand: "14",
};

function row(cells: Partial<typeof lamp>, line = 2): FileRow {
  const given: Record<string, string> = { ...lamp, ...cells };
  const [only] = toFileRows(
    [{ line, lastLine: line, cells: catalogueColumns.map((name) => given[name] ?? "") }],
    catalogueColumns,
  );
  return only ?? { line, cells: {} };
}

function problems(cells: Partial<typeof lamp>): unknown[] {
  const reading = readCatalogueRow(row(cells), free);
  return reading.ok ? [] : reading.error.map(({ column, code, suggestion }) => [column, code, suggestion]);
}

function barcodeOf(barcode: string): unknown {
  const reading = readCatalogueRow(row({ barcode }), free);
  return reading.ok ? reading.value.item.barcode : reading.error.map((problem) => problem.code);
}

describe("a row of the catalogue", () => {
  test("becomes an item with its count", () => {
    const reading = readCatalogueRow(row({}), free);
    expect(reading.ok && [reading.value.item, reading.value.onHand, reading.value.notices]).toEqual([
      {
        sku: "LMP-100",
        name: "DESK LAMP, BRASS",
        price: { value: 2450, scale: 2 },
        currency: "GBP",
        barcode: "05023456000016",
        weightGrams: 1850,
        lengthMillimetres: 210,
        widthMillimetres: 180,
        heightMillimetres: 420,
        bin: "A-1-1",
      },
      14,
      [],
    ]);
  });

  test("with empty cells has no measures, no barcode, no bin, and says nothing about the stock", () => {
    const empty = { barcode: "", weight_g: "", length_mm: "", width_mm: "", height_mm: "", bin: "", on_hand: "" };
    const reading = readCatalogueRow(row(empty), free);
    expect(reading.ok && [reading.value.item, reading.value.onHand]).toEqual([
      {
        sku: "LMP-100",
        name: "DESK LAMP, BRASS",
        price: { value: 2450, scale: 2 },
        currency: "GBP",
        barcode: "",
        weightGrams: 0,
        lengthMillimetres: 0,
        widthMillimetres: 0,
        heightMillimetres: 0,
        bin: "",
      },
      undefined,
    ]);
  });

  test("shows all its problems at once", () => {
    const cells = { sku: "", name: " ", price: "4,25", currency: "GPB", weight_g: "1.5", on_hand: "-2", bin: "A" };
    expect(problems(cells)).toEqual([
      ["sku", "missing-sku", undefined],
      ["name", "missing-value", undefined],
      ["currency", "not-a-currency", undefined],
      ["price", "not-a-price", "4.25"],
      ["weight_g", "not-a-whole-number", undefined],
      ["on_hand", "too-small", undefined],
    ]);
  });

  test("with more or fewer values than the header is not guessed at", () => {
    const rows = toFileRows(
      [{ line: 7, lastLine: 7, cells: ["LMP-100", "DESK LAMP", " BRASS", "24.50", "GBP"] }],
      ["sku", "name", "price", "currency"],
    );
    expect(rows.map((each) => readCatalogueRow(each, free))).toEqual([
      {
        ok: false,
        error: [
          {
            line: 7,
            column: "",
            value: "",
            code: "wrong-width",
            message: "This row has 5 values and the header has 4. Mend it in the file and open the file again.",
          },
        ],
      },
    ]);
  });

  test("the same row gives the same digest text wherever it stands, another count gives another", () => {
    const digest = (cells: Partial<typeof lamp>, line: number): string => {
      const reading = readCatalogueRow(row(cells, line), free);
      return reading.ok ? reading.value.digestInput : "";
    };
    expect(digest({}, 2)).toBe(digest({}, 99));
    expect(digest({}, 2)).not.toBe(digest({ on_hand: "15" }, 2));
  });
});

describe("a barcode", () => {
  test("is stored in the form a scan of it takes", () => {
    const printed = [
      "5023456000016",
      "050234560009",
      "50234561",
      "15023456000013",
      "5 023456 000016",
      "SHELF-9",
      "'5023456000016",
    ];
    expect(printed.map(barcodeOf)).toEqual([
      "05023456000016",
      "00050234560009",
      "00000050234561",
      "15023456000013",
      "05023456000016",
      "SHELF-9",
      "05023456000016",
    ]);
    const scan = readScan("050234560009");
    expect(scan.ok && scan.value.kind === "gtin" && scan.value.gtin).toBe(barcodeOf("050234560009"));
  });

  test("with a wrong check digit is kept as a plain code and noticed: its item still sells", () => {
    const reading = readCatalogueRow(row({ barcode: "5023456000017" }), free);
    expect(reading.ok && [reading.value.item.barcode, reading.value.notices]).toEqual([
      "5023456000017",
      [
        {
          line: 2,
          column: "barcode",
          code: "not-a-gtin",
          message:
            "5023456000017 is kept as a plain code: its check digit is not right for a GTIN. Compare it with the item.",
        },
      ],
    ]);
  });

  test("that lost its leading zero in a spreadsheet is noticed with what it may have been", () => {
    const reading = readCatalogueRow(row({ barcode: "50234560009" }), free);
    expect(reading.ok && reading.value.notices.map((notice) => notice.message)).toEqual([
      "50234560009 is kept as a plain code. A spreadsheet may have dropped a zero: 050234560009 would be a whole barcode.",
    ]);
  });

  test("that a spreadsheet shortened, that hides a character or that means something else at a bench is refused", () => {
    const refused = ["5.02E+12", "50234\u200b56", "HF-CMD.UNDO", "hf-bin.A-1", "006141411234567890"];
    expect(refused.map(barcodeOf)).toEqual([
      ["digits-lost"],
      ["control-character"],
      ["reserved-code"],
      ["reserved-code"],
      ["reserved-code"],
    ]);
  });
});

describe("the rows of one catalogue", () => {
  test("a SKU comes in once; its second row waits and names the first", () => {
    const reader = createCatalogueReader(() => undefined);
    reader.read(row({}, 2));
    expect(reader.read(row({ barcode: "", price: "1.00" }, 5))).toMatchObject({
      error: [
        {
          line: 5,
          column: "sku",
          code: "repeated-sku",
          message: "SKU LMP-100 is already on line 2, which is in. Keep one of the two rows.",
        },
      ],
    });
  });

  test("a barcode names one item, also where it is written in two lengths", () => {
    const reader = createCatalogueReader(() => undefined);
    expect(reader.read(row({ barcode: "050234560009" }, 2)).ok).toBe(true);
    expect(reader.read(row({ sku: "OTHER", barcode: "0050234560009" }, 3))).toMatchObject({
      error: [{ column: "barcode", code: "repeated-barcode" }],
    });
  });

  test("an item may keep the barcode it has in the store, another may not take it", () => {
    const reader = createCatalogueReader((barcode) => (barcode === "05023456000016" ? "LMP-100" : undefined));
    expect(reader.read(row({})).ok).toBe(true);
    expect(reader.read(row({ sku: "OTHER" })).ok).toBe(false);
  });

  test("items without a barcode do not collide", () => {
    const reader = createCatalogueReader(() => undefined);
    expect(reader.read(row({ barcode: "" })).ok).toBe(true);
    expect(reader.read(row({ sku: "OTHER", barcode: "" })).ok).toBe(true);
  });

  test("a row set aside leaves its SKU free for the next", () => {
    const reader = createCatalogueReader(() => undefined);
    expect(reader.read(row({ price: "free" }, 2)).ok).toBe(false);
    expect(reader.read(row({}, 3)).ok).toBe(true);
  });
});
