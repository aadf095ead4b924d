import type { CallName, InputOf } from "./contract.ts";

/** Orders a window shows when it opens, and a screen more: they are there sooner than a whole slice. */
export const firstOrders = 80;

export type FirstCall = { [Name in CallName]: { readonly name: Name; readonly input: InputOf<Name> } }[CallName];

/** What every window begins by asking, in the words it asks it with; see `askForFirstScreen`. */
export const firstCalls: readonly FirstCall[] = [
  { name: "station.state", input: {} },
  { name: "care.state", input: {} },
  { name: "sync.state", input: {} },
  { name: "orders.page", input: { stage: "all", search: "", after: null, limit: firstOrders } },
  { name: "orders.counts", input: {} },
  { name: "picking.overview", input: {} },
  { name: "imports.setAside", input: { limit: 1 } },
  { name: "exceptions.page", input: { limit: 1 } },
];
