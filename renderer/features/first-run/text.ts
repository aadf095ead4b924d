import type { CodeOf } from "#shared/bridge/contract.ts";
import { joinRefusals } from "../sync/join-text.ts";

export type StartMode = "demo" | "empty" | "hub";

export const firstRunText = {
  welcome: "Welcome to Holdfast",
  promise: "Orders, picking and packing on this computer, with or without the internet.",
  how: "How do you want to start?",
  modes: {
    demo: {
      title: "Try with demo data",
      detail: "A small shop with goods, customers and orders. Nothing leaves this computer.",
    },
    empty: { title: "Start empty", detail: "Your own catalogue and orders, from files or typed in." },
    hub: { title: "Join a hub", detail: "Share orders and stock with the other stations of your company." },
  } satisfies Record<StartMode, { title: string; detail: string }>,
  station: "This computer",
  stationName: "Name of this station",
  stationNameHint: "People read it on every record: Order desk 1, Pack bench 2.",
  letters: "Letters in its order numbers",
  lettersHint: (letters: string) => `Orders taken here are numbered ${letters || "A"}-0001, and on.`,
  lettersProblem: "One to three letters from A to Z.",
  you: "You",
  yourName: "Your name",
  nameProblem: "Type a name.",
  pin: "PIN",
  pinAgain: "PIN again",
  pinHint: "4 to 8 digits. You sign in with it.",
  demoPinHint: "4 to 8 digits: 1234 will do.",
  pinProblem: "4 to 8 digits, nothing else.",
  pinsDiffer: "The two PINs are not the same.",
  start: "Start",
  starting: "Getting everything ready",
} as const;

/** What the fields hold for someone who only wants to look around. */
export const demoFields = { stationName: "Order desk 1", letters: "A", personName: "Mira Holt" } as const;

export const beginRefusals: Readonly<Record<CodeOf<"station.begin">, string>> = {
  ...joinRefusals,
  "already-begun": "This station has begun already. Close Holdfast and open it again.",
};
