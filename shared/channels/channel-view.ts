import type { Fact } from "../facts/kinds.ts";

/** Who takes in the orders of a channel. One station at a time, or nobody: then they wait at the hub. */
export interface ChannelView {
  readonly kind: "channel";
  readonly channel: string;
  /** Station id; empty where it is the hub's to give. */
  readonly holder: string;
  readonly term: number;
  /** Epoch of the hub in which it was granted. */
  readonly epoch: string;
  /** Its holder knows all that was taken in before, and uses it. */
  readonly isAccepted: boolean;
  /** Stations that asked for it, in the order they did. */
  readonly asks: readonly string[];
}

export function channelDocument(channel: string): string {
  return `channel:${channel}`;
}

/** As it is before anybody asked for it. */
export function freeChannel(channel: string): ChannelView {
  return { kind: "channel", channel, holder: "", term: 1, epoch: "", isAccepted: false, asks: [] };
}

export function foldChannel(before: ChannelView | undefined, fact: Fact): ChannelView | undefined {
  switch (fact.kind) {
    case "channel.asked": {
      const channel = before ?? freeChannel(fact.body.channel);
      // A file that was read does not ask somebody else for what it has.
      const counts = fact.body.reason !== "import" || channel.holder === "";
      return counts && !channel.asks.includes(fact.station)
        ? { ...channel, asks: [...channel.asks, fact.station] }
        : channel;
    }
    case "channel.granted": {
      const { to, term, epoch } = fact.body;
      const channel = before ?? freeChannel(fact.body.channel);
      const isNew = channel.holder === "" && term === channel.term + 1;
      const isConfirmed = channel.holder === to && term === channel.term;
      if (!isNew && !isConfirmed) return channel;
      const asks = channel.asks.filter((station) => station !== to);
      return { ...channel, holder: to, term, epoch, isAccepted: isConfirmed && channel.isAccepted, asks };
    }
    case "channel.accepted": {
      if (before?.holder !== fact.station || before.term !== fact.body.term) return before;
      return { ...before, isAccepted: true };
    }
    case "channel.returned": {
      if (before?.holder !== fact.station || before.term !== fact.body.term) return before;
      return given(before, fact.body.next);
    }
    case "channel.reclaimed": {
      if (before?.holder !== fact.body.from || before.term !== fact.body.term) return before;
      return given(before, fact.body.next);
    }
    default:
      return before;
  }
}

/** Back to the hub. The term grows, so that what a dead holder still claims is older than what is claimed from now on. */
function given(channel: ChannelView, next: string): ChannelView {
  const others = channel.asks.filter((station) => station !== next);
  const asks = next === "" ? others : [next, ...others];
  return { ...channel, holder: "", term: channel.term + 1, isAccepted: false, asks };
}

/** Term in which a station may take in the orders of a channel; undefined where it may not. */
export function termOf(channel: ChannelView | undefined, station: string): number | undefined {
  return channel?.holder === station && channel.isAccepted ? channel.term : undefined;
}
