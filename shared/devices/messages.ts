import { z } from "zod";
import { weightUnits } from "../weighing/weight.ts";
import { foundDeviceSchema, rememberedDeviceSchema } from "./device.ts";
import { deviceStandingSchema } from "./standing.ts";

/**
 * The one contract between the app and its device process. Both sides parse what they get: a process that talks nonsense
 * is as good as a dead one, and is treated so.
 */

/** What the device process is told. */
export const toDevicesSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("want"),
    devices: z.array(rememberedDeviceSchema).max(50),
    /** Look for new devices every two seconds, and tell them: the set-up page is open. */
    isWatched: z.boolean(),
  }),
  z.object({ kind: z.literal("ping"), number: z.int() }),
]);
export type ToDevices = z.infer<typeof toDevicesSchema>;

const weight = z.object({ amount: z.int(), exponent: z.int(), unit: z.enum(weightUnits) });

export const weightReadingSchema = z.union([
  z.object({ kind: z.enum(["stable", "moving"]), weight }),
  z.object({ kind: z.enum(["zero", "moving-unseen", "under-zero", "overload", "calibrate", "fault"]) }),
]);

/** Most bytes of a frame that are told as they came. */
export const toldBytes = 256;

const hex = z
  .string()
  .regex(/^(?:[0-9a-f]{2})*$/)
  .max(2 * toldBytes);

export const toldFrameSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("scan"), text: z.string().max(4200), hex }),
  z.object({
    kind: z.literal("noise"),
    reason: z.enum(["too-long", "no-suffix", "even-parity", "odd-parity", "broken-report"]),
    hex,
  }),
]);
/** One frame of a scanner as it crosses: its text, and its first bytes for the set-up page. */
export type ToldFrame = z.infer<typeof toldFrameSchema>;

/** What the device process tells. */
export const fromDevicesSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pong"), number: z.int() }),
  z.object({ kind: z.literal("found"), devices: z.array(foundDeviceSchema).max(200) }),
  /** A scanner that needs no set-up was plugged in, and is used; gone again once it was unplugged. */
  z.object({ kind: z.literal("adopted"), device: rememberedDeviceSchema }),
  z.object({ kind: z.literal("released"), deviceId: z.string() }),
  z.object({ kind: z.literal("standing"), deviceId: z.string(), standing: deviceStandingSchema }),
  z.object({ kind: z.literal("frame"), deviceId: z.string(), frame: toldFrameSchema }),
  z.object({ kind: z.literal("weight"), deviceId: z.string(), reading: weightReadingSchema }),
]);
export type FromDevices = z.infer<typeof fromDevicesSchema>;
