import { err, ok, type Result } from "../kernel/result.ts";
import type { ItemContent } from "../stock/item-content.ts";
import { readBarcode } from "./barcode-cell.ts";
import { catalogueColumns } from "./columns.ts";
import { canonicalRows, cellOf, type FileRow } from "./file-row.ts";
import { mostUnits, readUnitPrice, readWholeNumber } from "./number-cells.ts";
import { createChecker, doubtProblem, type RowNotice, type RowProblem } from "./row-problem.ts";
import { hasHiddenCharacter, plainText, readCurrency, readSku } from "./text-cells.ts";

export interface CatalogueEntry {
  readonly item: ItemContent;
  /** Units the file says are there; undefined where the cell is empty, which is no count of nought. */
  readonly onHand: number | undefined;
  readonly notices: readonly RowNotice[];
  /** See `canonicalRows`: the same text means the same row as before. */
  readonly digestInput: string;
}

export interface CatalogueContext {
  /** Line of this file that already defines the SKU. */
  readonly skuLine: (sku: string) => number | undefined;
  /** SKU that already bears this barcode, in this file or in the store. */
  readonly barcodeOwner: (barcode: string) => string | undefined;
}

/** Reads one row. Every problem of the row is in the refusal. */
export function readCatalogueRow(row: FileRow, context: CatalogueContext): Result<CatalogueEntry, RowProblem[]> {
  const doubt = doubtProblem(row);
  if (doubt) return err([doubt]);
  const checker = createChecker();
  const sku = checker.read(row, "sku", readSku);
  const name = checker.read(row, "name", readName);
  const currency = checker.read(row, "currency", readCurrency);
  const price = checker.read(row, "price", (cell) => readUnitPrice(cell, currency ?? "plain"));
  const barcode = checker.read(row, "barcode", readBarcode);
  const measure = (column: string): number => checker.read(row, column, readMeasure) ?? 0;
  const weightGrams = measure("weight_g");
  const lengthMillimetres = measure("length_mm");
  const widthMillimetres = measure("width_mm");
  const heightMillimetres = measure("height_mm");
  const onHand = checker.read(row, "on_hand", readOnHand);
  if (sku !== undefined) refuseRepeats(row, sku, barcode?.code ?? "", context, checker.refuse);
  if (
    checker.problems.length > 0 ||
    sku === undefined ||
    name === undefined ||
    price === undefined ||
    currency === undefined ||
    barcode === undefined
  ) {
    return err([...checker.problems]);
  }
  const item: ItemContent = {
    sku,
    name,
    price,
    currency,
    barcode: barcode.code,
    weightGrams,
    lengthMillimetres,
    widthMillimetres,
    heightMillimetres,
    bin: plainText(cellOf(row, "bin")),
  };
  const notices: RowNotice[] =
    barcode.notice === undefined
      ? []
      : [{ line: row.line, column: "barcode", code: "not-a-gtin", message: barcode.notice }];
  return ok({ item, onHand, notices, digestInput: canonicalRows([row], catalogueColumns) });
}

/**
 * Reads the rows of one file in turn and remembers which SKUs and barcodes it has seen.
 * @param barcodeOwner SKU that bears the barcode in the store, undefined where none does.
 */
export function createCatalogueReader(barcodeOwner: (barcode: string) => string | undefined): {
  readonly read: (row: FileRow) => Result<CatalogueEntry, RowProblem[]>;
} {
  const lines = new Map<string, number>();
  const owners = new Map<string, string>();
  const context: CatalogueContext = {
    skuLine: (sku) => lines.get(sku),
    barcodeOwner: (barcode) => owners.get(barcode) ?? barcodeOwner(barcode),
  };
  return {
    read: (row) => {
      const entry = readCatalogueRow(row, context);
      if (!entry.ok) return entry;
      lines.set(entry.value.item.sku, row.line);
      owners.set(entry.value.item.barcode, entry.value.item.sku);
      return entry;
    },
  };
}

function refuseRepeats(
  row: FileRow,
  sku: string,
  barcode: string,
  context: CatalogueContext,
  refuse: ReturnType<typeof createChecker>["refuse"],
): void {
  const line = context.skuLine(sku);
  if (line !== undefined) {
    const message = `SKU ${sku} is already on line ${line}, which is in. Keep one of the two rows.`;
    refuse(row, "sku", { code: "repeated-sku", message });
  }
  const owner = barcode === "" ? undefined : context.barcodeOwner(barcode);
  if (owner !== undefined && owner !== sku) {
    const message = `SKU ${owner} bears this barcode already. A scan could not tell the two apart: give one another barcode.`;
    refuse(row, "barcode", { code: "repeated-barcode", message });
  }
}

function readName(cell: string): ReturnType<typeof readSku> {
  const name = plainText(cell);
  if (name === "") return err({ code: "missing-value", message: "No name. Type what pickers shall read." });
  if (hasHiddenCharacter(name.replace(/[\n\r\t\u200b-\u200f]/gu, ""))) {
    return err({
      code: "control-character",
      message: "A character that cannot be shown is in this name. Type it anew.",
    });
  }
  return ok(name);
}

function readMeasure(cell: string): ReturnType<typeof readWholeNumber> {
  return cell.trim() === "" ? ok(0) : readWholeNumber(cell, { least: 0, most: mostUnits * 1_000, what: "measure" });
}

function readOnHand(cell: string): Result<number | undefined, never> | ReturnType<typeof readWholeNumber> {
  return cell.trim() === "" ? ok(undefined) : readWholeNumber(cell, { least: 0, most: 100_000_000, what: "count" });
}
