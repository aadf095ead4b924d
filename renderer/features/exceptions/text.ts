import type { ExceptionRow } from "#shared/bridge/exception-types.ts";
import type { Role } from "#shared/facts/kinds/people.ts";
import type { Choice, ResolveRefusal } from "#shared/orders/decide-exception.ts";
import type { ConflictCode } from "#shared/orders/order-conflicts.ts";
import { orderRefusals } from "../orders/text.ts";

export const exceptionsText = {
  title: "Needs a decision",
  loading: "Looking for what needs a decision",
  none: "Nothing needs a decision",
  noneDetail: "When two people do things to one order that cannot both stand, they wait here until somebody decides.",
  toOrders: "Show all orders",
  move: "Move",
  decide: "Decide",
  openOrder: "Open the order",
  open: (count: string) => `${count} open`,
  owner: (owner: string, age: string) => `${owner}, ${age} old`,
  keptElsewhere: (station: string) => `${station} keeps this order. Some answers can only be given there.`,
  reason: "Why",
  reasonPlaceholder: "Rang the customer",
  reasonDetail: "It is kept with the decision and everybody can read it.",
  back: "Back",
  use: (address: string) => `Send it to ${address}`,
} as const;

/** "58 min", "2 h 27". */
export function ageWords(milliseconds: number): string {
  const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
}

export const ownerText: Readonly<Record<Role, string>> = {
  lead: "Shift lead",
  clerk: "Order desk",
  packer: "Pack bench",
};

interface ConflictWords {
  readonly title: (number: string) => string;
  readonly detail: string;
  readonly question: string;
}

export const conflictText: Readonly<Record<ConflictCode, ConflictWords>> = {
  "cancelled-and-shipped": {
    title: (number) => `${number}: cancelled by one, sent by another`,
    detail: "The parcel left before the cancellation was known where it was packed.",
    question: "The parcel is on its way. What should happen?",
  },
  "cancel-in-work": {
    title: (number) => `${number}: somebody wants it cancelled, and its units are picked`,
    detail: "It goes no further until this is decided.",
    question: "Its units lie in a tote or a box. What should happen?",
  },
  "held-and-shipped": {
    title: (number) => `${number}: put on hold by one, sent by another`,
    detail: "The parcel left before the hold was known where it was packed.",
    question: "The parcel is on its way. What should happen?",
  },
  "address-too-late": {
    title: (number) => `${number}: address changed after the label was made`,
    detail: "The printed label has the old address.",
    question: "The box bears the old address. What should happen?",
  },
  "two-addresses": {
    title: (number) => `${number}: two people gave two addresses`,
    detail: "Neither knew of the other. It goes no further until this is decided.",
    question: "Where should it go?",
  },
  "lines-too-late": {
    title: (number) => `${number}: lines changed after others had been acted on`,
    detail: "The change did not come in time and was not made.",
    question: "The order goes on with the lines it has. What should happen?",
  },
  "paid-twice": {
    title: (number) => `${number}: paid twice`,
    detail: "Two desks took the money while apart.",
    question: "More was taken than the order costs. What should happen?",
  },
  "refund-due": {
    title: (number) => `${number}: cancelled, and paid`,
    detail: "Money was taken for it and not given back.",
    question: "Should the money go back?",
  },
  "refund-over": {
    title: (number) => `${number}: a refund of more than was taken`,
    detail: "Two desks wanted to give money back. The second refund was not counted.",
    question: "See that no money went out for the second one.",
  },
  "worked-in-two-places": {
    title: (number) => `${number}: worked on in two places`,
    detail: "A lead took the order, or its shop, over while the station that had it went on with it.",
    question: "See where its units are.",
  },
  "shipped-twice": {
    title: (number) => `${number}: more was sent than was ordered`,
    detail: "Two parcels left with the same units.",
    question: "What should happen with the second parcel?",
  },
  "shipped-by-shop": {
    title: (number) => `${number}: sent by the shop, and in work here`,
    detail: "The shop says it has sent what was promised here.",
    question: "Is there still something to send from here?",
  },
};

const choiceText: Readonly<Record<Choice, string>> = {
  "call-back": "Call the parcel back",
  accepted: "Leave it as it is",
  noted: "Seen",
  "put-back": "Cancel it and put the units back",
  "go-on": "Go on with it",
  keep: "Keep it as it is",
  use: "Use the other",
  cancel: "Cancel the order",
  refund: "Give the money back",
  kept: "Keep the money, as agreed",
};

export function choiceWords({ choice, detail }: ExceptionRow["choices"][number]): string {
  return choice === "use" && detail !== "" ? exceptionsText.use(detail) : choiceText[choice];
}

/** What only the order's keeper can do is not offered elsewhere. */
export function needsKeeper(choice: Choice): boolean {
  return choice === "put-back" || choice === "use" || choice === "cancel";
}

export const resolveRefusals: Readonly<Record<ResolveRefusal, string>> = {
  ...orderRefusals,
  "order-elsewhere": "Only the station that keeps this order can do that. Ask for the order, or decide it there.",
  "exception-unknown": "Somebody decided this already.",
  "choice-unknown": "That is no longer possible. Look at what is offered now.",
  "amount-too-large": "That is more than was taken and not given back.",
  "not-captured": "No money was taken for this order, or all of it went back.",
  "nothing-changed": "That changes nothing.",
};
