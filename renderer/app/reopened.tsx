import { useSyncExternalStore } from "react";
import { openedIn } from "#shared/bridge/page-query.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type Place, went } from "./place.ts";
import { type Store, useAppDispatch, useAppSelector } from "./store.ts";
import { reopenedText, stationStoppedText } from "./text.ts";

/**
 * A window that stopped and was opened again by main says so, and goes on where the person was; so does one whose station
 * stopped, and was.
 */

const key = "place";
let stopped: "window" | "station" | undefined;
const listeners = new Set<() => void>();

/** Before the first drawing. Where a person is, is written down for a page that may stop. */
export function takeUpPlace(store: Store): void {
  if (openedIn(location.search) === "again") {
    told("window");
    const place = keptPlace();
    // Only once: should it be this very screen that stops, the next page begins with the orders.
    sessionStorage.removeItem(key);
    if (place) store.dispatch(went(place));
  }
  let before = store.getState().place.place;
  store.subscribe(() => {
    const { live, place: where } = store.getState();
    if (live.station.phase === "opening" && live.station.afterStop) told("station");
    const { place } = where;
    if (place === before) return;
    before = place;
    sessionStorage.setItem(key, JSON.stringify(place));
  });
}

function keptPlace(): Place | undefined {
  try {
    const place: unknown = JSON.parse(sessionStorage.getItem(key) ?? "null");
    // Written above, by the same program.
    return typeof place === "object" && place !== null && "kind" in place ? (place as Place) : undefined;
  } catch {
    return undefined;
  }
}

function told(what: typeof stopped): void {
  if (what === stopped) return;
  stopped = what;
  for (const listener of listeners) listener();
}

export function ReopenedNotice() {
  const dispatch = useAppDispatch();
  const isAtDesk = useAppSelector((state) => state.place.place.kind === "new-order");
  const what = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => stopped,
  );
  if (!what) return null;
  const words = what === "window" ? reopenedText : stationStoppedText;
  return (
    <Notice
      tone="extra"
      speak="now"
      actions={
        <>
          {what === "window" && !isAtDesk && (
            <Button
              size="small"
              onPress={() => {
                told(undefined);
                dispatch(went({ kind: "new-order" }));
              }}
            >
              {reopenedText.toDraft}
            </Button>
          )}
          <Button size="small" onPress={() => told(undefined)}>
            {reopenedText.gotIt}
          </Button>
        </>
      }
    >
      <b>{words.title}</b> {words.detail}
    </Notice>
  );
}
