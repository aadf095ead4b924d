import { z } from "zod";
import { addressSchema } from "../kernel/address.ts";
import { parseSscc } from "./sscc.ts";

/** Dots per inch of the label printers we print for: 812 x 1218 and 1200 x 1800 dots on a 4 x 6 inch label. */
export const labelDotsPerInch = [203, 300] as const;
export type LabelDotsPerInch = (typeof labelDotsPerInch)[number];

/** IANA name of a time zone, as in "Europe/London". */
export const timeZoneSchema = z.string().refine(isTimeZone, "a time zone this system knows");

/**
 * Everything that is printed on the 4 x 6 inch label of one box. The same content gives the same bytes, so nothing on the
 * label comes from the clock or the settings of the machine that prints it.
 */
export const shippingLabelSchema = z
  .object({
    shipFrom: addressSchema,
    shipTo: addressSchema,
    /** The number people say, as in "#536365". */
    orderNumber: z.string().min(1),
    /** Text of the order's Code 128, see orderBarcodeText. */
    orderBarcode: z.string().min(1),
    /** 18 digits with a right check digit. */
    sscc: z.string().refine((text) => parseSscc(text).ok, "an SSCC with its check digit"),
    /** 1, 2, ... up to `boxCount`. */
    boxIndex: z.int().positive(),
    boxCount: z.int().positive(),
    /** Empty where none was agreed. */
    shippingMethod: z.string(),
    /** 0 where the box was not weighed: no weight is printed. */
    weightGrams: z.int().min(0),
    /** UTC milliseconds. */
    packedAt: z.int(),
    /** Zone in which `packedAt` is written. */
    timeZone: timeZoneSchema,
    stationName: z.string(),
  })
  .refine((label) => label.boxIndex <= label.boxCount, "a box beyond the number of boxes");

export type ShippingLabel = z.infer<typeof shippingLabelSchema>;

/** Our own codes bear a prefix that no GS1 identifier or carrier number has, so that a scan says what it is. */
export const orderBarcodePrefix = "HF-ORD.";

export function orderBarcodeText(orderNumber: string): string {
  return `${orderBarcodePrefix}${orderNumber}`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
