import type { CodeOf } from "#shared/bridge/contract.ts";
import type { ChannelPage, ChannelRow } from "#shared/bridge/sync-types.ts";

export const channelsText = {
  title: "Orders by file",
  loading: "Looking for who takes in what",
  detail: "One station takes in a shop's orders and can release, pick and pack them all day without a line.",
  ask: "Ask for it",
  asked: "Asked for",
  askedBy: (station: string) => `${station} asks for it.`,
  pass: "Pass it on",
  passTo: (station: string) => `Pass it to ${station}`,
  passToAnybody: "Whoever asks next",
  left: (count: string, standing: ChannelRow["standing"]) => {
    const orders = count === "1" ? "1 order that was" : `${count} orders that were`;
    return standing === "here"
      ? `${orders} read elsewhere are being taken over.`
      : `${orders} read from a file wait for whoever takes it in. To work on one, release it while there is a line, or ask for the channel.`;
  },
  reclaim: "Take it over",
  reclaimTitle: (channel: string, station: string) => `Take ${channel} from ${station}?`,
  reclaimDetail: (station: string) =>
    `Only when ${station} will not come back. Orders it took in and nobody else has heard of may be packed there and here: they will show under Decisions.`,
  reclaimReason: "The laptop was stolen",
  reclaimAct: "Take it over",
  reason: "Why",
  back: "Leave it there",
  pooled: "New stock others may sell unasked",
  packedAt: "Orders taken here are packed",
  onlyLead: "Only a lead can change this.",
} as const;

export const standingText: Readonly<Record<ChannelRow["standing"], (holder: string) => string>> = {
  here: () => "This station takes them in. They are yours at once, with or without a line.",
  coming: () => "It was given to this station, and is yours once everything before it has come in.",
  elsewhere: (holder) => `${holder} takes them in. What is read from a file here waits for ${holder}.`,
  free: () => "Nobody takes them in yet. The first station that reads a file of it while there is a line gets it.",
};

export const benchChoices: readonly { readonly id: ChannelPage["sharing"]["packedAt"]; readonly label: string }[] = [
  { id: "here", label: "Here, with or without a line" },
  { id: "benches", label: "At the bench that asks first, by the line" },
];

/** Shares to choose from, and the present one where it is another. */
export function poolChoices(present: number): readonly { readonly id: string; readonly label: string }[] {
  return [...new Set([0, 25, 50, 75, 100, present])]
    .toSorted((one, other) => one - other)
    .map((percent) => ({ id: String(percent), label: poolWords(percent) }));
}

function poolWords(percent: number): string {
  if (percent === 0) return "None: all can be sold here without a line";
  if (percent === 100) return "All: nothing can be sold here without a line";
  return `${percent} %`;
}

export const channelRefusals: Readonly<Record<CodeOf<"channels.reclaim">, string>> = {
  "channel-held-here": "This station takes it in already.",
  "channel-asked": "It was asked for already.",
  "channel-not-here": "It has changed hands meanwhile. Look again.",
  "reason-missing": "Type why: the reason stays in the log.",
  "role-missing": "Only a lead can do this.",
  "channel-not-received":
    "This station does not receive its orders. Choose the channel under What this station receives first.",
};
