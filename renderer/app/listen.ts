import { onMain } from "../bridge/bridge.ts";
import { api, tagTypes } from "../bridge/api.ts";
import { benchCame, careCame, importCame, pickCame, stationCame, syncCame } from "./live.ts";
import type { Store } from "./store.ts";

/** Joins the store to what main says unasked. Returns the function that ends it. */
export function listenToMain(store: Store): () => void {
  const ends = [
    onMain("changed", ({ tags }) => store.dispatch(api.util.invalidateTags([...tags]))),
    onMain("station", (state) => {
      store.dispatch(stationCame(state));
      // What the station saved as it stopped, nobody was told of.
      if (state.phase === "opening" && state.afterStop) store.dispatch(api.util.invalidateTags([...tagTypes]));
    }),
    onMain("bench", (state) => store.dispatch(benchCame(state))),
    onMain("pick", (state) => store.dispatch(pickCame(state))),
    onMain("care", (state) => {
      store.dispatch(careCame(state));
      store.dispatch(api.util.invalidateTags(["care"]));
    }),
    onMain("import", (state) => store.dispatch(importCame(state))),
    onMain("sync", (state) => store.dispatch(syncCame(state))),
  ];
  return () => ends.forEach((end) => end());
}
