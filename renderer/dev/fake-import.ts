import type { ImportProgress, SetAsideRow } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { refuse, type FakeBridge } from "./fake-bridge.ts";

function row(
  place: number,
  line: number,
  cells: readonly [column: string, value: string, message: string, suggestion?: string],
): SetAsideRow {
  const [column, value, message, suggestion = ""] = cells;
  return {
    setAsideId: `aside-${place}`,
    file: "shopify_orders_export.csv",
    fileKind: "shopify-orders",
    line,
    column,
    value,
    message,
    suggestion,
    first: true,
    label: `#${536_600 + place}`,
  };
}

const total = 1217;

/** One file being read, at any point of its way. */
export function answerImport(bridge: FakeBridge, first: "none" | "half" | "done"): void {
  let rows: readonly SetAsideRow[] = [
    row(1, 214, ["Lineitem quantity", "O6", "Not a number. The letter O stands where a zero should be.", "06"]),
    row(2, 377, ["Lineitem sku", "85123", "No such SKU. Nearest: 85123A, WHITE HANGING HEART T-LIGHT HOLDER."]),
    { ...row(3, 640, ["Shipping Zip", "", "No postcode. GB addresses need one."]) },
    { ...row(3, 641, ["Lineitem price", "4,25", "Comma in a GBP price.", "4.25"]), first: false },
    row(4, 902, ["Email", "buyer12748@", "Not a full e-mail address."]),
  ];
  let progress: ImportProgress | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const at = (rowsRead: number, state: ImportProgress["state"]): ImportProgress => ({
    importId: "import-1",
    file: "shopify_orders_export.csv",
    path: "/home/desk/shopify_orders_export.csv",
    fileKind: "shopify-orders",
    columns: 79,
    fileBytes: 266_211,
    rowsTotal: total,
    bytes: 532_422,
    bytesRead: Math.round((532_422 * rowsRead) / total),
    rowsRead,
    startedAt: Date.now() - rowsRead * 12,
    state,
    counts: {
      rows: rowsRead,
      newOrders: Math.floor(rowsRead / 13),
      newUnits: rowsRead * 15,
      alreadyHere: 0,
      changed: 0,
      onHold: Math.floor(rowsRead / 110),
      notForPicking: Math.floor(rowsRead / 66),
      items: 0,
      itemsUnchanged: 0,
      setAside: rowsRead > 900 ? 5 : 0,
    },
    notices: [],
  });
  const tell = (next: ImportProgress) => {
    progress = next;
    bridge.emit("import", next);
    if (next.state.kind !== "reading") clearInterval(timer);
    return ok(next);
  };
  const run = () => {
    clearInterval(timer);
    timer = setInterval(() => {
      const rowsRead = Math.min(total, (progress?.rowsRead ?? 0) + 9);
      tell(at(rowsRead, { kind: rowsRead === total ? "finished" : "reading" }));
    }, 90);
  };
  if (first === "half") progress = at(1004, { kind: "reading" });
  if (first === "done") progress = at(total, { kind: "finished" });
  const settle = (setAsideId: string) => {
    rows = rows.filter((each) => each.setAsideId !== setAsideId);
    bridge.changed("set-aside", "orders");
  };
  bridge.answer({
    "imports.choose": () => ok({ path: "/home/desk/shopify_orders_export.csv" }),
    "imports.start": ({ path }) => {
      if (progress?.state.kind === "reading") return refuse("import-running");
      const started = tell({ ...at(0, { kind: "reading" }), file: path.split("/").at(-1) ?? path });
      run();
      return started;
    },
    "imports.stop": () => {
      if (progress) tell({ ...progress, state: { kind: "stopped" } });
      return ok(null);
    },
    "imports.state": () => ok(progress),
    "imports.setAside": () => ok({ rows, records: new Set(rows.map((each) => each.setAsideId)).size, next: null }),
    "imports.mend": ({ setAsideId, edits }) => {
      if (edits.some((edit) => edit.value.trim() === "" || edit.value === "85123"))
        return ok({ outcome: "still-set-aside" });
      settle(setAsideId);
      return ok({ outcome: "in" });
    },
    "imports.discard": ({ setAsideId }) => {
      settle(setAsideId);
      return ok(null);
    },
    "imports.saveSetAside": () => ok({ path: "/home/desk/set-aside.csv" }),
  });
}
