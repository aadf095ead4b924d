import { isFullyShipped } from "../orders/order-standing.ts";
import { isSessionOpen } from "../packing/pack-session-view.ts";
import { isListOpen } from "../picking/pick-list-view.ts";
import { isTransferOpen } from "../stock/transfer-view.ts";
import type { ViewName, ViewStates } from "./views.ts";

type Closed<Name extends ViewName> = (state: ViewStates[Name]) => boolean;

const never = (): boolean => false;

const closed: { readonly [Name in ViewName]: Closed<Name> } = {
  orders: (order) =>
    (order.cancelled !== null || isFullyShipped(order)) && order.conflicts.every(({ resolved }) => resolved !== null),
  items: never,
  stock: never,
  customers: never,
  work: (work) => {
    switch (work.kind) {
      case "pick-list":
        return !isListOpen(work);
      case "pack-session":
        return !isSessionOpen(work);
      case "transfer":
        return !isTransferOpen(work);
      case "import":
        return true;
    }
  },
  parcels: (parcel) => parcel.boundAt !== null,
  printJobs: (job) => job.state === "sent" || job.state === "confirmed" || job.state === "voided",
  people: never,
  exceptions: (rows) => rows.outcome !== "waiting",
};

/** Nothing more is expected to happen to this document, though something still may: a late fact opens it again. */
export function isClosed<Name extends ViewName>(view: Name, state: ViewStates[Name]): boolean {
  return closed[view](state);
}
