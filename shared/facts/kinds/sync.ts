import { z } from "zod";

export const syncKinds = {
  /** The station belongs to a company from here on; its letters are those the hub gave it. */
  "station.joined": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      companyId: z.string(),
      /** Station id under which the hub writes facts of its own. */
      hubId: z.string(),
      letters: z.string().regex(/^[A-Z]{1,3}$/),
    }),
  },
  /** The station works alone again; what it has, it keeps. */
  "station.left": { version: 1, body: z.object({ stationId: z.string(), reason: z.string() }) },
  /** A fact that the hub refused was given up by a person; it stays in its station's log and never has a say again. */
  "sync.discarded": {
    version: 1,
    body: z.object({ factId: z.string(), kind: z.string(), code: z.string(), reason: z.string() }),
  },
} as const;
