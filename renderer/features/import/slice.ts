import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

/** What this window knows of the file it gave to main. */
export interface ImportingState {
  /** Of the file started last; null where another run of the window started it. */
  readonly path: string | null;
  /** Why the last file was not started, in words. */
  readonly refusal: string | null;
}

const first: ImportingState = { path: null, refusal: null };

const slice = createSlice({
  name: "importing",
  initialState: first,
  reducers: {
    importAsked: (_state, { payload }: PayloadAction<string>) => ({ path: payload, refusal: null }),
    importRefused: (state, { payload }: PayloadAction<string>) => ({ ...state, refusal: payload }),
    refusalSeen: (state) => ({ ...state, refusal: null }),
  },
});

export const { importAsked, importRefused, refusalSeen } = slice.actions;
export const importReducer = slice.reducer;
