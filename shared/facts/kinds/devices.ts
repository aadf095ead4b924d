import { z } from "zod";
import { rememberedDeviceSchema } from "../../devices/device.ts";

export const deviceKinds = {
  /** A scanner or scale was set up at a station, or its set-up changed. */
  "device.remembered": {
    version: 1,
    body: z.object({ stationId: z.string(), device: rememberedDeviceSchema }),
  },
  "device.forgotten": { version: 1, body: z.object({ stationId: z.string(), deviceId: z.string() }) },
  /** How fast the station's typing scanner types, learnt from three scans; null: as it was at first. */
  "wedge.taught": {
    version: 1,
    body: z.object({ stationId: z.string(), medianGapMs: z.int().min(1).max(60).nullable() }),
  },
  /** How far a weighed box may be from what the catalogue says. */
  "weighing.configured": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      toleranceGrams: z.int().min(0).max(100_000),
      tolerancePercent: z.int().min(0).max(100),
    }),
  },
} as const;
