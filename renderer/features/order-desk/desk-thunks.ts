import { placeOrder } from "#shared/orders/place-order.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import type { State, Store } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { discountMinor, isEmptyDraft, itemOf, newDraft, toOrderDraft, type DeskDraft } from "./draft.ts";
import { createDraftKeeper, draftBeingTyped, forgetDraft, parkDraft } from "./kept-drafts.ts";
import { draftBegun, draftParked, keepingFailed, orderWasPlaced } from "./slice.ts";
import { choosePayment, deskText, entryLeftWords, placeRefusals } from "./text.ts";

type Thunk<Value = void> = (dispatch: Store["dispatch"], getState: () => State) => Promise<Value>;

/** Takes up the draft this window kept, or begins an empty one; nothing where one is in hand already. */
export function takeUpDraft(): Thunk {
  return async (dispatch, getState) => {
    if (getState().orderDesk.draft) return;
    const kept = await draftBeingTyped();
    if (!getState().orderDesk.draft) dispatch(draftBegun(kept ?? blank(getState())));
  };
}

function blank(state: State, channel?: DeskDraft["channel"]): DeskDraft {
  const { station } = state.live;
  const country = station.phase === "ready" ? station.settings.shipFrom.country : "";
  return newDraft(crypto.randomUUID(), country === "" ? "GB" : country, channel);
}

const keepers = new WeakMap<Store["dispatch"], ReturnType<typeof createDraftKeeper>>();

function keeperOf(dispatch: Store["dispatch"]) {
  const known = keepers.get(dispatch) ?? createDraftKeeper(() => dispatch(keepingFailed()));
  keepers.set(dispatch, known);
  return known;
}

/** Writes the draft as it stands to the window's own database. */
export function keepDraft(draft: DeskDraft): Thunk {
  return async (dispatch) => keeperOf(dispatch).keep(draft);
}

/** What stands in the way of placing, and which field would clear it. */
export interface PlaceProblem {
  readonly words: string;
  readonly field: "customer" | "address" | "item" | "discount" | "payment" | "none";
  /** The part that is missing where `field` is the address: "lines", "city", "postcode", "country". */
  readonly addressPart?: string;
}

/** Places the order in hand and begins the next one. The problem comes back as words; undefined when it is placed. */
export function placeOrderInHand(): Thunk<PlaceProblem | undefined> {
  return async (dispatch, getState) => {
    const { draft } = getState().orderDesk;
    const { station } = getState().live;
    if (!draft || station.phase !== "ready") return undefined;
    const { currency } = station.settings;
    const missing = problemOf(draft, currency);
    if (missing) return missing;
    if (draft.payment === null) return { words: choosePayment, field: "payment" };
    const { orderId } = draft;
    const reply = await ask("orders.place", { orderId, draft: toOrderDraft(draft, draft.payment, currency) });
    if (!reply.ok) {
      const words = refusalWords<"orders.place">(placeRefusals, reply.error);
      return { words, field: fieldOf(reply.error.code), addressPart: reply.error.detail };
    }
    dispatch(orderWasPlaced({ ...reply.value, next: blank(getState(), draft.channel) }));
    await keeperOf(dispatch).settled();
    await forgetDraft(orderId);
    return undefined;
  };
}

/** What main would refuse, asked of its own rule beforehand, so that the first thing missing is named first. */
function problemOf(draft: DeskDraft, currency: string): PlaceProblem | undefined {
  if (draft.entry.trim() !== "") return { words: entryLeftWords(draft.entry.trim()), field: "item" };
  if (discountMinor(draft, currency) === undefined) return { words: deskText.discountProblem, field: "discount" };
  const items = new Map(draft.lines.map((line) => [line.sku, itemOf(line)]));
  const trial = placeOrder(toOrderDraft(draft, draft.payment ?? "cash", currency), {
    number: "?",
    placedAt: 0,
    tenderId: "?",
    currency,
    itemOf: (sku) => items.get(sku),
  });
  if (trial.ok) return undefined;
  const { error } = trial;
  const detail = "sku" in error ? error.sku : "field" in error ? error.field : "";
  const words = refusalWords<"orders.place">(placeRefusals, { code: error.code, detail });
  return { words, field: fieldOf(error.code), addressPart: detail };
}

function fieldOf(code: string): PlaceProblem["field"] {
  switch (code) {
    case "no-lines":
    case "sku-unknown":
    case "currency-mixed":
      return "item";
    case "customer-missing":
      return "customer";
    case "address-incomplete":
      return "address";
    case "discount-too-large":
      return "discount";
    default:
      return "none";
  }
}

/** Puts the draft in hand aside, unless nothing is in it, and takes up another or begins anew. */
export function parkAndTakeUp(next?: DeskDraft): Thunk {
  return async (dispatch, getState) => {
    const { draft } = getState().orderDesk;
    dispatch(draftBegun(next ?? blank(getState(), draft?.channel)));
    await keeperOf(dispatch).settled();
    if (!draft) return;
    try {
      if (!isEmptyDraft(draft)) await parkDraft(draft);
      dispatch(draftParked());
    } catch {
      // Not parked: it comes back into the hand rather than being lost.
      dispatch(draftBegun(draft));
      dispatch(keepingFailed());
    }
  };
}

export function throwAwayDraft(): Thunk {
  return async (dispatch, getState) => {
    const { draft } = getState().orderDesk;
    dispatch(draftBegun(blank(getState(), draft?.channel)));
    await keeperOf(dispatch).settled();
    if (draft) await forgetDraft(draft.orderId);
  };
}
