import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

/** How the person looks at the list; it waits as it was while they are in an order. */
export interface OrdersView {
  readonly stage: string;
  readonly search: string;
  /** The order the keys act on. */
  readonly current: string | undefined;
  readonly selected: readonly string[];
}

const first: OrdersView = { stage: "all", search: "", current: undefined, selected: [] };

const slice = createSlice({
  name: "orders",
  initialState: first,
  reducers: {
    stageChosen: (state, { payload }: PayloadAction<string>) => ({ ...state, stage: payload, selected: [] }),
    searched: (state, { payload }: PayloadAction<string>) => ({ ...state, search: payload, selected: [] }),
    searchRecalled: (state, { payload }: PayloadAction<{ readonly stage: string; readonly search: string }>) => ({
      ...state,
      ...payload,
      selected: [],
    }),
    orderPointedAt: (state, { payload }: PayloadAction<string>) => ({ ...state, current: payload }),
    ordersSelected: (state, { payload }: PayloadAction<readonly string[]>) => ({ ...state, selected: payload }),
  },
});

export const { stageChosen, searched, searchRecalled, orderPointedAt, ordersSelected } = slice.actions;
export const ordersReducer = slice.reducer;
