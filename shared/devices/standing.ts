import { z } from "zod";

/** How a device that is wanted stands. */
export const deviceStandingSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("opening") }),
  z.object({ kind: z.literal("open"), path: z.string() }),
  z.object({
    kind: z.literal("away"),
    reason: z.enum(["not-found", "unplugged", "in-use", "not-allowed", "refused", "restarting"]),
    /** The system's own words, for "refused". */
    detail: z.string(),
  }),
]);
export type DeviceStanding = z.infer<typeof deviceStandingSchema>;
export type AwayReason = Extract<DeviceStanding, { kind: "away" }>["reason"];

/** What happened, then what to do. `name` is what people call the device, or its port. */
export function awayWords(name: string, reason: AwayReason, detail: string): string {
  switch (reason) {
    case "not-found":
      return `${name} is not plugged in. Plug it in, or choose another under Scanners.`;
    case "unplugged":
      return `${name} was unplugged. Plug it in again.`;
    case "in-use":
      return `${name} is in use by another program. Close that program.`;
    case "not-allowed":
      return `${name} may not be opened by this user. Ask for the right to use serial ports and USB devices.`;
    case "refused":
      return `${name} could not be opened (${detail}). Unplug it and plug it in again.`;
    case "restarting":
      return `${name} is being connected again. It takes a few seconds.`;
  }
}
