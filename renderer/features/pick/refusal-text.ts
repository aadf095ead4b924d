import type { RefusalText } from "../../app/refusal-words.ts";

/** Why a list was not taken, opened or closed, and what to do. */
export const pickRefusals: RefusalText<"picking.take" | "picking.open" | "picking.close"> = {
  "nothing-to-pick":
    "No released order waits to be picked here. Release orders first, on Orders; what lies at another site is picked there.",
  "totes-used-up": "All 99 totes here hold open orders. Pack some of them, then take the next list.",
  "list-unknown": "That list is gone. Nothing was changed.",
  "list-done": "Everything on that list is picked or freed already. Nothing was changed.",
};
