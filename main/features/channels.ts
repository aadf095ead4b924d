import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ChannelPage, ChannelRow } from "#shared/bridge/sync-types.ts";
import { type ChannelView, freeChannel, termOf } from "#shared/channels/channel-view.ts";
import {
  asked,
  type ChannelRefusal,
  decideAskChannel,
  decideReclaimChannel,
  decideReturnChannel,
} from "#shared/channels/decide-channel.ts";
import type { Draft } from "#shared/facts/kinds.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { fileChannels } from "#shared/importing/file-channels.ts";
import { receives } from "#shared/sync/scope.ts";
import { unclaimedCount } from "../store/attention.ts";
import type { Act } from "../store/fact-log.ts";
import { hasOrdersOf } from "../store/order-list.ts";
import { stationIds } from "../store/work-list.ts";
import { channelOf } from "./answers.ts";
import { sharingOf } from "./sharing.ts";
import { scopeOf } from "../sync/sync-tables.ts";
import { actAsPerson, may, refuse, type Reply, type StationContext, stationNameOf } from "./station-context.ts";

/** Who takes in which channel, and what this station shares. */
export function channelPage(context: StationContext): ChannelPage {
  const { log, store, statements } = context;
  const from = { read: log.read.bind(log), station: store.stationId };
  const stations = stationIds(statements)
    .filter((id) => id !== store.stationId)
    .map((stationId) => ({ stationId, name: stationNameOf(context, stationId) }));
  return {
    channels: fileChannels.map((name) => rowOf(context, channelOf(from, name) ?? freeChannel(name))),
    stations,
    sharing: sharingOf(from),
  };
}

function rowOf(context: StationContext, channel: ChannelView): ChannelRow {
  const { stationId } = context.store;
  const { holder, asks } = channel;
  const standing =
    holder === ""
      ? "free"
      : holder !== stationId
        ? "elsewhere"
        : termOf(channel, stationId) === undefined
          ? "coming"
          : "here";
  return {
    channel: channel.channel,
    standing,
    holderName: holder === "" ? "" : stationNameOf(context, holder),
    isAskedHere: asks.includes(stationId),
    askedBy: asks.filter((id) => id !== stationId).map((id) => ({ stationId: id, name: stationNameOf(context, id) })),
    left: unclaimedCount(context.statements, channel.channel),
  };
}

/** A station that joins a hub brings along the channels whose files it has read. */
export function broughtChannels(context: StationContext): Draft[] {
  return fileChannels
    .filter((channel) => hasOrdersOf(context.statements, channel))
    .map((channel) => asked(channel, "import", `${context.store.stationId}/joined/${channel}`));
}

/** A station that leaves its hub gives up what it holds: the others go on without it. */
export function leftChannels(context: StationContext): Draft[] {
  const { log, store } = context;
  return fileChannels.flatMap((name) => {
    const channel = channelOf({ read: log.read.bind(log) }, name) ?? freeChannel(name);
    const decision = decideReturnChannel(channel, { station: store.stationId, next: "" });
    return decision.ok ? decision.value : [];
  });
}

export async function askForChannel(
  context: StationContext,
  { channel }: ParsedInputOf<"channels.ask">,
): Reply<null, ChannelRefusal> {
  if (!receives(scopeOf(context.statements), channel)) return refuse("channel-not-received");
  return change(context, channel, (view, act) => decideAskChannel(view, { station: act.station, askId: act.newId() }));
}

export function passChannel(
  context: StationContext,
  { channel, next }: ParsedInputOf<"channels.pass">,
): Reply<null, ChannelRefusal> {
  return change(context, channel, (view, act) => decideReturnChannel(view, { station: act.station, next }));
}

export async function reclaimChannel(
  context: StationContext,
  { channel, reason }: ParsedInputOf<"channels.reclaim">,
): Reply<null, ChannelRefusal | "role-missing"> {
  if (!may(context, "channel.reclaimed")) return refuse("role-missing");
  if (!receives(scopeOf(context.statements), channel)) return refuse("channel-not-received");
  return change(context, channel, (view, act) => decideReclaimChannel(view, { station: act.station, reason }));
}

async function change(
  context: StationContext,
  channel: string,
  decide: (view: ChannelView, act: Act) => Result<readonly Draft[], ChannelRefusal>,
): Reply<null, ChannelRefusal> {
  const decided = await actAsPerson(context, (act): Result<null, ChannelRefusal> => {
    const decision = decide(channelOf(act, channel) ?? freeChannel(channel), act);
    if (!decision.ok) return err(decision.error);
    act.append(decision.value);
    return ok(null);
  });
  return decided.ok ? decided : refuse(decided.error);
}
