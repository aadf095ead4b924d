import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { OrderView } from "../orders/order-view.ts";
import { type ChannelView, freeChannel, termOf } from "./channel-view.ts";

export type ChannelRefusal =
  | "channel-held-here"
  | "channel-asked"
  | "channel-not-here"
  | "reason-missing"
  /** The station has chosen not to receive its orders. */
  | "channel-not-received";

const streamOf = (channel: string): string => `channel/${channel}`;

/** Whose an order is that this station reads in a file. `hub`: undefined for a station that works alone. */
export interface Intake {
  readonly station: string;
  readonly hub: string | undefined;
  readonly channel: ChannelView | undefined;
  /** Whether the station receives the channel's orders from others; only then may it ask to take them in. */
  readonly isReceived: boolean;
  readonly newId: () => string;
}

/**
 * What goes with an order that a file brought in just now, after `order.placed`: a holder of its channel keeps it, anybody
 * else leaves it to the holder and asks for a channel that nobody holds. A station that works alone keeps all it takes in.
 */
export function keepNew(order: { readonly orderId: string; readonly channel: string }, intake: Intake): Draft[] {
  const { orderId, channel } = order;
  const { station, hub } = intake;
  if (hub === undefined) return [];
  const claimed = claim(order, intake);
  if (claimed.length > 0) return claimed;
  const body = { orderId, from: station, to: hub, askId: "", why: "not-ours" as const };
  const left = draft(`order/${orderId}`, "work.passed", body);
  const known = intake.channel ?? freeChannel(channel);
  return intake.isReceived && known.holder === "" && !known.asks.includes(station)
    ? [left, asked(channel, "import", intake.newId())]
    : [left];
}

/** What goes with an order that a file brought again: a holder that finds it unclaimed keeps it. */
export function keepKnown(order: OrderView, intake: Intake): Draft[] {
  return order.custody.isUnclaimed ? claim(order, intake) : [];
}

function claim(
  { orderId, channel }: { readonly orderId: string; readonly channel: string },
  intake: Pick<Intake, "channel" | "station">,
): Draft[] {
  const term = termOf(intake.channel, intake.station);
  return term === undefined ? [] : [claimed(orderId, channel, term)];
}

export function claimed(orderId: string, channel: string, term: number): Draft {
  return draft(`order/${orderId}`, "work.claimed", { orderId, channel, term });
}

export function asked(channel: string, reason: "import" | "person" | "again", askId: string): Draft {
  return draft(streamOf(channel), "channel.asked", { askId, channel, reason });
}

export function decideAskChannel(
  channel: ChannelView,
  by: { readonly station: string; readonly askId: string },
): Result<Draft[], ChannelRefusal> {
  if (channel.holder === by.station) return err("channel-held-here");
  if (channel.asks.includes(by.station)) return err("channel-asked");
  return ok([asked(channel.channel, "person", by.askId)]);
}

/** Its holder gives it up: for the station `next`, or for whoever asks where that is empty. */
export function decideReturnChannel(
  channel: ChannelView,
  { station, next }: { readonly station: string; readonly next: string },
): Result<Draft[], ChannelRefusal> {
  if (channel.holder !== station) return err("channel-not-here");
  const body = { channel: channel.channel, term: channel.term, next };
  return ok([draft(streamOf(channel.channel), "channel.returned", body)]);
}

/** From a station that will not come back. What that one took in and others do not know of becomes an exception. */
export function decideReclaimChannel(
  channel: ChannelView,
  { station, reason }: { readonly station: string; readonly reason: string },
): Result<Draft[], ChannelRefusal> {
  if (channel.holder === station) return err("channel-held-here");
  if (channel.holder === "") return err("channel-not-here");
  if (reason.trim() === "") return err("reason-missing");
  const { holder: from, term } = channel;
  const body = { channel: channel.channel, from, term, next: station, reason: reason.trim() };
  return ok([draft(streamOf(channel.channel), "channel.reclaimed", body)]);
}
