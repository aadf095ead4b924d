import { z } from "zod";
import { templateLanguageSchema } from "./label-template.ts";

const words = z.string().trim().min(1).max(80);
/** Short names of the months, January first: what dates on paper are made of. */
const months = z.array(z.string().trim().min(1).max(12)).length(12);
const file = z.string().regex(/^[\w.-]+\.png$/i);

const slipPart = z.enum(["sender", "barcode", "ship-to", "facts", "sku", "totals", "note"]);
export const slipParts = slipPart.options;
export const slipFields = ["orderNumber", "index", "count", "units", "later", "page", "pages"] as const;
export type SlipField = (typeof slipFields)[number];

/** A packing slip's template: its words in one language, which parts it has, a logo over the sender, a line at the end. */
export const slipTemplateSchema = z.strictObject({
  kind: z.literal("slip"),
  /** BCP 47: which language the words are in. */
  language: templateLanguageSchema,
  months,
  /** The fields above may stand in braces in every word. */
  words: z.strictObject({
    title: words,
    order: words,
    shipTo: words,
    ordered: words,
    packed: words,
    shipping: words,
    box: words,
    boxOf: words,
    sku: words,
    item: words,
    columnOrdered: words,
    columnInBox: words,
    columnToFollow: words,
    oneUnit: words,
    units: words,
    toFollow: words,
    subtotal: words,
    discount: words,
    delivery: words,
    tax: words,
    taxIncluded: words,
    total: words,
    foot: words,
    page: words,
  }),
  /** Parts left out are not printed; `totals` left out makes a slip without prices. */
  parts: z.array(slipPart),
  /** A PNG beside this file and how wide it is printed, in millimetres; null for none. */
  logo: z.strictObject({ file, width: z.number().min(5).max(80) }).nullable(),
  /** Under everything, on the last page: where to send things back to, and the like. */
  closing: z.array(z.string().trim().max(300)).max(12),
});
export type SlipTemplate = z.infer<typeof slipTemplateSchema>;

const receiptPart = z.enum(["shop", "payments", "served-by"]);
export const receiptParts = receiptPart.options;
export const receiptFields = ["orderNumber", "name"] as const;
export type ReceiptField = (typeof receiptFields)[number];

/** A receipt's template: its words in one language, which parts it has, a logo on top, lines at the end. */
export const receiptTemplateSchema = z.strictObject({
  kind: z.literal("receipt"),
  language: templateLanguageSchema,
  months,
  words: z.strictObject({
    order: words,
    discount: words,
    delivery: words,
    total: words,
    tax: words,
    taxIncluded: words,
    servedBy: words,
  }),
  parts: z.array(receiptPart),
  /** Printed black and white, centred; its width in millimetres on paper of 72. */
  logo: z.strictObject({ file, width: z.number().min(5).max(70) }).nullable(),
  closing: z.array(z.string().trim().max(300)).max(12),
});
export type ReceiptTemplate = z.infer<typeof receiptTemplateSchema>;
