import { z } from "zod";

const item = { sku: z.string(), name: z.string() };

/** The one answer a picker gets to a scan; see packVerdictSchema for the rules. */
export const pickVerdictSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("list-taken"), number: z.int() }),
  z.object({ kind: z.literal("at-bin"), bin: z.string() }),
  z.object({ kind: z.literal("picked"), ...item, picked: z.int(), quantity: z.int() }),
  z.object({ kind: z.literal("stop-done"), ...item, next: z.string() }),
  z.object({ kind: z.literal("list-done"), number: z.int(), units: z.int() }),
  z.object({ kind: z.literal("right-tote"), tote: z.string() }),
  z.object({ kind: z.literal("shorted"), ...item, quantity: z.int() }),
  z.object({ kind: z.literal("taken-back"), ...item }),
  z.object({ kind: z.literal("quantity-set"), quantity: z.int() }),
  z.object({ kind: z.literal("cleared") }),
  z.object({ kind: z.literal("list-closed"), number: z.int() }),
  z.object({ kind: z.literal("wrong-bin"), bin: z.string(), wanted: z.string() }),
  z.object({ kind: z.literal("wrong-tote"), tote: z.string(), wanted: z.string() }),
  z.object({ kind: z.literal("bin-first"), bin: z.string() }),
  z.object({ kind: z.literal("wrong-item"), ...item, wanted: z.string() }),
  z.object({ kind: z.literal("one-too-many"), ...item, quantity: z.int(), scanned: z.int() }),
  z.object({ kind: z.literal("unknown-code"), text: z.string() }),
  z.object({ kind: z.literal("order-stopped"), number: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("not-now"), command: z.string(), reason: z.string() }),
  z.object({ kind: z.literal("unreadable") }),
  z.object({ kind: z.literal("not-saved"), reason: z.string() }),
]);
export type PickVerdict = z.infer<typeof pickVerdictSchema>;
