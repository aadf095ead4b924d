import type { CodeOf } from "#shared/bridge/contract.ts";
import type { SyncState, SyncTrouble, SyncTroubleCode } from "#shared/bridge/sync-types.ts";
import type { FactRefusal } from "#shared/sync/refusals.ts";

export const syncText = {
  title: "Sync",
  here: "On this computer",
  everythingSaved: "Everything saved",
  records: (count: string) => `${count} records`,
  waiting: "Waiting to send",
  nothingWaits: "everything was sent",
  oldest: (time: string) => `oldest from ${time}, goes by itself`,
  lastSynced: "Last synced",
  never: "Not yet",
  live: "the line is open",
  connecting: "looking for the hub",
  away: "no line; work goes on here",
  tryAt: (time: string) => `no line; tried again at ${time}`,
  download: "Download",
  copyComing: "Copy from the hub",
  openWorkComing: "Open work first",
  openWorkHere: "Open work complete",
  allHere: "Everything is here",
  copy: (done: string, all: string) => `${done} of ${all} MB`,
  history: (done: string, all: string) => `history: ${done} of ${all} records`,
  open: (done: string, all: string) => `${done} of ${all} records`,
  progress: "Download",
  refusedTitle: "Refused by the hub",
  refusedNone: "The hub has refused nothing.",
  refusedKept: "It is kept here and changes nothing until you decide.",
  recorded: (time: string, who: string) => `Recorded ${time} by ${who}`,
  sendAgain: "Send again",
  sendAllAgain: "Send all again",
  discard: "Discard, with reason",
  discardTitle: "Discard what the hub refused?",
  discardDetail: "It never counts, on this computer or any other. The record and your reason stay in the log.",
  reason: "Why",
  discardReason: "Recorded twice by hand",
  discardAct: "Discard",
  back: "Keep it",
  onlyLead: "Only a lead can do this.",
  stillRefused: "The hub has refused it again. What it says stands beside it.",
  sent: "Sent, and taken.",
  waitingTitle: "Waiting to send",
  nothingToSend: "Nothing waits.",
  hub: "Hub",
  address: "Address",
  since: "Joined",
  certificate: "Certificate",
  tryNow: "Try now",
  leave: "Leave the hub",
  leaveTitle: "Leave the hub?",
  leaveDetail:
    "This station works alone from then on. Everything that is here stays here; what still waits to be sent waits until it joins again.",
  leaveReason: "The pop-up shop closes",
  leaveAct: "Leave",
  stay: "Stay",
  alone: "This station works alone",
  aloneDetail:
    "Join your company's hub to share orders and stock with its other stations. What is here comes along, and everything goes on working without a line.",
  broken: (count: string) =>
    `${count === "1" ? "1 record" : `${count} records`} from the hub did not match their seal. They were put aside and changed nothing. Tell whoever looks after the hub.`,
  gotIt: "Got it",
} as const;

