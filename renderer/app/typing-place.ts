import { keepKeys } from "../platform/kept-keys.ts";
import { went, type Place } from "./place.ts";
import type { State, Store } from "./store.ts";

/** Goes to a screen that begins with a field, by key: what is typed right behind the key is kept for the field. */
export function wentToTyping(kind: Exclude<Place["kind"], "order">) {
  return (dispatch: Store["dispatch"], getState: () => State): void => {
    // A screen that is in front already brings no new field.
    if (getState().place.place.kind !== kind) keepKeys();
    dispatch(went({ kind }));
  };
}
