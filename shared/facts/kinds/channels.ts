import { z } from "zod";

const channel = z.string().min(1).max(60);
/** Grows whenever a channel's holder changes, so that of two who take in one order the later holder keeps it. */
const term = z.int().positive();

/**
 * Channels: where orders come from by file, a web shop for one. Whoever holds a channel takes its orders in for itself, and
 * may work on them without a line; a file of it that is read elsewhere gives orders for the holder. The right is the hub's
 * to give and is given up by its holder's signed fact only (design section 5).
 */
export const channelKinds = {
  "channel.asked": {
    version: 1,
    body: z.object({
      askId: z.string().min(1),
      channel,
      /** `import`: a file of it was read, and nobody held it; `again`: the holder wants its right confirmed. */
      reason: z.enum(["import", "person", "again"]),
    }),
  },
  /** Of the hub alone. */
  "channel.granted": {
    version: 1,
    body: z.object({
      channel,
      to: z.string().min(1),
      term,
      /** The hub's epoch: who hears of it in another one cannot know that it has heard of all there was before. */
      epoch: z.string().min(1),
    }),
  },
  /** The holder has heard of all that was taken in before it. From here on it needs no line. */
  "channel.accepted": { version: 1, body: z.object({ channel, term }) },
  /** Given up by its holder, for a station to be given next, or for whoever asks. */
  "channel.returned": { version: 1, body: z.object({ channel, term, next: z.string() }) },
  /** A lead takes it from a station that will not come back; the hub gives it anew. */
  "channel.reclaimed": {
    version: 1,
    body: z.object({ channel, from: z.string().min(1), term, next: z.string(), reason: z.string().min(1) }),
  },
  /** The order came in by a channel that this station, or the hub, holds in this term: it keeps the order. */
  "work.claimed": {
    version: 1,
    body: z.object({ orderId: z.string().min(1), channel, term }),
  },
  /** What a station shares with the others of its company. */
  "sharing.configured": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      /** Of new stock, for whoever asks; the rest can be promised here without a line. Percent. */
      pooledPercent: z.int().min(0).max(100),
      /** Who packs the orders taken here: this station, or whichever bench asks first. */
      packedAt: z.enum(["here", "benches"]),
    }),
  },
} as const;
