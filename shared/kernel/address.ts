import { z } from "zod";

/** A postal address as it was given; names and lines are never re-cased or split. Empty text where there is none. */
export const addressSchema = z.object({
  name: z.string(),
  company: z.string(),
  /** Street lines in the order they are printed. */
  lines: z.array(z.string()),
  city: z.string(),
  /** State, province or county as the source wrote it. */
  region: z.string(),
  postcode: z.string(),
  /** ISO 3166-1 alpha-2, upper case; empty where the source named none. */
  country: z.string(),
  phone: z.string(),
});

export type Address = z.infer<typeof addressSchema>;
