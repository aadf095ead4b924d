import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

/** What this window knows of the file it gave to main. */
export interface ImportingState {
  /** Why the last file was not started, in words. */
  readonly refusal: string | null;
}

const first: ImportingState = { refusal: null };

const slice = createSlice({
  name: "importing",
  initialState: first,
  reducers: {
    importAsked: () => first,
    importRefused: (_state, { payload }: PayloadAction<string>) => ({ refusal: payload }),
    refusalSeen: () => first,
  },
});

export const { importAsked, importRefused, refusalSeen } = slice.actions;
export const importReducer = slice.reducer;
