import { z } from "zod";
import { holdTypeSchema, orderContentSchema, tenderSchema } from "../../orders/order-content.ts";

const quantity = z.int().positive();

/** So many units of a line's SKU, in or out of one place. */
export const lineQuantitySchema = z.object({ lineId: z.string(), sku: z.string(), place: z.string(), quantity });
export type LineQuantity = z.infer<typeof lineQuantitySchema>;

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
    version: 1,
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
    version: 1,
    body: z.object({
      orderId: z.string(),
      allocations: z.array(lineQuantitySchema),
      backorders: z.array(z.object({ lineId: z.string(), sku: z.string(), quantity })),
    }),
  },
  /** Handed over: every box of the order has its label bound to it. Stock leaves for the customer. */
  "order.shipped": {
    version: 1,
    body: z.object({
      orderId: z.string(),
      sessionId: z.string(),
      parcelIds: z.array(z.string()).min(1),
      lines: z.array(lineQuantitySchema),
    }),
  },
} as const;
