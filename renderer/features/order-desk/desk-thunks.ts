import { refusalWords } from "../../app/refusal-words.ts";
import type { State, Store } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { isEmptyDraft, newDraft, toOrderDraft, type DeskDraft } from "./draft.ts";
import { createDraftKeeper, draftBeingTyped, forgetDraft, parkDraft } from "./kept-drafts.ts";
import { draftBegun, keepingFailed, orderWasPlaced } from "./slice.ts";
import { choosePayment, placeRefusals } from "./text.ts";

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
    if (draft.payment === null) return { words: choosePayment, field: "payment" };
    const { orderId } = draft;
    const order = toOrderDraft(draft, draft.payment, station.settings.currency);
    const reply = await ask("orders.place", { orderId, draft: order });
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
