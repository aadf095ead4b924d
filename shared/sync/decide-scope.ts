import type { ChannelView } from "../channels/channel-view.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { channelSchema } from "../orders/order-content.ts";
import { mainSite, receives, type Scope, scopeSchema } from "./scope.ts";

export type ScopeRefusal = "site-missing" | "channel-held";

/** A scope as it is looked at. */
interface Seen {
  readonly site: string;
  readonly channels: readonly string[] | null;
}

/** Of a station that nobody has chosen anything for: the whole company. */
export const widestScope: Scope = { site: mainSite, channels: null };

/** Every channel there is to choose, and those that a scope names although this version does not know them. */
export function channelsToChoose({ channels }: Seen): readonly string[] {
  return [...new Set<string>([...channelSchema.options, ...(channels ?? [])])];
}

/** Channels whose orders the station takes in, or has asked to: it must hear of every one of their orders. */
export function channelsOf(station: string, channels: readonly ChannelView[]): readonly string[] {
  return channels
    .filter(({ holder, asks }) => holder === station || asks.includes(station))
    .map(({ channel }) => channel);
}

/**
 * What a station is to receive from now on, as a person chose it. A channel that it takes in cannot be left out: it would
 * work on orders that others have cancelled or shipped, and never hear of it. `held`: see `channelsOf`. The detail of a
 * refusal names those channels.
 */
export function decideScope(
  wanted: Seen,
  held: readonly string[],
): Result<Scope, { readonly code: ScopeRefusal; readonly detail: string }> {
  const { channels } = wanted;
  const parsed = scopeSchema.safeParse({
    site: wanted.site.trim(),
    channels: channels && [...new Set(channels)].toSorted(),
  });
  if (!parsed.success) return err({ code: "site-missing", detail: "" });
  const scope = parsed.data;
  const left = held.filter((channel) => !receives(scope, channel));
  return left.length > 0 ? err({ code: "channel-held", detail: left.join(", ") }) : ok(scope);
}

/** The same sites and channels, in whatever order they were named. */
export function isSameScope(one: Seen, other: Seen): boolean {
  const named = ({ channels }: Seen): string => JSON.stringify(channels?.toSorted() ?? null);
  return one.site === other.site && named(one) === named(other);
}

/** What another choice would mean, of the channels there are to choose. */
export interface ScopeChange {
  /** Their orders come in, those of before too. */
  readonly added: readonly string[];
  /** Their orders stay as they are here, and nothing more is heard of them. */
  readonly left: readonly string[];
  readonly isOtherSite: boolean;
}

export function scopeChange(before: Seen, wanted: Seen): ScopeChange {
  const known = new Set([...channelsToChoose(before), ...channelsToChoose(wanted)]);
  const only = (one: Seen, other: Seen): string[] =>
    [...known].filter((channel) => receives(one, channel) && !receives(other, channel));
  return {
    added: only(wanted, before),
    left: only(before, wanted),
    isOtherSite: wanted.site.trim() !== before.site,
  };
}
