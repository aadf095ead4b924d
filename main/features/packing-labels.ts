import { draft, type Draft } from "#shared/facts/kinds.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { PackBox, PackSessionView } from "#shared/packing/pack-session-view.ts";
import type { ParcelView } from "#shared/shipping/parcel-view.ts";
import { orderBarcodeText, type ShippingLabel } from "#shared/shipping/label-model.ts";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";
import { makeSscc } from "#shared/shipping/sscc.ts";
import type { LabelMaker } from "../adapters/labels/label-maker.ts";
import type { Act } from "../store/fact-log.ts";
import { weightOf } from "../store/item-list.ts";
import { destination, labelDots } from "./printing/printers.ts";
import { settingsOf, type StationContext, stationView } from "./station-context.ts";

/**
 * Serials of one station stay apart from another's by their two leading digits, made of its letters: A is 00, Z 25, AA 26,
 * CV 99. A company with more stations than that needs ranges handed out by a hub.
 */
function stationDigits(letters: string): number {
  let place = 0;
  for (const letter of letters) place = place * 26 + (letter.charCodeAt(0) - 64);
  return (place - 1) % 100;
}

/** The next box number. The company prefix leaves 16 - its length digits for the serial: two of station, the rest counted. */
function nextSscc(context: StationContext, act: Act): Result<string, string> {
  const { companyPrefix } = settingsOf(context);
  const serialDigits = 16 - companyPrefix.length;
  const counted = act.nextNumber(`sscc/${companyPrefix}`);
  const room = 10 ** (serialDigits - 2);
  const round = Math.floor(counted / room);
  if (round > 9) return err("All box numbers of this company prefix are used up. Set another prefix under Devices.");
  const serial = stationDigits(stationView(context)?.letters ?? "A") * room + (counted % room);
  const sscc = makeSscc({ extensionDigit: round, companyPrefix, serial });
  return sscc.ok ? sscc : err("The company prefix makes no valid box number. Mend it under Devices.");
}

/** Weight the box should have by the catalogue; 0 where the catalogue knows no weight of something in it. */
export function contentsGrams(
  context: StationContext,
  contents: readonly { readonly sku: string; readonly quantity: number }[],
): number {
  let total = 0;
  for (const part of contents) {
    const grams = weightOf(context.statements, part.sku);
    if (grams === 0) return 0;
    total += grams * part.quantity;
  }
  return total;
}

/** The same for one box of a session. */
export function boxGrams(context: StationContext, session: PackSessionView, box: PackBox): number {
  return contentsGrams(
    context,
    session.lines
      .map(({ lineId, sku }) => ({ sku, quantity: box.contents[lineId] ?? 0 }))
      .filter(({ quantity }) => quantity > 0),
  );
}

export function labelOf(
  context: StationContext,
  order: OrderView,
  parcel: Omit<ParcelView, "packedBy" | "boundAt">,
): ShippingLabel {
  return {
    shipFrom: settingsOf(context).shipFrom,
    shipTo: order.shipTo,
    orderNumber: order.number,
    orderBarcode: orderBarcodeText(order.number),
    sscc: parcel.sscc,
    boxIndex: parcel.index,
    boxCount: parcel.of,
    shippingMethod: order.shippingMethod,
    weightGrams: parcel.weightGrams,
    packedAt: parcel.packedAt,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    stationName: stationView(context)?.name ?? "",
  };
}

/** Shuts the boxes: a parcel with its own number for each, and its label in the print queue, all in one write. */
export function closeBoxes(
  context: StationContext,
  act: Act,
  labels: LabelMaker,
  order: OrderView,
  session: PackSessionView,
): Result<readonly Draft[], string> {
  const filled = session.boxes
    .map((box) => ({
      boxId: box.boxId,
      weighedGrams: box.weighedGrams,
      contents: session.lines
        .map((line) => ({ lineId: line.lineId, sku: line.sku, quantity: box.contents[line.lineId] ?? 0 }))
        .filter((part) => part.quantity > 0),
    }))
    .filter((box) => box.contents.length > 0);
  const parcels = [];
  const prints: Draft[] = [];
  const where = destination(context, "label");
  for (const [position, box] of filled.entries()) {
    const sscc = nextSscc(context, act);
    if (!sscc.ok) return sscc;
    const parcel = {
      parcelId: act.newId(),
      boxId: box.boxId,
      sscc: sscc.value,
      index: position + 1,
      of: filled.length,
      weightGrams: box.weighedGrams ?? contentsGrams(context, box.contents),
      contents: box.contents,
    };
    const label = labelOf(context, order, {
      ...parcel,
      orderId: order.orderId,
      sessionId: session.sessionId,
      packedAt: act.now,
    });
    const zpl = labels.zpl(label, labelDots(context));
    if (!zpl.ok) return err(labelRefusalWords(zpl.error));
    parcels.push(parcel);
    const jobId = act.newId();
    prints.push(
      draft(`print/${jobId}`, "print.queued", {
        jobId,
        orderId: order.orderId,
        parcelId: parcel.parcelId,
        sessionId: session.sessionId,
        document: "label",
        title: filled.length > 1 ? `${order.number}, box ${position + 1} of ${filled.length}` : order.number,
        content: zpl.value,
        copy: 1,
        reprintOf: "",
        ...where,
      }),
    );
  }
  const body = { sessionId: session.sessionId, orderId: order.orderId, parcels };
  return ok([draft(`pack/${session.sessionId}`, "pack.closed", body), ...prints]);
}
