import { z } from "zod";

/** Symbols a template may put on a label. */
export const symbolKinds = [
  "code-128",
  "gs1-128",
  "qr",
  "gs1-qr",
  "datamatrix",
  "gs1-datamatrix",
  "itf-14",
  "ean-13",
  "ean-8",
  "upc-a",
  "pdf417",
  "maxicode",
  "usps-imb",
  "royal-mail",
  "kix",
  "australia-post",
] as const;
export type SymbolKind = (typeof symbolKinds)[number];

/** BCP 47. */
export const templateLanguageSchema = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/);

const millimetres = z.number().min(0).max(160);
const words = z.string().trim().max(60);
const part = z.enum(["sender", "box", "band", "ship-to", "order", "sscc", "foot"]);
export type LabelPart = z.infer<typeof part>;
export const labelParts = part.options;

/**
 * A label template: which parts the label has, the words on it in one language, a logo, and what else stands where. A file
 * in `assets/templates`, or one of the same name in the station's own folder of templates. Places are millimetres from the
 * top left of the 4 x 6 inch label.
 */
export const labelTemplateSchema = z.strictObject({
  kind: z.literal("label"),
  /** BCP 47: which language the words are in. */
  language: templateLanguageSchema,
  words: z.strictObject({
    from: words,
    box: words,
    shipTo: words,
    order: words,
    phone: words,
    /** `{index}` and `{count}` are put in. */
    boxOf: words,
    /** `{time}` is put in. */
    packed: words,
  }),
  /** Parts left out leave their place free for what stands below. */
  parts: z.array(part),
  /** A black and white PNG beside this file; null for none. */
  logo: z
    .strictObject({ file: z.string().regex(/^[\w.-]+\.png$/i), x: millimetres, y: millimetres, width: millimetres })
    .nullable(),
  texts: z.array(
    z.strictObject({
      text: z.string().max(400),
      x: millimetres,
      y: millimetres,
      width: millimetres,
      height: millimetres,
      /** Type size, the largest that is tried. */
      size: z.number().min(1.5).max(30),
      bold: z.boolean(),
    }),
  ),
  symbols: z.array(
    z.strictObject({
      symbol: z.enum(symbolKinds),
      /** What it holds; the fields below in braces. */
      text: z.string().min(1).max(2000),
      x: millimetres,
      y: millimetres,
      /** Of the narrowest bar; printed as the nearest whole number of dots. */
      module: z.number().min(0.19).max(3),
      height: millimetres,
    }),
  ),
});
export type LabelTemplate = z.infer<typeof labelTemplateSchema>;

export const templateFields = ["orderNumber", "orderBarcode", "sscc", "index", "count", "postcode", "time"] as const;
export type TemplateField = (typeof templateFields)[number];

/** Puts values where a template names their fields; the name of a field that does not exist is the refusal. */
export function fillIn<Field extends string>(
  text: string,
  values: Readonly<Record<Field, string>>,
): { readonly text: string } | { readonly unknown: string } {
  let unknown: string | undefined;
  const filled = text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    if (Object.hasOwn(values, name)) return values[name as Field];
    unknown ??= name;
    return whole;
  });
  return unknown === undefined ? { text: filled } : { unknown };
}
