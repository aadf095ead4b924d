import { callMain, onMain } from "../bridge/bridge.ts";
import { api } from "../bridge/api.ts";
import { benchCame, importCame, pickCame, stationCame } from "./live.ts";
import type { Store } from "./store.ts";

/** Joins the store to what main says unasked, then asks for where things stand. Returns the function that ends it. */
export function listenToMain(store: Store): () => void {
  const ends = [
    onMain("changed", ({ tags }) => store.dispatch(api.util.invalidateTags([...tags]))),
    onMain("station", (state) => store.dispatch(stationCame(state))),
    onMain("bench", (state) => store.dispatch(benchCame(state))),
    onMain("pick", (state) => store.dispatch(pickCame(state))),
    onMain("import", (state) => store.dispatch(importCame(state))),
  ];
  void ask(store);
  return () => ends.forEach((end) => end());
}

async function ask(store: Store): Promise<void> {
  const station = await callMain("station.state", {});
  if (station.ok) store.dispatch(stationCame(station.value));
}
