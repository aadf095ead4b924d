import { err, must, ok, type Result } from "../kernel/result.ts";
import type { OrderContent, OrderLineContent } from "../orders/order-content.ts";
import { shopifyColumns } from "./columns.ts";
import { canonicalRows, cellOf, type FileRow } from "./file-row.ts";
import { type Checker, createChecker, type RowNotice, type RowProblem } from "./row-problem.ts";
import { addressOf, checkShippingAddress, isBlank, phoneOf } from "./shopify-address.ts";
import { compareFigures, isTaxIncluded, moneyWords } from "./shopify-figures.ts";
import { type OrderHead, readHead } from "./shopify-head.ts";
import { type CatalogueLookup, type ReadLine, readLine } from "./shopify-lines.ts";
import { fraudHold, type ImportedHold, paymentHold, tendersOf } from "./shopify-payment.ts";
import { plainText } from "./text-cells.ts";

/** One order of a Shopify export, ready to be placed. */
export interface ImportedOrder {
  /** Shopify's `Id`, else the order's number. With the channel it is the key that makes a second import add nothing. */
  readonly externalId: string;
  readonly content: OrderContent;
  readonly holds: readonly ImportedHold[];
  /** UTC ms; the shop called the order off. */
  readonly cancelledAt?: number;
  /** UTC ms; the shop shipped the order itself. */
  readonly fulfilledAt?: number;
  /** Lines the shop sent itself: all where `fulfilledAt` is set, some after a part shipment. */
  readonly shippedLineIds: readonly string[];
  /** All money went back: the order is never for picking. */
  readonly fullyRefunded: boolean;
  readonly notices: readonly RowNotice[];
  /** See `canonicalRows`: the same text means the same record as before. */
  readonly digestInput: string;
}

export interface ShopifyContext extends CatalogueLookup {
  /** Name of the file, kept with the order. */
  readonly file: string;
  /** True where another order in the store, of another external id, bears this number. */
  readonly numberTaken?: (number: string, externalId: string) => boolean;
}

/**
 * Reads one order from its rows, all of one `Name`. Every problem of the order is in the refusal, by line.
 * @param first the one row that holds the order's own cells: customer, totals, status.
 */
export function readOrder(
  rows: readonly FileRow[],
  first: FileRow,
  context: ShopifyContext,
): Result<ImportedOrder, RowProblem[]> {
  const checker = createChecker();
  const head = readHead(first, context.numberTaken, checker);
  const standing = { currency: head.currency, withdrawn: head.withdrawn, fulfilled: head.fulfillment === "fulfilled" };
  const lines = rows.map((row, index) => readLine(row, String(index + 1), standing, context, checker));
  const contents = lines.map((line) => line.content).filter((content) => content !== undefined);
  const shipTo = addressOf(first, "Shipping");
  const billTo = addressOf(first, "Billing");
  const stillToShip = lines.some((line) => line.travels);
  if (stillToShip && !isBlank(shipTo)) checkShippingAddress(first, shipTo, checker);
  if (head.fulfillment === "partial") checkPartShipment(first, lines, checker);
  const figureNotices = checker.problems.length === 0 ? checkFigures(first, contents, head, stillToShip, checker) : [];
  if (checker.problems.length > 0) return err(checker.problems.toSorted((one, other) => one.line - other.line));

  const { externalId, number, email, placedAt, currency, totals, cancelledAt, fulfilledAt } = head;
  return ok({
    externalId,
    content: {
      channel: "shopify",
      number,
      placedAt,
      customer: { name: billTo.name || shipTo.name, email, phone: phoneOf(first, shipTo, billTo) },
      shipTo,
      billTo,
      currency,
      taxIncluded: isTaxIncluded(totals),
      lines: contents,
      totals,
      shippingMethod: plainText(cellOf(first, "Shipping Method")),
      tenders: tendersOf(first, paymentOf(head)),
      note: plainText(cellOf(first, "Notes")),
      tags: tagsOf(first),
      source: {
        externalId,
        file: context.file,
        rows: rows.map(({ line, cells }) => ({ line, cells: { ...cells } })),
      },
    },
    holds: holdsOf(first, head, stillToShip && isBlank(shipTo)),
    ...(cancelledAt === undefined ? {} : { cancelledAt }),
    ...(fulfilledAt === undefined ? {} : { fulfilledAt }),
    shippedLineIds: contents.filter((_, index) => lines[index]?.shipped).map((content) => content.lineId),
    fullyRefunded: head.fullyRefunded,
    notices: [...head.notices, ...figureNotices],
    digestInput: canonicalRows(rows, shopifyColumns),
  });
}

/** A part shipment names the lines that went; where it names none, picking would send some of them twice. */
function checkPartShipment(first: FileRow, lines: readonly ReadLine[], checker: Checker): void {
  if (lines.some((line) => line.shipped)) return;
  const message = "The shop sent a part of this order, and the file does not say which. Send the rest from the shop.";
  checker.refuse(first, "Fulfillment Status", { code: "partly-shipped", message });
}

function checkFigures(
  first: FileRow,
  lines: readonly OrderLineContent[],
  head: OrderHead,
  stillToShip: boolean,
  checker: Checker,
): RowNotice[] {
  const figures = compareFigures(head.number, lines, head.totals, head.currency);
  if (figures.kind === "agree") return [];
  // An order that nobody will pick cannot go out incomplete.
  if (figures.kind === "lines-missing" && stillToShip) {
    checker.refuse(first, "Subtotal", figures.refusal);
    return [];
  }
  return [{ line: first.line, column: "Subtotal", code: "figures-differ", message: figures.message }];
}

function holdsOf(first: FileRow, head: OrderHead, addressMissing: boolean): ImportedHold[] {
  const address: ImportedHold | undefined = addressMissing
    ? { type: "ADDRESS", reason: "The shop gives no shipping address. Ask whether the order is collected." }
    : undefined;
  const owed = moneyWords(head.outstandingMinor, head.currency);
  return [paymentHold(paymentOf(head), owed), fraudHold(first), address].filter((hold) => hold !== undefined);
}

function paymentOf(head: OrderHead): Parameters<typeof tendersOf>[1] {
  const { totals, refundedMinor, outstandingMinor } = head;
  const status = must(head.financial, "an order without problems has a financial status");
  return { status, totals, refundedMinor, outstandingMinor };
}

function tagsOf(first: FileRow): string[] {
  return plainText(cellOf(first, "Tags"))
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}
