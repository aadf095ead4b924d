import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { CareState } from "#shared/care/care.ts";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import type { BenchState, ImportProgress, PickState, StationState } from "#shared/bridge/types.ts";

/** What main pushes: the newest of each, whole. A screen shows it without asking back. */
export interface LiveState {
  readonly station: StationState;
  readonly bench: BenchState | null;
  readonly pick: PickState | null;
  readonly importing: ImportProgress | null;
  /** How the store is; null until main has said so. */
  readonly care: CareState | null;
  /** Where the station stands with its hub; null until main has said so. */
  readonly sync: SyncState | null;
}

const first: LiveState = {
  station: { phase: "opening" },
  bench: null,
  pick: null,
  importing: null,
  care: null,
  sync: null,
};

const slice = createSlice({
  name: "live",
  initialState: first,
  reducers: {
    stationCame: (state, { payload }: PayloadAction<StationState>) => ({ ...state, station: payload }),
    benchCame: (state, { payload }: PayloadAction<BenchState | null>) => ({ ...state, bench: payload }),
    pickCame: (state, { payload }: PayloadAction<PickState | null>) => ({ ...state, pick: payload }),
    careCame: (state, { payload }: PayloadAction<CareState | null>) => ({ ...state, care: payload }),
    importCame: (state, { payload }: PayloadAction<ImportProgress | null>) => ({ ...state, importing: payload }),
    syncCame: (state, { payload }: PayloadAction<SyncState>) => ({ ...state, sync: payload }),
  },
});

export const { stationCame, benchCame, pickCame, importCame, careCame, syncCame } = slice.actions;
export const liveReducer = slice.reducer;
