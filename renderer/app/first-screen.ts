import { api } from "../bridge/api.ts";
import { callMain } from "../bridge/bridge.ts";
import { careCame, stationCame, syncCame } from "./live.ts";
import type { Store } from "./store.ts";

/** Long enough for the screen that shows what was asked for to be there. */
const keptMs = 5000;

/**
 * Asks where the station stands and, where somebody is signed in, for what the first screen shows. Resolves when all of
 * it is in the store; what is missing here is asked for by the screen itself.
 */
export async function askForFirstScreen(store: Store): Promise<void> {
  const station = await callMain("station.state", {});
  if (!station.ok) return;
  store.dispatch(stationCame(station.value));
  const standing = [
    callMain("care.state", {}).then((state) => state.ok && store.dispatch(careCame(state.value))),
    callMain("sync.state", {}).then((state) => state.ok && store.dispatch(syncCame(state.value))),
  ];
  if (station.value.phase !== "ready" || !station.value.person) {
    await Promise.all(standing);
    return;
  }
  const { stage, search } = store.getState().orders;
  const asked = [
    store.dispatch(api.endpoints.orderPages.initiate({ stage, search })),
    store.dispatch(api.endpoints.orderCounts.initiate({})),
    store.dispatch(api.endpoints.pickOverview.initiate({})),
    store.dispatch(api.endpoints.setAside.initiate({ limit: 1 })),
    store.dispatch(api.endpoints.exceptions.initiate({ limit: 1 })),
  ];
  setTimeout(() => asked.forEach((each) => each.unsubscribe()), keptMs);
  await Promise.all([...standing, ...asked]);
}
