import { z } from "zod";
import { addressSchema } from "../kernel/address.ts";
import { paymentMethods } from "./place-order.ts";

/** Order entry as it crosses the bridge: what a clerk typed. */
export const orderDraftSchema = z.object({
  channel: z.enum(["phone", "counter"]),
  customer: z.object({ name: z.string().max(200), email: z.string().max(200), phone: z.string().max(60) }),
  shipTo: addressSchema,
  lines: z.array(z.object({ sku: z.string().min(1), quantity: z.int().min(1).max(1_000_000) })).max(500),
  shippingMethod: z.string().max(100),
  shippingMinor: z.int().min(0),
  discountMinor: z.int().min(0),
  payment: z.object({ method: z.enum(paymentMethods), reference: z.string().max(200) }),
  note: z.string().max(2000),
});
export type OrderDraft = z.infer<typeof orderDraftSchema>;
