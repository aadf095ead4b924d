import { z } from "zod";
import { unitPriceSchema } from "../orders/order-content.ts";

/** Master data of one item, the body of an `item.defined` fact: each fact sets every field, the later stamp wins. */
export const itemContentSchema = z.object({
  /** Kept exactly as the catalogue writes it (`85123A`, `84029E`). */
  sku: z.string().min(1).max(64),
  name: z.string().min(1),
  price: unitPriceSchema,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /**
   * What a scanner reads off the unit. A GTIN is stored as 14 digits with leading zeros; any other printed code is kept
   * as it is; empty where the item bears none.
   */
  barcode: z.string(),
  /** Grams of one unit; 0 where not known. */
  weightGrams: z.int().min(0),
  /** Millimetres; 0 where not known. */
  lengthMillimetres: z.int().min(0),
  widthMillimetres: z.int().min(0),
  heightMillimetres: z.int().min(0),
  /** The bin a picker walks to; empty where none is set. */
  bin: z.string(),
});
export type ItemContent = z.infer<typeof itemContentSchema>;
