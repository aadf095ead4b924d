import { z } from "zod";
import { addressSchema } from "../kernel/address.ts";
import { totalsSchema } from "../orders/order-content.ts";
import { timeZoneSchema } from "./label-model.ts";

export const paperSchema = z.enum(["a4", "letter"]);
export type Paper = z.infer<typeof paperSchema>;

export const packingSlipLineSchema = z.object({
  sku: z.string(),
  name: z.string(),
  ordered: z.int().min(0),
  inThisBox: z.int().min(0),
  /** Promised and still to come; 0 prints nothing. */
  backordered: z.int().min(0),
});
export type PackingSlipLine = z.infer<typeof packingSlipLineSchema>;

/** The sheet that goes into the box: what was ordered, what is in here, what still comes. */
export const packingSlipSchema = z
  .object({
    shipFrom: addressSchema,
    shipTo: addressSchema,
    orderNumber: z.string().min(1),
    /** Text of the order's Code 128, see orderBarcodeText. */
    orderBarcode: z.string().min(1),
    /** When the customer ordered and when the box was shut, UTC milliseconds. */
    placedAt: z.int(),
    packedAt: z.int(),
    timeZone: timeZoneSchema,
    boxIndex: z.int().positive(),
    boxCount: z.int().positive(),
    shippingMethod: z.string(),
    lines: z.array(packingSlipLineSchema).min(1),
    /** Left out for a present: a slip without prices. */
    totals: totalsSchema.optional(),
    /** For `totals`: prices include tax, so that it is shown as a part and not added. */
    taxIncluded: z.boolean(),
    /** ISO 4217, for `totals`. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    /** A few words to the customer; empty for none. */
    note: z.string(),
  })
  .refine((slip) => slip.boxIndex <= slip.boxCount, "a box beyond the number of boxes");

export type PackingSlip = z.infer<typeof packingSlipSchema>;
