import type { RefusalText } from "../../app/refusal-words.ts";

export const takeRefusals: RefusalText<"picking.take"> = {
  "nothing-to-pick": "No released order waits to be picked. Release orders first, on Orders.",
  "totes-used-up": "All 99 totes hold open orders. Pack some of them, then take the next list.",
};

export const openRefusals: RefusalText<"picking.open"> = {
  "list-unknown": "That list is gone. Choose another.",
};

export const closeRefusals: RefusalText<"picking.close"> = {
  "list-unknown": "That list is gone. Nothing was changed.",
  "list-done": "Everything on the list is picked already, so there is nothing to free.",
};
