import { units } from "../bench/verdict-words.ts";

/** The words of the pick lists page. */
export const pickListsText = {
  title: "Pick lists",
  take: "Take the next list",
  open: (number: number) => `Open list ${number}`,
  move: "Move",
  nothingWaits: "No released order waits",
  waitingOrders: "orders wait to be picked",
  waitingUnits: "units in them",
  openLists: "open lists",
  unitsLeft: "units left on them",
  empty: "Nothing to pick yet",
  emptyDetail: "Release orders first: on Orders press R on one, or Release all. Then take a list here.",
  toOrders: "Go to Orders",
  ready: (orders: number) =>
    orders === 1 ? "1 order waits to be picked" : `${orders.toLocaleString("en-GB")} orders wait to be picked`,
  readyDetail: "A list takes the oldest of them, a tote each, in the order you walk past the bins.",
  elsewhere: (site: string, orders: number, count: number) =>
    orders === 1
      ? `1 order (${units(count)}) lies at ${site} and is picked there.`
      : `${orders.toLocaleString("en-GB")} orders (${units(count)}) lie at ${site} and are picked there.`,
  totes: (totes: string, site: string) => (site === "" ? totes : `${totes} at ${site}`),
  stateOpen: "Open",
  stateDone: "Done",
} as const;

export const pickListColumnText = {
  number: "List",
  state: "State",
  orders: "Orders",
  totes: "Totes",
  stops: "Stops",
  progress: "Units picked",
  who: "Taken by",
} as const;

export function doneOf(done: string, all: string): string {
  return `${done} of ${all}`;
}
