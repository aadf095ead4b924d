import type { CommonCode } from "#shared/bridge/contract.ts";
import type { StationState } from "#shared/bridge/types.ts";
import type { ThemeChoice } from "#shared/bridge/theme.ts";

/** The words of the frame around every screen. */
export const frameText = {
  brand: "Holdfast",
  mainNavigation: "Main",
  office: "Office",
  skipToContent: "Skip to the screen",
  keys: "Keys of this screen",
  savedHere: "Saved here",
  worksAlone: "No hub joined",
  demo: "demo data",
  palette: "Commands",
  palettePlaceholder: "What do you want to do?",
  paletteNothing: "No command has these words. Try fewer letters.",
  keyHelp: "All keys",
  keyHelpNote: "Letters work outside fields. A scanner may scan at any time, whatever the focus is on.",
  everywhere: "Everywhere",
  everythingElse: "Everything else",
  back: "Back",
  dropHere: "Drop the file to import it",
  dropWhat: "A Shopify order export or a catalogue, as CSV",
} as const;

/** The connection chip. */
export const connectionText = {
  waiting: (count: string) => `Waiting to send: ${count}`,
  lastSynced: (time: string) => `Last synced ${time}`,
  noLine: (time: string) => `No line since ${time}`,
  refused: (count: string) => `Hub refused ${count}`,
  notSent: (hours: string) => `Not sent for ${hours} h`,
  diskFull: "Disk full",
  needsSomeone: "Hub needs you",
} as const;

export const signedInBy: Readonly<
  Record<NonNullable<Extract<StationState, { phase: "ready" }>["person"]>["method"], string>
> = {
  badge: "by badge",
  pin: "by PIN",
  "first-run": "",
};

export const themeText: Readonly<Record<ThemeChoice, string>> = {
  light: "Light theme",
  dark: "Dark theme",
  system: "Theme of the computer",
};

export const openingText = {
  opening: "Opening the store",
  openingDetail: "After a power cut this can take a little longer: everything saved is being checked.",
  closedTitle: "The store cannot be opened",
} as const;

export const brokenText = {
  title: "This screen stopped",
  detail:
    "Everything saved is safe, and a draft order is kept as it was typed. Open the screen again, or go to Orders.",
  again: "Open it again",
  toOrders: "Go to Orders",
  technical: "For support",
} as const;

/** After the window stopped and was opened again. */
export const reopenedText = {
  title: "The window stopped and was opened again.",
  detail:
    "Everything shown as saved is saved, and an order that was being typed is kept. Look whether the last thing you did is there.",
  toDraft: "Go to the order being typed",
  gotIt: "Got it",
} as const;

/** After the station stopped and was opened again. */
export const stationStoppedText = {
  title: "The station stopped and was opened again.",
  detail: "Everything shown as saved is saved. Look whether the last thing you did is there.",
} as const;

/** Refusals that any call may answer with. */
export const commonRefusals: Readonly<Record<CommonCode, string>> = {
  "not-signed-in": "Nobody is signed in any more. Sign in and do it again.",
  "bad-input": "That cannot be used as it is typed. Nothing was changed.",
  "store-closed": "The store is closed. Nothing was changed. Close Holdfast and open it again.",
  "not-saved": "It could not be saved, so nothing was changed. Check that the disk has room, then do it again.",
  "station-stopped":
    "The station stopped in the middle of this and opens again. Look whether it was done before you do it again.",
  unexpected: "Something went wrong inside Holdfast. Nothing was changed. Do it again; if it stays, restart Holdfast.",
};
