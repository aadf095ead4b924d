import { err, ok } from "../kernel/result.ts";
import type { Totals } from "../orders/order-content.ts";
import { cellOf, type FileRow } from "./file-row.ts";
import { digitsLost, isShortened, readAmount } from "./number-cells.ts";
import type { CellReading, Checker, RowNotice } from "./row-problem.ts";
import { moneyWords } from "./shopify-figures.ts";
import { type FinancialStatus, readFinancialStatus, statusWord } from "./shopify-payment.ts";
import { hasHiddenCharacter, plainCode, plainText, readCurrency, readEmail } from "./text-cells.ts";
import { readTime } from "./time-cell.ts";

/** The cells of an order that stand on its first row only. */
export interface OrderHead {
  readonly externalId: string;
  readonly number: string;
  readonly email: string;
  readonly currency: string;
  /** UTC ms. */
  readonly placedAt: number;
  readonly cancelledAt: number | undefined;
  readonly fulfilledAt: number | undefined;
  readonly financial: FinancialStatus | undefined;
  readonly fulfillment: Fulfillment;
  readonly totals: Totals;
  readonly refundedMinor: number;
  readonly outstandingMinor: number;
  readonly fullyRefunded: boolean;
  /** Called off or refunded whole: nothing of it is for picking. */
  readonly withdrawn: boolean;
  readonly notices: readonly RowNotice[];
}

export type Fulfillment = "open" | "partial" | "fulfilled" | "restocked";

/** The shop's own id of the order as its first row has it; the number where there is none. */
export function externalIdOf(first: FileRow): string {
  return plainCode(cellOf(first, "Id")) || plainText(cellOf(first, "Name"));
}

/**
 * Where a cell cannot be read its problem is noted and a stand-in goes on, so that one pass finds every problem.
 * @param numberTaken true where another order in the store, of another external id, bears the number.
 */
export function readHead(
  first: FileRow,
  numberTaken: ((number: string, externalId: string) => boolean) | undefined,
  checker: Checker,
): OrderHead {
  const number = checker.read(first, "Name", readNumber) ?? "";
  const externalId = externalIdOf(first);
  checkIdentity(first, number, externalId, numberTaken, checker);
  const email = checker.read(first, "Email", readEmail) ?? "";
  const financial = checker.read(first, "Financial Status", readFinancialStatus);
  const currency = checker.read(first, "Currency", readCurrency) ?? "XXX";
  const money = readMoney(first, currency, checker);
  const times = readTimes(first, checker);
  const fulfillment = checker.read(first, "Fulfillment Status", readFulfillment) ?? "open";
  const restocked = fulfillment === "restocked" && times.cancelledAt === undefined;
  const cancelledAt = restocked ? times.placedAt : times.cancelledAt;
  const fulfilledAt = fulfillment === "fulfilled" ? (times.fulfilledAt ?? times.placedAt) : undefined;
  const total = money.totals.totalMinor;
  const fullyRefunded =
    financial === "refunded" || (financial === "partially_refunded" && total > 0 && money.refundedMinor >= total);
  const notices: RowNotice[] = [];
  const notice = (column: string, code: RowNotice["code"], words: string): void => {
    notices.push({ line: first.line, column, code, message: `${number}: ${words}` });
  };
  if (restocked) {
    notice("Fulfillment Status", "restocked", "the shop put all of it back in stock, so it counts as cancelled.");
  }
  if (fulfillment === "fulfilled" && times.fulfilledAt === undefined) {
    notice(
      "Fulfilled at",
      "shipped-without-date",
      "the shop shipped it and gives no day, so the day of order is used.",
    );
  }
  if (financial === "partially_refunded" && !fullyRefunded && !fulfilledAt && cancelledAt === undefined) {
    const refunded = moneyWords(money.refundedMinor, currency);
    const words = `${refunded} was refunded, the file does not say for which line. Look in the shop before it is picked.`;
    notice("Refunded Amount", "part-refunded", words);
  }
  return {
    externalId,
    number,
    email,
    currency,
    placedAt: times.placedAt,
    cancelledAt,
    fulfilledAt,
    financial,
    fulfillment,
    ...money,
    fullyRefunded,
    withdrawn: cancelledAt !== undefined || fullyRefunded,
    notices,
  };
}

