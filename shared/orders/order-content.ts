import { z } from "zod";
import { addressSchema } from "../kernel/address.ts";

/** What was agreed when an order was placed. It is the body of the `order.placed` fact and never changes afterwards. */

const quantity = z.int().positive();
const minor = z.int();

export const unitPriceSchema = z.object({ value: z.int(), scale: z.int().min(0).max(8) });

/** Where an order came from. `phone` and `counter` orders are made at a station, `shopify` ones come in by file. */
export const channelSchema = z.enum(["shopify", "phone", "counter"]);
export type Channel = z.infer<typeof channelSchema>;

export const orderLineContentSchema = z.object({
  /** "1", "2", ... in the order the source lists them; stable for the life of the order. */
  lineId: z.string().min(1),
  sku: z.string().min(1),
  name: z.string(),
  quantity,
  /** Price of one unit as the source gives it. */
  unitPrice: unitPriceSchema,
  /** Discount on the whole line, minor units, zero or positive. */
  discountMinor: minor.min(0),
  /** False for downloads and services: they never reach a pick list. */
  requiresShipping: z.boolean(),
});
export type OrderLineContent = z.infer<typeof orderLineContentSchema>;

/** How a tender stands. Holds a method and an outside reference; never a card number. */
export const tenderStateSchema = z.enum([
  "pending",
  "authorized",
  "captured",
  "failed",
  "voided",
  "partially_refunded",
  "refunded",
]);
export const tenderSchema = z.object({
  tenderId: z.string().min(1),
  method: z.string(),
  reference: z.string(),
  state: tenderStateSchema,
  amountMinor: minor.min(0),
  refundedMinor: minor.min(0),
});
export type Tender = z.infer<typeof tenderSchema>;

/** Domain reference 3.1: any hold blocks release, pack-close, label and hand-over. */
export const holdTypeSchema = z.enum([
  "PAYMENT",
  "FRAUD",
  "ADDRESS",
  "CREDIT",
  "STOCK",
  "OPERATOR",
  "UNTIL_DATE",
  "CUSTOMS",
  "CONFLICT",
]);
export type HoldType = z.infer<typeof holdTypeSchema>;

/** Totals as the source states them; imported orders keep the shop's own figures, never "corrected". Minor units. */
export const totalsSchema = z.object({
  subtotalMinor: minor,
  shippingMinor: minor,
  taxMinor: minor,
  discountMinor: minor,
  totalMinor: minor,
});
export type Totals = z.infer<typeof totalsSchema>;

/** The imported record, so that every order can show what the shop wrote. Only cells that hold something are kept. */
export const sourceDocumentSchema = z.object({
  /** The shop's own id of the order; with the channel it is the key that makes a second import add nothing. */
  externalId: z.string(),
  /** SHA-256 of the rows: tells a second import whether the shop changed anything. */
  digest: z.string().optional(),
  file: z.string(),
  rows: z.array(z.object({ line: z.int().positive(), cells: z.record(z.string(), z.string()) })),
});

export const orderContentSchema = z.object({
  channel: channelSchema,
  /** The number people say: the shop's own ("#536365") or prefix, station letter and counter ("LS1-A0412"). */
  number: z.string().min(1),
  /** When the customer placed it, UTC milliseconds; may lie years before the fact that records it. */
  placedAt: z.int(),
  customer: z.object({ name: z.string(), email: z.string(), phone: z.string() }),
  shipTo: addressSchema,
  billTo: addressSchema,
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Prices include tax (as in UK retail) or come before it. */
  taxIncluded: z.boolean(),
  lines: z.array(orderLineContentSchema).min(1),
  totals: totalsSchema,
  shippingMethod: z.string(),
  tenders: z.array(tenderSchema),
  note: z.string(),
  tags: z.array(z.string()),
  source: sourceDocumentSchema.optional(),
});
export type OrderContent = z.infer<typeof orderContentSchema>;
