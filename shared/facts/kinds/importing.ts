import { z } from "zod";

const cells = z.record(z.string(), z.string());

/** One thing wrong with one cell of a file, in words a clerk can act on. */
export const setAsideProblemSchema = z.object({
  line: z.int().positive(),
  column: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
  suggestion: z.string().optional(),
});

export const setAsideSchema = z.object({
  setAsideId: z.string(),
  file: z.string(),
  kind: z.enum(["catalogue", "shopify-orders"]),
  rows: z.array(z.object({ line: z.int().positive(), cells })).min(1),
  problems: z.array(setAsideProblemSchema).min(1),
});
export type SetAside = z.infer<typeof setAsideSchema>;

export const importCountsSchema = z.object({
  rows: z.int(),
  newOrders: z.int(),
  newUnits: z.int(),
  alreadyHere: z.int(),
  changed: z.int(),
  onHold: z.int(),
  notForPicking: z.int(),
  items: z.int(),
  itemsUnchanged: z.int(),
  setAside: z.int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

export const importingKinds = {
  /** Rows of a file that need a person; the rest of the file is in. */
  "import.rowsSetAside": { version: 1, body: z.object({ importId: z.string(), setAside: setAsideSchema }) },
  /** The rows were mended and taken in (`mended`), or a person said they are not wanted (`discarded`). */
  "import.rowsSettled": {
    version: 1,
    body: z.object({ setAsideId: z.string(), outcome: z.enum(["mended", "discarded"]) }),
  },
  "import.ended": {
    version: 1,
    body: z.object({
      importId: z.string(),
      file: z.string(),
      kind: z.enum(["catalogue", "shopify-orders"]),
      outcome: z.enum(["finished", "stopped", "broken-off"]),
      detail: z.string(),
      counts: importCountsSchema,
      notices: z.array(z.string()),
    }),
  },
} as const;