function checkIdentity(
  first: FileRow,
  number: string,
  externalId: string,
  numberTaken: ((number: string, externalId: string) => boolean) | undefined,
  checker: Checker,
): void {
  // Shortened ids of a whole export are alike: every order would pass for the first.
  if (isShortened(externalId)) checker.refuse(first, "Id", digitsLost);
  else if (number !== "" && numberTaken?.(number, externalId)) {
    const message = `Another order bears the number ${number}. Give this one a number of its own, such as ${number}-2.`;
    checker.refuse(first, "Name", { code: "repeated-number", message });
  }
}

function readMoney(
  first: FileRow,
  currency: string,
  checker: Checker,
): Pick<OrderHead, "totals" | "refundedMinor" | "outstandingMinor"> {
  const amount = (column: string): number => checker.read(first, column, (cell) => readAmount(cell, currency)) ?? 0;
  const stated = (column: string): number =>
    checker.read(first, column, (cell) => readStatedAmount(cell, currency)) ?? 0;
  return {
    totals: {
      subtotalMinor: stated("Subtotal"),
      shippingMinor: amount("Shipping"),
      taxMinor: amount("Taxes"),
      discountMinor: amount("Discount Amount"),
      totalMinor: stated("Total"),
    },
    refundedMinor: amount("Refunded Amount"),
    outstandingMinor: amount("Outstanding Balance"),
  };
}

function readTimes(
  first: FileRow,
  checker: Checker,
): { placedAt: number; cancelledAt: number | undefined; fulfilledAt: number | undefined } {
  return {
    placedAt: checker.read(first, "Created at", readPlacedAt) ?? 0,
    cancelledAt: checker.read(first, "Cancelled at", readTime),
    fulfilledAt: checker.read(first, "Fulfilled at", readTime),
  };
}

function readStatedAmount(cell: string, currency: string): CellReading<number> {
  if (cell.trim() !== "") return readAmount(cell, currency);
  return err({ code: "missing-value", message: "No amount. Type what the shop says." });
}

function readNumber(cell: string): CellReading<string> {
  const number = plainText(cell);
  if (number === "") return err({ code: "missing-value", message: "No order number. Type the shop's own." });
  if (hasHiddenCharacter(number)) {
    const message = "A character that cannot be seen is in this order number. Type the number anew.";
    return err({ code: "control-character", message });
  }
  if (number.length > 64) {
    return err({ code: "too-long", message: "Longer than 64 characters. Type the shop's own order number." });
  }
  return ok(number);
}

function readPlacedAt(cell: string): CellReading<number> {
  const reading = readTime(cell);
  if (!reading.ok) return reading;
  if (reading.value !== undefined) return ok(reading.value);
  return err({ code: "missing-value", message: "No day of order. Write it like 2026-04-10 11:11:26 +0530." });
}

/** Shopify's `Fulfillment Status`. Words for work in progress at the shop count as open. */
function readFulfillment(cell: string): CellReading<Fulfillment> {
  switch (statusWord(cell)) {
    case "":
    case "unfulfilled":
    case "pending":
    case "open":
    case "in_progress":
    case "on_hold":
    case "scheduled":
      return ok("open");
    case "partial":
    case "partially_fulfilled":
      return ok("partial");
    case "fulfilled":
      return ok("fulfilled");
    case "restocked":
      return ok("restocked");
    default: {
      const message = "No such fulfilment status. Write unfulfilled, partial, fulfilled or restocked.";
      return err({ code: "unknown-status", message });
    }
  }
}
