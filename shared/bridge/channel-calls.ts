import { z } from "zod";
import { call } from "./call.ts";
import type { ChannelPage } from "./sync-types.ts";

const channel = z.string().min(1).max(60);
const channelCodes = [
  "channel-held-here",
  "channel-asked",
  "channel-not-here",
  "reason-missing",
  "channel-not-received",
] as const;

/** Who takes in which channel, and what a station shares with the others. Part of the contract. */
export const channelCalls = {
  "channels.page": call<ChannelPage>()(z.object({})),
  /** Asks the hub, or the station that takes the channel in, for it. */
  "channels.ask": call<null>()(z.object({ channel }), channelCodes),
  /** Gives it up: for a station to be given next, or for whoever asks where `next` is empty. */
  "channels.pass": call<null>()(z.object({ channel, next: z.string().max(200) }), channelCodes),
  "channels.reclaim": call<null>()(z.object({ channel, reason: z.string().max(500) }), [
    ...channelCodes,
    "role-missing",
  ]),
  "sync.configureSharing": call<null>()(
    z.object({ pooledPercent: z.int().min(0).max(100), packedAt: z.enum(["here", "benches"]) }),
    ["role-missing"],
  ),
} as const;
