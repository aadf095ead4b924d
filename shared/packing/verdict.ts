import { z } from "zod";
import { holdTypeSchema } from "../orders/order-content.ts";

const item = { sku: z.string(), name: z.string() };

/**
 * The one answer a bench gives to a scan. Each kind has its own words, colour, frame and sound; a screen that forgets one
 * does not compile. Only the first seven show green, and only after their facts are on disk (law 1).
 */
export const packVerdictSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("opened"), resumed: z.boolean() }),
  z.object({ kind: z.literal("right"), ...item, packed: z.int(), quantity: z.int() }),
  z.object({ kind: z.literal("line-done"), ...item, quantity: z.int() }),
  z.object({ kind: z.literal("all-packed"), units: z.int(), boxes: z.int() }),
  /** All units are in; this box goes on the scale next, the `index`th of `of`. */
  z.object({ kind: z.literal("weigh"), index: z.int(), of: z.int() }),
  z.object({ kind: z.literal("weighed"), grams: z.int(), left: z.int() }),
  z.object({ kind: z.literal("label-bound"), shipped: z.boolean(), left: z.int() }),
  z.object({ kind: z.literal("taken-back"), ...item }),
  z.object({ kind: z.literal("box-opened"), index: z.int() }),
  z.object({ kind: z.literal("quantity-set"), quantity: z.int() }),
  z.object({ kind: z.literal("cleared") }),
  z.object({ kind: z.literal("parked") }),
  z.object({ kind: z.literal("printing-again"), copy: z.int() }),
  z.object({ kind: z.literal("wrong-item"), ...item }),
  z.object({ kind: z.literal("one-too-many"), ...item, quantity: z.int(), scanned: z.int() }),
  z.object({ kind: z.literal("unknown-code"), text: z.string() }),
  z.object({ kind: z.literal("wrong-order"), number: z.string() }),
  z.object({ kind: z.literal("wrong-label"), text: z.string() }),
  z.object({ kind: z.literal("on-hold"), types: z.array(holdTypeSchema), reason: z.string() }),
  z.object({ kind: z.literal("order-cancelled"), number: z.string() }),
  /** The order or tote cannot be packed now; `stage` says where the order is instead. */
  z.object({ kind: z.literal("not-ready"), number: z.string(), stage: z.string() }),
  /** All units are in, but no label can be made of this order; CLOSE tries again. */
  z.object({ kind: z.literal("label-refused"), reason: z.string() }),
  /** The box weighs not what its contents weigh: something is missing, or in it by mistake. */
  z.object({ kind: z.literal("weight-off"), index: z.int(), grams: z.int(), expectedGrams: z.int() }),
  /** A command that cannot apply says so and changes nothing. */
  z.object({ kind: z.literal("not-now"), command: z.string(), reason: z.string() }),
  /** The scan could not be read as anything (noise on the line). */
  z.object({ kind: z.literal("unreadable") }),
  /** The fact could not be written: nothing was counted. */
  z.object({ kind: z.literal("not-saved"), reason: z.string() }),
]);
export type PackVerdict = z.infer<typeof packVerdictSchema>;
