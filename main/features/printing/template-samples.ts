import { ok, type Result } from "#shared/kernel/result.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";
import type { ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { PackingSlip } from "#shared/shipping/packing-slip-model.ts";
import type { Receipt } from "#shared/shipping/receipt-model.ts";
import type { TemplateKind } from "#shared/shipping/template-kind.ts";
import type { LabelMaker } from "../../adapters/labels/label-maker.ts";
import { settingsOf, type StationContext } from "../station-context.ts";

/** A made-up document by the template in use, as the bytes its printer would get. */
export async function sampleOf(
  kind: TemplateKind,
  context: StationContext,
  labels: LabelMaker,
  dotsPerInch: 203 | 300,
): Promise<Result<Uint8Array, LabelRefusal>> {
  switch (kind) {
    case "label": {
      const zpl = labels.zpl(sampleLabel(context), dotsPerInch);
      return zpl.ok ? ok(Buffer.from(zpl.value)) : zpl;
    }
    case "slip":
      return await labels.slip(sampleSlip(context), "a4");
    case "receipt":
      return labels.receipt(sampleReceipt(context), false);
  }
}

const customer = {
  name: "Gráinne Ó Briain",
  company: "",
  lines: ["14 Harbour Terrace"],
  city: "Cork",
  region: "",
  postcode: "T12 X6K2",
  country: "IE",
  phone: "+353 21 000 0000",
};

function sampleSlip(context: StationContext): PackingSlip {
  const { shipFrom, currency } = settingsOf(context);
  return {
    shipFrom,
    shipTo: customer,
    orderNumber: "#536365",
    orderBarcode: "HF-ORD.536365",
    placedAt: context.clock() - 86_400_000,
    packedAt: context.clock(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    boxIndex: 1,
    boxCount: 2,
    shippingMethod: "Tracked 48",
    lines: [
      { sku: "22423", name: "Cake stand, three tiers", ordered: 1, inThisBox: 1, backordered: 0 },
      { sku: "85123A", name: "Heart light holder, white", ordered: 6, inThisBox: 4, backordered: 2 },
    ],
    totals: { subtotalMinor: 2825, discountMinor: 0, shippingMinor: 395, taxMinor: 537, totalMinor: 3220 },
    taxIncluded: true,
    currency,
    note: "Please leave it with the neighbours at number 16.",
  };
}

function sampleReceipt(context: StationContext): Receipt {
  const { shipFrom, currency } = settingsOf(context);
  return {
    shop: addressLines(shipFrom, { from: shipFrom.country }),
    orderNumber: "LS1-A0412",
    at: context.clock(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lines: [
      { name: "Cake stand, three tiers", quantity: 1, totalMinor: 1275 },
      { name: "Heart light holder, white", quantity: 3, totalMinor: 885 },
    ],
    totals: { subtotalMinor: 2160, discountMinor: 160, shippingMinor: 0, taxMinor: 333, totalMinor: 2000 },
    currency,
    taxIncluded: true,
    payments: [{ method: "Cash", amountMinor: 2000 }],
    servedBy: "Mira Holt",
  };
}

function sampleLabel(context: StationContext): ShippingLabel {
  const { shipFrom } = settingsOf(context);
  return {
    shipFrom,
    shipTo: customer,
    orderNumber: "#536365",
    orderBarcode: "HF-ORD.536365",
    sscc: "095212340000000018",
    boxIndex: 1,
    boxCount: 2,
    shippingMethod: "Tracked 48",
    weightGrams: 1240,
    packedAt: context.clock(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    stationName: "Bench 1",
  };
}