/** What stands in the way: what happened, then what to do. Nothing is lost by any of them. */
export const troubleText: Readonly<Record<SyncTroubleCode, (trouble: SyncTrouble) => string>> = {
  "no-line": () =>
    "The hub does not answer. Work goes on here, and everything is sent by itself once the line is back.",
  "hub-busy": () =>
    "The hub cannot take anything just now: its disk is full or it is being restarted. Work goes on here, and everything is sent by itself later.",
  "not-a-hub": () =>
    "What answers at the hub's address is not the hub. Check the network: a hotel or guest network may answer in its place. Everything is kept and sent later.",
  "certificate-changed": ({ detail }) =>
    `The hub shows another certificate than the one agreed to, so nothing was sent to it. If the hub was set up anew, leave it and join again with a new code. If not, somebody may be listening: tell whoever looks after the hub. It now shows ${detail}.`,
  "disk-full": () =>
    "The disk of this computer takes nothing more. Make room on it: until then nothing new can be saved, and nothing saved is lost.",
  revoked: () =>
    "This station was taken out at the hub. Everything is kept here. To go on together, leave the hub and join again with a new code.",
  "no-token": () =>
    "The hub does not know this station: it is another hub, or its data was made anew. Everything is kept here. Leave the hub and join again with a new code.",
  "other-company": () =>
    "This is the hub of another company. Nothing was sent to it. Leave it, and join your own company's hub.",
  "station-too-old": () =>
    "This Holdfast is too old for the hub. Install the newer version on this computer. Work goes on here, and everything is sent then.",
  "hub-too-old": () =>
    "The hub is older than this Holdfast. Install the newer version at the hub. Work goes on here, and everything is sent then.",
  "station-behind": ({ detail }) =>
    `The hub has ${detail} later records of this station than the station itself: this is an older copy of it. Stop working here and go on with the newer one.`,
  "clock-ahead": ({ detail }) =>
    `The clock of this computer is ${span(Number(detail))} ahead of the hub's. Set it right: until then nothing is sent, and everything is kept here.`,
  "clock-behind": ({ detail }) =>
    `The clock of this computer is ${span(Number(detail))} behind the hub's. Set it right, so that times on records are true. Nothing is lost by it.`,
  "hub-refuses": ({ detail }) =>
    `The hub said no (${detail}). Everything is kept here. Look at the hub's own messages.`,
};

const refusedFactText: Readonly<Record<FactRefusal, string>> = {
  "not-a-fact": "The hub could not read it.",
  "broken-body": "The hub could not read it: it is not written as this kind of record must be.",
  "broken-hash": "It does not match its seal: somebody or something has changed it on this computer's disk.",
  "broken-chain": "It does not follow on the record before it: the store may be a mix of two copies.",
  "number-taken": "Another record of this station has its number: two copies of this station may be in use.",
  "id-taken": "The hub has another record under the same name.",
  "other-station": "It was recorded in the name of another station.",
  "future-clock":
    "The clock of this computer was far ahead when it was recorded. Set the clock right, then send it again.",
  "unknown-person": "The hub does not know the person who did it.",
  "not-allowed": "The person who did it has no role that allows it.",
};

/** Why the hub did not take a fact. */
export function refusedBecause(code: string): string {
  return Object.hasOwn(refusedFactText, code)
    ? refusedFactText[code as FactRefusal]
    : `The hub gave a reason this Holdfast does not know (${code}).`;
}

export const sendAgainRefusals: Readonly<Record<CodeOf<"sync.sendAgain">, string>> = {
  "fact-unknown": "It is not among the refused any more.",
  "no-line": "There is no line to the hub now. Send it again once there is.",
  "clock-ahead": "The clock of this computer is still ahead. Set it right first.",
};

export const discardRefusals: Readonly<Record<CodeOf<"sync.discard">, string>> = {
  "role-missing": "Only a lead can discard what the hub refused.",
  "reason-missing": "Type why: the reason stays in the log.",
  "fact-unknown": "It is not among the refused any more.",
};

export const leaveRefusals: Readonly<Record<CodeOf<"sync.leave">, string>> = {
  "role-missing": "Only a lead can take the station out of the hub.",
  "reason-missing": "Type why: the reason stays in the log.",
  "not-joined": "This station belongs to no hub.",
};

/** Under "Last synced". */
export function lineText(state: SyncState, clock: (at: number) => string): string {
  switch (state.line) {
    case "open":
      return syncText.live;
    case "connecting":
      return syncText.connecting;
    case "away":
    case "stopped":
      return state.nextTryAt === null ? syncText.away : syncText.tryAt(clock(state.nextTryAt));
    case "alone":
      return "";
  }
}

const minute = 60_000;
const day = 24 * 60 * minute;

function span(milliseconds: number): string {
  if (milliseconds >= 2 * day) return `${Math.round(milliseconds / day)} days`;
  if (milliseconds >= 2 * 60 * minute) return `${Math.round(milliseconds / (60 * minute))} hours`;
  return `${Math.round(milliseconds / minute)} minutes`;
}
