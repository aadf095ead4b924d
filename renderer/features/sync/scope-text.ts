import type { CodeOf } from "#shared/bridge/contract.ts";
import { channelText } from "../orders/order-text.ts";

export const scopeText = {
  title: "What this station receives",
  loading: "Looking for what this station receives",
  detail: "Stock, items, people and decisions come to every station. Of orders it receives what is chosen here.",
  site: "Site",
  siteHint:
    "Where it stands. Bins and totes belong to a site: two sites may have a bin of the same name. Stations of one site print on each other's printers and see each other's prints and sign-ins.",
  channels: "Orders",
  all: "All channels, also new ones",
  some: "Only these",
  held: (channel: string) => `${channel}: taken in here`,
  none: "No orders: stock, items and people only.",
  notNew: "A channel that is new later does not come by itself.",
  added: (channels: string) => `Orders of ${channels} come in, those of before too. Each comes once.`,
  left: (channels: string) =>
    `Orders of ${channels} that are here stay here. New ones no longer come, nor what others do to these: leave them to other stations.`,
  otherSite:
    "Prints and sign-ins of the other site come in; those that are here stay. A printer of a station at the old site prints nothing more for this one.",
  goodsStay: (units: string, site: string) =>
    `Goods do not move with the station. Of the ${units} ${units === "1" ? "unit" : "units"} it may promise, those in bins of ${site} stay there and are picked there. What you do carry over: count the old bins empty before the change, and the new ones after it.`,
  change: "Change",
  undo: "Leave it as it is",
  changing: "Asking the hub",
  changed: "Changed. What is new comes in now.",
  needsLine: "The hub must agree to a change, and there is no line to it now. Change it once there is.",
  onlyLead: "Only a lead can change this.",
} as const;

export const scopeRefusals: Readonly<Record<CodeOf<"sync.chooseScope">, (detail: string) => string>> = {
  "role-missing": () => scopeText.onlyLead,
  "not-joined": () => "This station belongs to no hub, and has only what is recorded here.",
  "no-line": () => scopeText.needsLine,
  "site-missing": () => "Type the name of the site.",
  "channel-held": (channels) =>
    `This station takes in ${namesOf(channels.split(", "))}, or has asked to, and must hear of every order of it. Pass it on first.`,
  "hub-refuses": (detail) =>
    `The hub did not agree (${detail}), and nothing was changed. It may be older than this Holdfast: look at the hub's own messages.`,
};

export function namesOf(channels: readonly string[]): string {
  return channels.map(nameOf).join(", ");
}

export function nameOf(channel: string): string {
  return (channelText as Readonly<Record<string, string>>)[channel] ?? channel;
}
