import { importCame } from "../../app/live.ts";
import { went } from "../../app/place.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import type { State, Store } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { importAsked, importRefused } from "./slice.ts";
import { startRefusals } from "./text.ts";

export type Encoding = "utf-8" | "windows-1252";

type Thunk = (dispatch: Store["dispatch"], getState: () => State) => Promise<void>;

/** Hands a file to main; how it goes from there comes unasked. */
export function startImport(path: string, encoding: Encoding = "utf-8"): Thunk {
  return async (dispatch, getState) => {
    dispatch(importAsked());
    const reply = await ask("imports.start", { path, encoding });
    if (!reply.ok) dispatch(importRefused(refusalWords<"imports.start">(startRefusals, reply.error)));
    // A small file may be told as finished before this answer is here; that word is the newer one.
    else if (getState().live.importing?.importId !== reply.value.importId) dispatch(importCame(reply.value));
  };
}

/** Asks for a file and starts with it. */
export function chooseFile(): Thunk {
  return async (dispatch) => {
    dispatch(went({ kind: "import" }));
    const chosen = await ask("imports.choose", {});
    if (!chosen.ok) dispatch(importRefused(refusalWords<"imports.choose">({}, chosen.error)));
    else if (chosen.value) await dispatch(startImport(chosen.value.path));
  };
}
