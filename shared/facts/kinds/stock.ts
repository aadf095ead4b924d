import { z } from "zod";
import { siteSchema } from "../../sync/scope.ts";
import { binPattern } from "../../stock/places.ts";
import { itemContentSchema } from "../../stock/item-content.ts";

const quantity = z.int().positive();

export const stockMoveSchema = z.object({
  sku: z.string(),
  from: z.string(),
  to: z.string(),
  quantity: z.int().positive(),
});
export type StockMove = z.infer<typeof stockMoveSchema>;

export const stockKinds = {
  "item.defined": { version: 1, body: z.object({ item: itemContentSchema }) },
  /**
   * Double entry: a quantity leaves one place and enters another. `statedOnHand` is the figure a catalogue gave, kept so
   * that the same file read again moves nothing; `site` is that of its bins, left out for "main".
   */
  "stock.moved": {
    version: 2,
    body: z.object({
      moves: z.array(stockMoveSchema),
      reason: z.enum(["catalogue", "count", "receipt", "scrap"]),
      stated: z.array(z.object({ sku: z.string(), onHand: z.int().min(0), site: siteSchema.optional() })),
    }),
  },
  /**
   * So many units were counted at a place, at the moment of this fact: what was moved before or after it, known here or
   * not, keeps its say (domain reference 2.12).
   */
  "stock.counted": {
    version: 2,
    body: z.object({
      sku: z.string().min(1),
      place: z.string().regex(binPattern),
      counted: z.int().min(0),
      reason: z.string(),
    }),
  },
  /** From one place in the house to another: between bins, or out of the tote of an order that will not go. */
  "stock.relocated": {
    version: 2,
    body: z.object({ moves: z.array(stockMoveSchema).min(1), reason: z.string() }),
  },
  /** Units leave for another station; until received there they are in transit and nobody's to promise. */
  "transfer.sent": {
    version: 2,
    body: z.object({
      transferId: z.string().min(1),
      number: z.int().positive(),
      to: z.string().min(1),
      lines: z.array(z.object({ sku: z.string().min(1), name: z.string(), place: z.string(), quantity })).min(1),
    }),
  },
  /** Units of a transfer arrived, all or some; only the station it was sent to may say so. */
  "transfer.received": {
    version: 2,
    body: z.object({
      transferId: z.string().min(1),
      lines: z.array(z.object({ sku: z.string().min(1), place: z.string(), quantity })).min(1),
    }),
  },
} as const;
