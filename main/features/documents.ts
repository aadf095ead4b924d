import { writeFile } from "node:fs/promises";
import { ok, type Result } from "#shared/kernel/result.ts";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";
import { orderBarcodeText } from "#shared/shipping/label-model.ts";
import type { PackingSlip } from "#shared/shipping/packing-slip-model.ts";
import type { LabelMaker } from "../adapters/labels/label-maker.ts";
import { labelOf } from "./packing-labels.ts";
import { labelDots } from "./printing/printers.ts";
import { refuse, type Reply, settingsOf, type StationContext } from "./station-context.ts";

/** Where a person wants a file; undefined when they think better of it. */
export type AskPath = (suggested: string) => Promise<string | undefined>;

/** The label of a box as PDF: the same label the printer got, drawn anew from the same facts. */
export async function labelPdf(
  context: StationContext,
  labels: LabelMaker,
  parcelId: string,
): Reply<{ readonly name: string; readonly bytes: Uint8Array }, "parcel-unknown" | "label-refused"> {
  const parcel = context.log.read("parcels", parcelId);
  const order = parcel && context.log.read("orders", parcel.orderId);
  if (!parcel || !order) return refuse("parcel-unknown");
  const pdf = await labels.pdf(labelOf(context, order, parcel), labelDots(context));
  if (!pdf.ok) return refuse("label-refused", labelRefusalWords(pdf.error));
  return ok({ name: `label-${fileName(order.number)}-box-${parcel.index}.pdf`, bytes: pdf.value });
}

/** What lies in the boxes of an order, what waits as a backorder, for the customer. */
export async function slipPdf(
  context: StationContext,
  labels: LabelMaker,
  orderId: string,
): Reply<{ readonly name: string; readonly bytes: Uint8Array }, "order-unknown" | "label-refused"> {
  const order = context.log.read("orders", orderId);
  if (!order) return refuse("order-unknown");
  const parcels = order.parcelIds.flatMap((id) => context.log.read("parcels", id) ?? []);
  const inBoxes = new Map<string, number>();
  for (const part of parcels.flatMap((parcel) => parcel.contents)) {
    inBoxes.set(part.lineId, (inBoxes.get(part.lineId) ?? 0) + part.quantity);
  }
  const slip: PackingSlip = {
    shipFrom: settingsOf(context).shipFrom,
    shipTo: order.shipTo,
    orderNumber: order.number,
    orderBarcode: orderBarcodeText(order.number),
    placedAt: order.placedAt,
    packedAt: parcels[0]?.packedAt ?? context.clock(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    boxIndex: 1,
    boxCount: 1,
    shippingMethod: order.shippingMethod,
    lines: order.lines.map((line) => ({
      sku: line.sku,
      name: line.name,
      ordered: line.quantity,
      inThisBox: inBoxes.get(line.lineId) ?? 0,
      backordered: line.backordered,
    })),
    totals: order.totals,
    currency: order.currency,
    taxIncluded: order.taxIncluded,
    note: order.note,
  };
  const pdf = await labels.slip(slip, paperFor(order.shipTo.country));
  if (!pdf.ok) return refuse("label-refused", labelRefusalWords(pdf.error));
  return ok({ name: `packing-slip-${fileName(order.number)}.pdf`, bytes: pdf.value });
}

export async function scannerCardPdf(
  labels: LabelMaker,
  card: "test" | "commands",
  at: number,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  return card === "test"
    ? { name: "scanner-card.pdf", bytes: await labels.scannerCard(at) }
    : { name: "command-card.pdf", bytes: await labels.commandCard(at) };
}

/** Letter in North America and where it is sold as the norm, A4 everywhere else (CLDR, paper size). */
function paperFor(country: string): "a4" | "letter" {
  const letter = ["US", "CA", "MX", "CL", "CO", "CR", "DO", "GT", "PA", "PH", "PR", "SV", "VE", "NI", "BZ"];
  return letter.includes(country) ? "letter" : "a4";
}

export async function saveDocument<Code extends string>(
  made: Result<{ readonly name: string; readonly bytes: Uint8Array }, { readonly code: Code; readonly detail: string }>,
  ask: AskPath,
): Reply<{ readonly path: string } | null, Code | "not-saved"> {
  if (!made.ok) return made;
  const path = await ask(made.value.name);
  if (path === undefined) return ok(null);
  try {
    await writeFile(path, made.value.bytes);
  } catch (problem) {
    return refuse("not-saved", problem instanceof Error ? problem.message : String(problem));
  }
  return ok({ path });
}

function fileName(number: string): string {
  return number.replace(/[^\p{L}\p{N}.-]/gu, "") || "order";
}
