import { draft, type Draft } from "../facts/kinds.ts";
import type { OrderView } from "../orders/order-view.ts";
import { type ChannelView, freeChannel, termOf } from "./channel-view.ts";
import { asked, claimed } from "./decide-channel.ts";

/** What the hub, or a station, does of its own accord about channels and the orders that came in by them. */

export interface HubLook {
  readonly hubId: string;
  readonly epoch: string;
  readonly channelOf: (channel: string) => ChannelView | undefined;
  /** Where a station is, as far as the hub knows. */
  readonly siteOf: (station: string) => string | undefined;
}

/** A channel that nobody holds goes to the station that asked first; a holder that doubts its right has it confirmed. */
export function hubOnChannel(channel: ChannelView, { epoch }: HubLook): Draft[] {
  const { holder, term, asks } = channel;
  const grant = (to: string, next: number): Draft[] => [
    draft(`channel/${channel.channel}`, "channel.granted", { channel: channel.channel, to, term: next, epoch }),
  ];
  if (holder === "") return asks[0] === undefined ? [] : grant(asks[0], term + 1);
  return asks.includes(holder) ? grant(holder, term) : [];
}

/**
 * What must be said before the hub does anything to an order that was left to it: it claims the order, and may do so only
 * while no station holds the channel. Undefined where the order is not the hub's to touch.
 */
export function hubClaim(order: OrderView, look: HubLook): Draft[] | undefined {
  if (!order.custody.isUnclaimed) return [];
  const { holder, term } = look.channelOf(order.channel) ?? freeChannel(order.channel);
  return holder === "" && counts(order, term) ? [claimed(order.orderId, order.channel, term)] : undefined;
}

/** One that would change nothing is never made: it would be made again, for ever. */
function counts({ custody }: OrderView, term: number): boolean {
  return term > (custody.term ?? 0);
}

export interface HolderLook {
  /** Epoch of the hub as this station knows it, once it has heard of all that the hub had to tell; else undefined. */
  readonly wholeIn: string | undefined;
  readonly newId: () => string;
}

/**
 * The holder uses its channel once it has heard of everything that was taken in before: that is when it knows all that
 * the hub knew as it gave the channel away. Where the hub was restored since, it asks again.
 */
export function holderOnChannel(channel: ChannelView, station: string, look: HolderLook): Draft[] {
  if (channel.holder !== station || channel.isAccepted || look.wholeIn === undefined) return [];
  if (channel.epoch !== look.wholeIn) {
    return channel.asks.includes(station) ? [] : [asked(channel.channel, "again", look.newId())];
  }
  const { term } = channel;
  return [draft(`channel/${channel.channel}`, "channel.accepted", { channel: channel.channel, term })];
}

/** Orders of its channel that others read and left to it. */
export function holderClaim(order: OrderView, station: string, channel: ChannelView | undefined): Draft[] {
  const term = order.custody.isUnclaimed ? termOf(channel, station) : undefined;
  return term !== undefined && counts(order, term) ? [claimed(order.orderId, order.channel, term)] : [];
}
