import type { CodeOf } from "#shared/bridge/contract.ts";
import type { ImportProgress, SetAsideRow } from "#shared/bridge/types.ts";
import type { Format } from "../../platform/format.ts";

export const importText = {
  title: "Import",
  drop: "Drop a file here",
  dropDetail: "A Shopify order export or a catalogue, as CSV. Dropped anywhere in the window it comes here too.",
  choose: "Choose a file",
  openAnother: "Open another file",
  stop: "Stop",
  stopImport: "Stop the import",
  saved: "Saved as it goes. If you stop, what is in stays in, and the same file later adds only the rest.",
  savedDone: "Everything counted below is saved. The same file again adds nothing twice.",
  progress: "How far the file is read",
  aside: "Rows set aside",
  nothingAside: "No row waits for mending.",
  saveCsv: "Save as CSV",
  savedAs: (path: string) => `Saved as ${path}`,
  retry: "Retry",
  retryRow: "Retry this row",
  retryAll: "Retry all",
  nextValue: "Next value",
  discard: "Discard",
  empty: "empty",
  typeValue: "Type the right value",
  rightValueOf: (row: SetAsideRow) => `Right value for line ${row.line}, ${row.column}`,
  wholeRow: "whole row",
  stillAside: "Still not right.",
  discardTitle: (label: string) => (label === "" ? "Discard these rows?" : `Discard ${label}?`),
  discardDetail: "Its rows will not come in from this file. They stay in the file and in the record of this import.",
  discardYes: "Discard the rows",
  keep: "Keep them",
  gotIt: "Got it",
  withRecord: (label: string) => (label === "" ? "with the row above" : `with ${label}`),
  notices: "Good to know",
  yes: "Yes, read it so",
  back: "Back",
} as const;

export const mendColumnText = {
  line: "Line",
  column: "Column",
  value: "In the file",
  why: "Why it was set aside",
  right: "Right value",
  actions: "Actions",
} as const;

const kindText: Readonly<Record<ImportProgress["fileKind"], string>> = {
  "shopify-orders": "Shopify order export",
  catalogue: "Catalogue",
  unknown: "Looking what it is",
};

export function fileWords(progress: ImportProgress, format: Format): string {
  const parts = [kindText[progress.fileKind]];
  if (progress.columns > 0) parts.push(`${format.count(progress.columns)} columns`);
  if (progress.fileBytes > 0) parts.push(format.fileSize(progress.fileBytes));
  return parts.join(", ");
}

export function rowsWords(progress: ImportProgress, format: Format): string {
  const { rowsRead, rowsTotal, state } = progress;
  if (rowsTotal !== null && state.kind !== "finished")
    return `${format.count(rowsRead)} of ${format.count(rowsTotal)} rows`;
  return `${format.count(rowsRead)} ${rowsRead === 1 ? "row" : "rows"}`;
}

export const stateText: Readonly<Record<Exclude<ImportProgress["state"]["kind"], "reading">, string>> = {
  finished: "Done",
  stopped: "Stopped",
  "broken-off": "Broken off",
  "asks-encoding": "One question first",
};

/** Time left in words; nothing for the first moments, when any figure would be a guess. */
export function timeLeftWords(progress: ImportProgress, now: number): string {
  const elapsed = now - progress.startedAt;
  const share = progress.bytes > 0 ? progress.bytesRead / progress.bytes : 0;
  if (share <= 0.02 || elapsed < 800) return "Reading";
  const seconds = Math.ceil((elapsed / share - elapsed) / 1000);
  if (seconds < 60) return `about ${seconds === 1 ? "1 second" : `${Math.max(1, seconds)} seconds`} left`;
  const minutes = Math.round(seconds / 60);
  return `about ${minutes === 1 ? "1 minute" : `${minutes} minutes`} left`;
}

/** Above the tiles, once it is over. */
export function outcomeWords(progress: ImportProgress): string | undefined {
  const { state, counts } = progress;
  switch (state.kind) {
    case "reading":
      return undefined;
    case "finished":
      if (isSameAgain(progress))
        return "This file was imported before. Nothing in it is new, and nothing was added twice.";
      return counts.changed > 0
        ? `${counts.changed} ${counts.changed === 1 ? "order was" : "orders were"} changed in the shop since the last import. They stay as they are on this computer; look at them in the shop.`
        : undefined;
    case "stopped":
      return "Stopped. What came in stays in. Open the same file again to add the rest.";
    case "broken-off":
    case "asks-encoding":
      return state.words;
  }
}

export function isSameAgain({ counts, state }: ImportProgress): boolean {
  const isOld = counts.alreadyHere > 0 || counts.itemsUnchanged > 0;
  return state.kind === "finished" && isOld && counts.newOrders + counts.items + counts.changed + counts.setAside === 0;
}

export interface TileWords {
  readonly id: string;
  readonly figure: string;
  readonly label: string;
  readonly detail: string;
  readonly isAside?: boolean;
}

export function tileWords({ counts, fileKind }: ImportProgress, format: Format): readonly TileWords[] {
  const written = format.count;
  const aside: TileWords = {
    id: "aside",
    figure: written(counts.setAside),
    label: counts.setAside === 1 ? "row set aside" : "rows set aside",
    detail: counts.setAside === 0 ? "nothing to mend" : "mend below, or leave for later",
    isAside: counts.setAside > 0,
  };
  if (fileKind === "catalogue") {
    return [
      {
        id: "items",
        figure: written(counts.items),
        label: "items new or changed",
        detail: "with price, barcode and bin",
      },
      {
        id: "same",
        figure: written(counts.itemsUnchanged),
        label: "already here",
        detail: "same file twice adds nothing",
      },
      aside,
    ];
  }
  return [
    {
      id: "new",
      figure: written(counts.newOrders),
      label: counts.newOrders === 1 ? "new order" : "new orders",
      detail: counts.newUnits === 1 ? "1 unit" : `${written(counts.newUnits)} units`,
    },
    {
      id: "here",
      figure: written(counts.alreadyHere),
      label: "already here",
      detail:
        counts.changed > 0 ? `${written(counts.changed)} more changed in the shop` : "same file twice adds nothing",
    },
    { id: "held", figure: written(counts.onHold), label: "on hold", detail: "not paid, or a risk to check" },
    {
      id: "done",
      figure: written(counts.notForPicking),
      label: "not for picking",
      detail: "cancelled, refunded, shipped",
    },
    aside,
  ];
}

export function waitingWords(records: number, kind: SetAsideRow["fileKind"], format: Format): string {
  const what = kind === "catalogue" ? "item" : "order";
  const waits = records === 1 ? `1 ${what} waits` : `${format.count(records)} ${what}s wait`;
  return `${waits} for these rows. All other rows are in.`;
}

export const startRefusals: Readonly<Record<CodeOf<"imports.start">, string>> = {
  "import-running": "Another file is being read. Wait until it is done, or stop it first.",
  "not-a-file": "That is not a file that can be read. Choose a CSV file.",
};

export const setAsideRefusals: Readonly<Record<CodeOf<"imports.mend">, string>> = {
  "set-aside-unknown": "These rows were settled already.",
};
