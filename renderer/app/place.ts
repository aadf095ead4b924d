import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

/** Where in the app the person is. */
export type Place =
  | { readonly kind: "orders" }
  | { readonly kind: "order"; readonly orderId: string }
  | { readonly kind: "new-order" }
  | { readonly kind: "pick-lists" }
  | { readonly kind: "pick-round" }
  | { readonly kind: "pack" }
  | { readonly kind: "stock" }
  | { readonly kind: "moves" }
  | { readonly kind: "exceptions" }
  | { readonly kind: "import" }
  | { readonly kind: "sync" }
  | { readonly kind: "devices" }
  | { readonly kind: "scanners" }
  | { readonly kind: "printing" }
  | { readonly kind: "people" }
  | { readonly kind: "care" };

export interface PlaceState {
  readonly place: Place;
  readonly before: readonly Place[];
}

const first: PlaceState = { place: { kind: "orders" }, before: [] };

const slice = createSlice({
  name: "place",
  initialState: first,
  reducers: {
    went: (state, { payload }: PayloadAction<Place>) => ({
      place: payload,
      before: [...state.before, state.place].slice(-20),
    }),
    wentBack: (state) => ({
      place: state.before.at(-1) ?? { kind: "orders" },
      before: state.before.slice(0, -1),
    }),
  },
});

export const { went, wentBack } = slice.actions;
export const placeReducer = slice.reducer;
