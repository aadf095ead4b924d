import type { ViewName, ViewStates } from "../facts/views.ts";
import { orderState } from "../orders/order-standing.ts";

/**
 * Whether a document is open work or master data that open work needs: what a new station downloads first. Stock has a
 * history as long as the company's, so it comes with the history or as a snapshot.
 */
export function isOpenWork<Name extends ViewName>(view: Name, state: ViewStates[Name]): boolean {
  const known = { view, state } as { [Each in ViewName]: { view: Each; state: ViewStates[Each] } }[ViewName];
  switch (known.view) {
    case "orders":
      return !["closed", "cancelled"].includes(orderState(known.state));
    case "work":
      if (known.state.kind === "pick-list") return !known.state.closed;
      return known.state.kind === "pack-session" && !known.state.shipped;
    case "printJobs":
      return ["queued", "sending", "failed", "unknown"].includes(known.state.state);
    case "parcels":
      return known.state.boundAt === null;
    case "items":
    case "people":
      return true;
    case "exceptions":
      return true;
    default:
      return false;
  }
}
