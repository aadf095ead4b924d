import { z } from "zod";
import { itemContentSchema } from "../../stock/item-content.ts";

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
   * that the same file read again moves nothing.
   */
  "stock.moved": {
    version: 1,
    body: z.object({
      moves: z.array(stockMoveSchema),
      reason: z.enum(["catalogue", "count", "receipt", "scrap"]),
      stated: z.array(z.object({ sku: z.string(), onHand: z.int().min(0) })),
    }),
  },
} as const;
