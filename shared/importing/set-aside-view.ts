import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import type { ImportCounts, SetAside } from "../facts/kinds/importing.ts";

/** Rows of a file that wait for a person. */
export interface SetAsideView extends SetAside {
  readonly importId: string;
  readonly at: number;
  readonly outcome: "waiting" | "mended" | "discarded";
}

export function foldSetAside(rows: SetAsideView | undefined, fact: Fact): SetAsideView | undefined {
  switch (fact.kind) {
    case "import.rowsSetAside":
      // Told again: some of its cells were mended, not yet all.
      if (rows && rows.outcome !== "waiting") return rows;
      return {
        ...fact.body.setAside,
        importId: rows?.importId ?? fact.body.importId,
        at: rows?.at ?? timeOf(fact.stamp),
        outcome: "waiting",
      };
    case "import.rowsSettled":
      return rows && { ...rows, outcome: fact.body.outcome };
    default:
      return rows;
  }
}

/** How a file came in. */
export interface ImportView {
  readonly kind: "import";
  readonly importId: string;
  readonly file: string;
  readonly fileKind: "catalogue" | "shopify-orders";
  readonly outcome: "finished" | "stopped" | "broken-off";
  readonly detail: string;
  readonly counts: ImportCounts;
  readonly notices: readonly string[];
  readonly at: number;
}

export function foldImport(view: ImportView | undefined, fact: Fact): ImportView | undefined {
  if (fact.kind !== "import.ended") return view;
  const { kind: fileKind, ...body } = fact.body;
  return { kind: "import", ...body, fileKind, at: timeOf(fact.stamp) };
}
