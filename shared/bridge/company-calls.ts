import { z } from "zod";
import { addressSchema } from "../kernel/address.ts";
import { unitPriceSchema } from "../orders/order-content.ts";
import { call, id, orderCodes, slice } from "./call.ts";
import type { ExceptionPage, ItemStanding, TransferPage } from "./exception-types.ts";

const editCodes = [...orderCodes, "nothing-changed", "order-of-shop", "no-lines", "sku-unknown"] as const;

const stockCodes = [
  "sku-unknown",
  "same-bin",
  "not-free-here",
  "no-lines",
  "same-station",
  "transfer-unknown",
  "transfer-done",
  "not-for-here",
  "too-many",
] as const;

const units = z.int().min(1).max(1_000_000);

/** Orders and stock that several stations share: changes, exceptions, who may promise what. Part of the contract. */
export const companyCalls = {
  "orders.changeAddress": call<null>()(
    z.object({ orderId: id, shipTo: addressSchema, reason: z.string().max(500) }),
    editCodes,
  ),
  /** The whole of the lines as they shall be. */
  "orders.changeLines": call<null>()(
    z.object({
      orderId: id,
      lines: z
        .array(
          z.object({
            sku: z.string().min(1).max(64),
            quantity: units,
            /** As agreed for this order; left out, as the line has it or the catalogue says. */
            unitPrice: unitPriceSchema.optional(),
          }),
        )
        .max(500),
      /** Left out: as before. */
      shippingMinor: z.int().min(0).max(1_000_000_000).optional(),
      reason: z.string().max(500),
    }),
    editCodes,
  ),
  /** How it is sent, and the note that goes with it. */
  "orders.changeDetails": call<null>()(
    z.object({ orderId: id, shippingMethod: z.string().max(100), note: z.string().max(2000) }),
    editCodes,
  ),
  "orders.refund": call<null>()(
    z.object({
      orderId: id,
      /** Left out: whichever payment has the most left to give back. */
      tenderId: z.string().max(200).optional(),
      amountMinor: z.int().positive(),
      reason: z.string().max(500),
      /** Units that came back, and the bins they were put in. */
      putBack: z
        .array(z.object({ lineId: z.string().max(64), bin: z.string().trim().min(1).max(64), quantity: units }))
        .max(500)
        .optional(),
      /** The order is cancelled with it: what was promised to it goes back to stock. */
      cancel: z.boolean().optional(),
    }),
    [...orderCodes, "not-captured", "more-than-sent"],
  ),
  /** Asks the station that keeps an order to hand its work over. */
  "orders.askFor": call<null>()(z.object({ orderId: id }), ["order-unknown", "kept-here", "lies-elsewhere"]),

  /** What two people did while apart and somebody has to decide, the oldest first. */
  "exceptions.page": call<ExceptionPage>()(slice),
  "exceptions.resolve": call<null>()(
    z.object({
      orderId: id,
      exceptionId: id,
      choice: z.string().max(40),
      of: z.string().max(200),
      reason: z.string().max(500),
    }),
    [...orderCodes, "exception-unknown", "choice-unknown", "amount-too-large", "not-captured", "nothing-changed"],
  ),

  /** What this station may still promise of a SKU, what it sold as backorder, and why. */
  "stock.standing": call<ItemStanding>()(z.object({ sku: z.string().min(1).max(64) })),
  "stock.count": call<null>()(
    z.object({
      sku: z.string().min(1).max(64),
      bin: z.string().max(64),
      counted: z.int().min(0).max(10_000_000),
      reason: z.string().max(500),
    }),
    stockCodes,
  ),
  "stock.relocate": call<null>()(
    z.object({
      sku: z.string().min(1).max(64),
      from: z.string().max(64),
      to: z.string().max(64),
      quantity: units,
      reason: z.string().max(500),
    }),
    stockCodes,
  ),
  "stock.transfers": call<TransferPage>()(slice),
  /** First half of a transfer: the units are in transit until the other station says they came. */
  "stock.send": call<null>()(
    z.object({
      to: id,
      lines: z
        .array(z.object({ sku: z.string().min(1).max(64), bin: z.string().max(64), quantity: units }))
        .min(1)
        .max(500),
    }),
    stockCodes,
  ),
  "stock.receive": call<null>()(
    z.object({
      transferId: id,
      lines: z
        .array(z.object({ sku: z.string().min(1).max(64), bin: z.string().trim().min(1).max(64), quantity: units }))
        .max(500),
      /** Units that did not come, and are not waited for any longer. */
      missing: z
        .array(z.object({ sku: z.string().min(1).max(64), quantity: units }))
        .max(500)
        .optional(),
    }),
    stockCodes,
  ),
} as const;
