import { extend } from "#shared/kernel/money.ts";
import { ok } from "#shared/kernel/result.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { Receipt } from "#shared/shipping/receipt-model.ts";
import type { LabelMaker } from "../../adapters/labels/label-maker.ts";
import type { PictureMaker } from "../../adapters/pictures/picture-maker.ts";
import { slipPdf } from "../documents.ts";
import { refuse, type Reply, settingsOf, signedIn, type StationContext } from "../station-context.ts";
import { queueContent, zplOfPdf } from "./print-file.ts";
import { printerFor } from "./printers.ts";

type DocumentCode = "order-unknown" | "label-refused" | "no-printer";

/** The packing slip to the printer of slips; a label printer gets it drawn at its dots, 4 x 6 inch a page. */
export async function printSlip(
  context: StationContext,
  labels: LabelMaker,
  pictures: PictureMaker,
  orderId: string,
): Reply<{ readonly jobId: string }, DocumentCode> {
  const order = context.log.read("orders", orderId);
  if (!order) return refuse("order-unknown");
  const printer = printerFor(context, "slip");
  if (!printer) return refuse("no-printer");
  const slip = await slipPdf(context, labels, orderId);
  if (!slip.ok) return refuse("label-refused", slip.error.detail);
  const title = `Packing slip ${order.number}`;
  if (printer.language !== "zpl") {
    const content = Buffer.from(slip.value.bytes).toString("base64");
    const queued = { content, encoding: "base64", labels: 0 } as const;
    return ok({ jobId: await queueContent(context, printer, "slip", title, queued, orderId) });
  }
  const drawn = await zplOfPdf(pictures, slip.value.bytes, printer.dotsPerInch);
  if (!drawn.ok) return refuse("label-refused", drawn.error);
  return ok({ jobId: await queueContent(context, printer, "slip", title, drawn.value, orderId) });
}

/** The receipt of an order that is paid at the counter; cash opens the drawer. */
export async function printReceipt(
  context: StationContext,
  labels: LabelMaker,
  orderId: string,
): Reply<{ readonly jobId: string }, DocumentCode> {
  const order = context.log.read("orders", orderId);
  if (!order) return refuse("order-unknown");
  const printer = printerFor(context, "receipt");
  if (!printer || printer.language !== "escpos") return refuse("no-printer");
  const isCash = order.tenders.some((tender) => tender.method === "cash" && tender.state === "captured");
  const made = labels.receipt(receiptOf(context, order), isCash);
  if (!made.ok) return refuse("label-refused", labelRefusalWords(made.error));
  const content = { content: Buffer.from(made.value).toString("base64"), encoding: "base64", labels: 0 } as const;
  return ok({ jobId: await queueContent(context, printer, "receipt", `Receipt ${order.number}`, content, orderId) });
}

function receiptOf(context: StationContext, order: OrderView): Receipt {
  const { shipFrom } = settingsOf(context);
  return {
    shop: addressLines(shipFrom, { from: shipFrom.country }),
    orderNumber: order.number,
    at: order.placedAt,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lines: order.lines.map(({ name, quantity, unitPrice }) => ({
      name,
      quantity,
      totalMinor: extend(unitPrice, quantity, order.currency),
    })),
    totals: order.totals,
    currency: order.currency,
    taxIncluded: order.taxIncluded,
    payments: order.tenders
      .filter((tender) => tender.state === "captured")
      .map(({ method, amountMinor }) => ({ method: paymentText(method), amountMinor })),
    servedBy: signedIn(context)?.name ?? "",
  };
}

function paymentText(method: string): string {
  const words = method.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
