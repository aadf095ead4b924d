import type { ImportProgress } from "#shared/bridge/types.ts";

/** A file four fifths in, but for what `change` says. */
export function aProgress(change: Partial<ImportProgress> = {}): ImportProgress {
  return {
    importId: "import-7",
    file: "export.csv",
    path: "/home/desk/export.csv",
    fileKind: "shopify-orders",
    columns: 79,
    fileBytes: 266_000,
    rowsTotal: 1217,
    bytes: 532_000,
    bytesRead: 425_600,
    rowsRead: 1004,
    startedAt: 100_000,
    state: { kind: "finished" },
    counts: {
      rows: 1004,
      newOrders: 78,
      newUnits: 14_906,
      alreadyHere: 0,
      changed: 0,
      onHold: 9,
      notForPicking: 15,
      items: 0,
      itemsUnchanged: 0,
      setAside: 5,
    },
    notices: [],
    ...change,
  };
}
