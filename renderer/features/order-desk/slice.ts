import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import type { Address } from "#shared/kernel/address.ts";
import { addItem, forCustomer, refreshLine, setQuantity, type DeskDraft } from "./draft.ts";

/** The order being typed; null until the window has looked for one it kept. */
export interface OrderDeskState {
  readonly draft: DeskDraft | null;
  /** The order placed last, until the next one is begun. */
  readonly placed: { readonly orderId: string; readonly number: string } | null;
  /** The window's own database does not take the draft: a crash would lose it. */
  readonly isNotKept: boolean;
  /** Counts up whenever a draft was parked, so that lists of them are read again. */
  readonly timesParked: number;
}

const first: OrderDeskState = { draft: null, placed: null, isNotKept: false, timesParked: 0 };

type Plain = Pick<DeskDraft, "channel" | "entry" | "delivery" | "discount" | "payment" | "reference" | "note">;

const slice = createSlice({
  name: "orderDesk",
  initialState: first,
  reducers: {
    draftBegun: (state, { payload }: PayloadAction<DeskDraft>) => ({ ...state, draft: payload }),
    orderWasPlaced: (state, { payload }: PayloadAction<{ orderId: string; number: string; next: DeskDraft }>) => ({
      ...state,
      draft: payload.next,
      placed: { orderId: payload.orderId, number: payload.number },
    }),
    keepingFailed: (state) => ({ ...state, isNotKept: true }),
    draftParked: (state) => ({ ...state, timesParked: state.timesParked + 1 }),
    placedSeen: (state) => ({ ...state, placed: null }),
    typed: (state, { payload }: PayloadAction<Partial<Plain>>) => change(state, (draft) => ({ ...draft, ...payload })),
    customerPicked: (state, { payload }: PayloadAction<CustomerRow>) =>
      change(state, (draft) => forCustomer(draft, payload)),
    customerTyped: (state, { payload }: PayloadAction<Partial<DeskDraft["customer"]>>) =>
      change(state, (draft) => ({ ...draft, customer: { ...draft.customer, ...payload } })),
    /** Somebody else: the address typed so far was the other one's. */
    newCustomerNamed: (state, { payload }: PayloadAction<{ readonly name: string; readonly address: Address }>) =>
      change(state, (draft) => ({
        ...draft,
        customer: { name: payload.name, email: "", phone: "" },
        known: null,
        shipTo: payload.address,
      })),
    addressTyped: (state, { payload }: PayloadAction<Partial<Address>>) =>
      change(state, (draft) => ({ ...draft, shipTo: { ...draft.shipTo, ...payload } })),
    itemAdded: (state, { payload }: PayloadAction<{ readonly item: ItemRow; readonly quantity: number }>) =>
      change({ ...state, placed: null }, (draft) => addItem(draft, payload.item, payload.quantity)),
    itemRefreshed: (state, { payload }: PayloadAction<ItemRow>) =>
      change(state, (draft) => refreshLine(draft, payload)),
    quantityTyped: (state, { payload }: PayloadAction<{ readonly sku: string; readonly quantity: number }>) =>
      change(state, (draft) => setQuantity(draft, payload.sku, payload.quantity)),
  },
});

function change(state: OrderDeskState, how: (draft: DeskDraft) => DeskDraft): OrderDeskState {
  return state.draft ? { ...state, draft: how(state.draft) } : state;
}

export const {
  draftBegun,
  orderWasPlaced,
  draftParked,
  keepingFailed,
  placedSeen,
  typed,
  customerPicked,
  customerTyped,
  newCustomerNamed,
  addressTyped,
  itemAdded,
  itemRefreshed,
  quantityTyped,
} = slice.actions;
export const orderDeskReducer = slice.reducer;
