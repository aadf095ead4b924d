import { err, ok } from "../kernel/result.ts";
import type { OrderLineContent } from "../orders/order-content.ts";
import { cellOf, type FileRow } from "./file-row.ts";
import { mostUnits, readAmount, readUnitPrice, readWholeNumber } from "./number-cells.ts";
import type { CellReading, Checker } from "./row-problem.ts";
import { statusWord } from "./shopify-payment.ts";
import { plainText, readSku, readTrueOrFalse } from "./text-cells.ts";

/** An item of the catalogue whose SKU looks like the one that was not found. */
export interface NearItem {
  readonly sku: string;
  readonly name: string;
}

/** What the importer asks about the catalogue; `knows` is undefined while there is none, and every SKU passes. */
export interface CatalogueLookup {
  readonly knows: ((sku: string) => boolean) | undefined;
  readonly nearest?: (sku: string) => readonly NearItem[];
}

/**
 * Stands for the SKU of a line that has none and never travels (a tip, a gift card, a service). Lines that travel must
 * have a SKU of their own.
 */
export const withoutSku = "NO-SKU";

export interface ReadLine {
  /** Undefined where the row has a problem. */
  readonly content: OrderLineContent | undefined;
  /** The shop sent it itself. */
  readonly shipped: boolean;
  /** Somebody still has to pick and send it. */
  readonly travels: boolean;
}

/** Whether anything of the order still has to be picked, as its first row says. */
export interface OrderStanding {
  readonly withdrawn: boolean;
  readonly fulfilled: boolean;
  readonly currency: string;
}

/** Reads the line on one row. `lineId` counts the lines of the order from 1. */
export function readLine(
  row: FileRow,
  lineId: string,
  standing: OrderStanding,
  catalogue: CatalogueLookup,
  checker: Checker,
): ReadLine {
  const quantity = checker.read(row, "Lineitem quantity", (cell) =>
    readWholeNumber(cell, { least: 1, most: mostUnits, what: "quantity" }),
  );
  const unitPrice = checker.read(row, "Lineitem price", (cell) => readUnitPrice(cell, standing.currency));
  const discountMinor = checker.read(row, "Lineitem discount", (cell) => readAmount(cell, standing.currency));
  const requiresShipping = checker.read(row, "Lineitem requires shipping", (cell) => readTrueOrFalse(cell, true));
  const shippedByShop = checker.read(row, "Lineitem fulfillment status", readLineStatus);
  const shipped = standing.fulfilled || shippedByShop === true;
  const travels = requiresShipping !== false && !shipped && !standing.withdrawn;
  const sku = checker.read(row, "Lineitem sku", (cell) => readLineSku(cell, row, travels, catalogue));
  if (
    quantity === undefined ||
    unitPrice === undefined ||
    discountMinor === undefined ||
    requiresShipping === undefined ||
    sku === undefined
  ) {
    return { content: undefined, shipped, travels };
  }
  if (isBeyondReason(unitPrice, quantity)) {
    const message = "Quantity times price is beyond any order. Type the right price.";
    checker.refuse(row, "Lineitem price", { code: "too-large", message });
    return { content: undefined, shipped, travels };
  }
  const name = plainText(cellOf(row, "Lineitem name"));
  const content = { lineId, sku, name, quantity, unitPrice, discountMinor, requiresShipping };
  return { content, shipped, travels };
}

/**
 * A SKU matters where somebody will walk to its bin: a line that was shipped, refunded or called off may name an item
 * that is no longer sold, and a line that never travels may name none.
 */
function readLineSku(
  cell: string,
  row: FileRow,
  travels: boolean,
  { knows, nearest }: CatalogueLookup,
): CellReading<string> {
  const reading = readSku(cell);
  if (!travels) return plainText(cell) === "" ? ok(withoutSku) : reading;
  if (!reading.ok) {
    if (reading.error.code !== "missing-sku") return reading;
    const name = plainText(cellOf(row, "Lineitem name"));
    return err({
      code: "missing-sku",
      message: `No SKU, so nobody can pick it. Type the SKU of ${name || "this item"}.`,
    });
  }
  if (!knows || knows(reading.value)) return reading;
  const near = nearest?.(reading.value) ?? [];
  const hint =
    near.length === 0
      ? "Type the right one, or add the item to the catalogue."
      : `Nearest: ${near.map((item) => `${item.sku}, ${item.name}`).join("; ")}.`;
  return err({ code: "unknown-sku", message: `No such SKU. ${hint}` });
}

/** True where the shop sent the line itself. */
function readLineStatus(cell: string): CellReading<boolean> {
  switch (statusWord(cell)) {
    case "":
    case "pending":
    case "unfulfilled":
      return ok(false);
    case "fulfilled":
      return ok(true);
    case "partial":
    case "partially_fulfilled":
      return err({
        code: "partly-shipped",
        message: "The shop sent a part of this line, and the file does not say how much. Send the rest from the shop.",
      });
    default:
      return err({ code: "unknown-status", message: "No such line status. Write pending or fulfilled." });
  }
}

/** Money is summed in safe integers, see `extend`: ten billion a line leaves room for all of them. */
function isBeyondReason(price: OrderLineContent["unitPrice"], quantity: number): boolean {
  return price.value * quantity > Number.MAX_SAFE_INTEGER || (price.value / 10 ** price.scale) * quantity > 1e10;
}
