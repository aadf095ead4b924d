import { z } from "zod";
import { weightUnits } from "../../weighing/weight.ts";

const quantity = z.int().positive();

/** Why a scan was refused at the bench; each has its own words, colour and sound. */
export const refusalSchema = z.enum([
  "wrong-item",
  "one-too-many",
  "unknown-code",
  "wrong-order",
  "wrong-label",
  "on-hold",
  "order-cancelled",
]);
export type Refusal = z.infer<typeof refusalSchema>;

export const boxContentsSchema = z.object({ lineId: z.string(), sku: z.string(), quantity });

const unit = {
  sessionId: z.string(),
  orderId: z.string(),
  boxId: z.string(),
  lineId: z.string(),
  sku: z.string(),
  quantity,
};

export const packingKinds = {
  "pack.started": {
    version: 1,
    body: z.object({
      sessionId: z.string(),
      orderId: z.string(),
      boxId: z.string(),
      tote: z.string(),
      lines: z.array(z.object({ lineId: z.string(), sku: z.string(), name: z.string(), quantity })).min(1),
    }),
  },
  "pack.verified": { version: 1, body: z.object({ ...unit, scan: z.string() }) },
  "pack.refused": {
    version: 1,
    body: z.object({
      sessionId: z.string(),
      orderId: z.string(),
      refusal: refusalSchema,
      scan: z.string(),
      sku: z.string(),
      name: z.string(),
    }),
  },
  "pack.undone": { version: 1, body: z.object({ ...unit, undoes: z.string() }) },
  "pack.boxOpened": {
    version: 1,
    body: z.object({ sessionId: z.string(), orderId: z.string(), boxId: z.string() }),
  },
  /** The scale's stable weight of one full box, as received and in whole grams. */
  "pack.weighed": {
    version: 1,
    body: z.object({
      sessionId: z.string(),
      orderId: z.string(),
      boxId: z.string(),
      grams: z.int().positive(),
      amount: z.int().positive(),
      exponent: z.int(),
      unit: z.enum(weightUnits),
      /** By the catalogue; 0 where it does not know. */
      expectedGrams: z.int().min(0),
      /** Why a lead let pass a weight that does not fit; empty for one that does. */
      overrideReason: z.string().max(500),
    }),
  },
  /** Every unit is verified: the boxes are shut and each becomes a parcel with a number of its own. */
  "pack.closed": {
    version: 1,
    body: z.object({
      sessionId: z.string(),
      orderId: z.string(),
      parcels: z
        .array(
          z.object({
            parcelId: z.string(),
            boxId: z.string(),
            sscc: z.string().length(18),
            index: z.int().positive(),
            of: z.int().positive(),
            weightGrams: z.int().min(0),
            contents: z.array(boxContentsSchema).min(1),
          }),
        )
        .min(1),
    }),
  },
  /** The printed label was scanned on its box: this paper belongs to this box. */
  "parcel.bound": {
    version: 1,
    body: z.object({
      parcelId: z.string(),
      orderId: z.string(),
      sessionId: z.string(),
      /** The prints of this parcel's label: the scan proves that one came out. */
      jobIds: z.array(z.string()),
      scan: z.string(),
    }),
  },
} as const;
