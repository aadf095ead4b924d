import { useSyncExternalStore } from "react";
import { openedIn } from "#shared/bridge/page-query.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { type Place, went } from "./place.ts";
import { type Store, useAppDispatch, useAppSelector } from "./store.ts";
import { reopenedText } from "./text.ts";

/** A window that stopped and was opened again by main says so, and goes on where the person was. */

const key = "place";
let isTold = true;
const listeners = new Set<() => void>();

/** Before the first drawing. Where a person is, is written down for a page that may stop. */
export function takeUpPlace(store: Store): void {
  if (openedIn(location.search) === "again") {
    isTold = false;
    const place = keptPlace();
    // Only once: should it be this very screen that stops, the next page begins with the orders.
    sessionStorage.removeItem(key);
    if (place) store.dispatch(went(place));
  }
  let before = store.getState().place.place;
  store.subscribe(() => {
    const { place } = store.getState().place;
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

function seen(): void {
  isTold = true;
  for (const listener of listeners) listener();
}

export function ReopenedNotice() {
  const dispatch = useAppDispatch();
  const isAtDesk = useAppSelector((state) => state.place.place.kind === "new-order");
  const isSeen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => isTold,
  );
  if (isSeen) return null;
  return (
    <Notice
      tone="extra"
      speak="now"
      actions={
        <>
          {!isAtDesk && (
            <Button
              size="small"
              onPress={() => {
                seen();
                dispatch(went({ kind: "new-order" }));
              }}
            >
              {reopenedText.toDraft}
            </Button>
          )}
          <Button size="small" onPress={seen}>
            {reopenedText.gotIt}
          </Button>
        </>
      }
    >
      <b>{reopenedText.title}</b> {reopenedText.detail}
    </Notice>
  );
}
