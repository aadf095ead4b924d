import { z } from "zod";

const quantity = z.int().positive();

export const pickStopSchema = z.object({
  stopId: z.string(),
  bin: z.string(),
  place: z.string(),
  sku: z.string(),
  name: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  tote: z.string(),
  quantity,
});

const pick = {
  listId: z.string(),
  stopId: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  sku: z.string(),
  place: z.string(),
  tote: z.string(),
  quantity,
};

export const pickingKinds = {
  "pick.started": {
    version: 2,
    body: z.object({
      listId: z.string(),
      number: z.int().positive(),
      orders: z.array(z.object({ orderId: z.string(), number: z.string(), tote: z.string() })).min(1),
      stops: z.array(pickStopSchema).min(1),
    }),
  },
  "pick.binConfirmed": { version: 1, body: z.object({ listId: z.string(), bin: z.string(), scan: z.string() }) },
  "pick.confirmed": { version: 2, body: z.object({ ...pick, scan: z.string() }) },
  /** Takes back the pick in the fact `undoes`. */
  "pick.undone": { version: 2, body: z.object({ ...pick, undoes: z.string() }) },
  /** Not enough in the bin: the missing units stop being promised from here and wait as a backorder. */
  "pick.shorted": { version: 2, body: z.object({ ...pick, reason: z.string() }) },
  /** A list closed before its end: what was not picked is free again and its orders can be released anew. */
  "pick.closed": { version: 2, body: z.object({ listId: z.string(), freed: z.array(z.object(pick)) }) },
} as const;
