import { z } from "zod";
import { addressSchema } from "../../kernel/address.ts";
import {
  holdTypeSchema,
  orderContentSchema,
  orderLineContentSchema,
  tenderSchema,
  totalsSchema,
} from "../../orders/order-content.ts";

const quantity = z.int().positive();

/** So many units of a line's SKU, in or out of one place. */
export const lineQuantitySchema = z.object({ lineId: z.string(), sku: z.string(), place: z.string(), quantity });
export type LineQuantity = z.infer<typeof lineQuantitySchema>;

/** What a station that does not keep the order would like its keeper to do. `seen` names the fact the asker saw last. */
export const orderAskSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("cancel"), by: z.enum(["customer", "merchant"]), at: z.int(), reason: z.string() }),
  z.object({ type: z.literal("address"), shipTo: addressSchema, seen: z.string(), reason: z.string() }),
  z.object({
    type: z.literal("lines"),
    lines: z.array(orderLineContentSchema).min(1),
    totals: totalsSchema,
    seen: z.string(),
    reason: z.string(),
  }),
  z.object({
    type: z.literal("refund"),
    refundId: z.string().min(1),
    tenderId: z.string().min(1),
    amountMinor: z.int().positive(),
    reason: z.string(),
  }),
]);
export type OrderAsk = z.infer<typeof orderAskSchema>;

export const orderKinds = {
  "order.placed": { version: 1, body: z.object({ orderId: z.string(), content: orderContentSchema }) },
  "order.holdAdded": {
    version: 1,
    body: z.object({ orderId: z.string(), holdId: z.string(), type: holdTypeSchema, reason: z.string() }),
  },
  /** Names the holds it lifts: one added elsewhere at the same time stays (observed-remove set). */
  "order.holdReleased": {
    version: 1,
    body: z.object({ orderId: z.string(), holdIds: z.array(z.string()).min(1), reason: z.string() }),
  },
  "order.cancelled": {
    version: 2,
    body: z.object({
      orderId: z.string(),
      by: z.enum(["shop", "customer", "merchant"]),
      /** UTC ms; when the shop says it was cancelled, which may be before it came in. */
      at: z.int(),
      reason: z.string(),
      /** Allocations that go back to stock. */
      freed: z.array(lineQuantitySchema),
    }),
  },
  /** The shop had sent these lines itself before the order came in: no stock of ours moves. */
  "order.shippedElsewhere": {
    version: 1,
    body: z.object({ orderId: z.string(), at: z.int(), lineIds: z.array(z.string()).min(1) }),
  },
  "order.tenderRecorded": { version: 1, body: z.object({ orderId: z.string(), tender: tenderSchema }) },
  /** Stock is promised to the order from named places; what is short waits as a backorder. */
  "order.released": {
    version: 2,
    body: z.object({
      orderId: z.string(),
      allocations: z.array(lineQuantitySchema),
      backorders: z.array(z.object({ lineId: z.string(), sku: z.string(), quantity })),
    }),
  },
  /** Handed over: every box of the order has its label bound to it. Stock leaves for the customer. */
  "order.shipped": {
    version: 2,
    body: z.object({
      orderId: z.string(),
      sessionId: z.string(),
      parcelIds: z.array(z.string()).min(1),
      lines: z.array(lineQuantitySchema),
    }),
  },
  /** Asked of the order's keeper by a station that is not; see orderAskSchema. */
  "order.asked": {
    version: 1,
    body: z.object({ orderId: z.string(), askId: z.string().min(1), ask: orderAskSchema }),
  },
  /** The keeper did what was asked (by facts beside this one), or says why not. */
  "order.askAnswered": {
    version: 1,
    body: z.object({
      orderId: z.string(),
      askId: z.string().min(1),
      outcome: z.enum(["done", "declined"]),
      reason: z.string(),
    }),
  },
  "order.addressChanged": {
    version: 1,
    body: z.object({ orderId: z.string(), shipTo: addressSchema, reason: z.string() }),
  },
  /** The whole of the lines after an edit; only while nothing is promised to them. */
  "order.linesChanged": {
    version: 1,
    body: z.object({
      orderId: z.string(),
      lines: z.array(orderLineContentSchema).min(1),
      totals: totalsSchema,
      reason: z.string(),
    }),
  },
  /** What goes with the order and is no promise to anybody; a part that is left out stays as it was. */
  "order.detailsChanged": {
    version: 1,
    body: z.object({
      orderId: z.string(),
      shippingMethod: z.string().optional(),
      note: z.string().optional(),
    }),
  },
  /** Money to give back; never more than a tender captured. The intent counts, whenever the money moves. */
  "order.refunded": {
    version: 1,
    body: z.object({
      orderId: z.string(),
      refundId: z.string().min(1),
      tenderId: z.string().min(1),
      amountMinor: z.int().positive(),
      reason: z.string(),
    }),
  },
  /** Promised units that are not there, or not now: they wait as a backorder. */
  "order.unpromised": {
    version: 2,
    body: z.object({ orderId: z.string(), freed: z.array(lineQuantitySchema).min(1), reason: z.string() }),
  },
} as const;
