import { z } from "zod";

export const roleSchema = z.enum(["lead", "clerk", "packer"]);
export type Role = z.infer<typeof roleSchema>;

export const peopleKinds = {
  "person.added": {
    version: 1,
    body: z.object({
      personId: z.string(),
      name: z.string().min(1),
      /** Text of the badge's barcode, with its `HF-USR.` prefix. */
      badge: z.string(),
      pinSalt: z.string(),
      /** scrypt of the PIN; the PIN itself is never stored. */
      pinHash: z.string(),
      roles: z.array(roleSchema).min(1),
    }),
  },
  "person.signedIn": {
    version: 1,
    body: z.object({ personId: z.string(), method: z.enum(["badge", "pin", "first-run"]) }),
  },
  "person.signedOut": { version: 1, body: z.object({ personId: z.string() }) },
  "station.opened": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      name: z.string().min(1),
      /** Stands in every human number made here, so that two stations never make the same one. */
      letters: z.string().regex(/^[A-Z]{1,3}$/),
      demo: z.boolean(),
    }),
  },
  "station.configured": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      settings: z.object({
        /** Printed as the sender on labels and slips. */
        shipFrom: z.object({
          name: z.string(),
          company: z.string(),
          lines: z.array(z.string()),
          city: z.string(),
          region: z.string(),
          postcode: z.string(),
          country: z.string(),
          phone: z.string(),
        }),
        currency: z.string().regex(/^[A-Z]{3}$/),
        /** GS1 company prefix, 7 to 10 digits; box numbers (SSCC) are made from it. */
        companyPrefix: z.string().regex(/^\d{7,10}$/),
        /** Path of the scanner's serial port; empty where there is none. */
        scannerPath: z.string(),
        scannerBaudRate: z.int().positive(),
        /** Host of the label printer (raw TCP); empty where there is none. */
        printerHost: z.string(),
        printerPort: z.int().min(1).max(65535),
        printerDotsPerInch: z.union([z.literal(203), z.literal(300)]),
        ordersPerPickList: z.int().min(1).max(12),
      }),
    }),
  },
} as const;
export type StationSettings = z.infer<(typeof peopleKinds)["station.configured"]["body"]>["settings"];
