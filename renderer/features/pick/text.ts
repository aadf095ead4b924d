import type { PickVerdict } from "#shared/picking/verdict.ts";
import { readableCode } from "../bench/code-text.ts";
import { counted, line, stage, units, type StageWords, type VerdictWords } from "../bench/verdict-words.ts";

export const pickRoundText = {
  screen: "Pick round",
  title: (number: number) => `Pick list ${number}`,
  orders: (count: number) => (count === 1 ? "1 order" : `Cluster, ${count} orders`),
  stopOf: (place: number, count: number) => `Stop ${place} of ${count}`,
  stops: (done: number, count: number) => `${done} of ${counted(count, "stop", "stops")} done`,
  goTo: "Go to bin",
  atBin: "You are at bin",
  scanBin: "Scan the bin first.",
  binScanned: "Bin scanned. Now scan the item.",
  inBin: (count: number) => `${count.toLocaleString("en-GB")} in this bin`,
  alreadyPicked: (count: number) => `${count} already in the tote`,
  pick: "Pick",
  rest: (remaining: number, picked: number) => (picked > 0 ? "more" : remaining === 1 ? "unit" : "units"),
  quantity: (count: number) => `The next scan counts as ${units(count)}`,
  into: "into",
  tote: (tote: string) => `Tote ${tote}`,
  slot: (slot: number, number: string) => `slot ${slot}, ${number}`,
  walkOrder: "Walk order",
  shortOf: (quantity: number) => `of ${quantity}`,
  thenMore: (bins: readonly string[]) => thenMoreWords(bins),
  nothingInHand: "No list in hand",
  nothingInHandDetail: "Take the next list, or open one, under Pick lists.",
} as const;

export const pickCommandText = {
  short: "Not enough here",
  undo: "Undo",
  clear: "Clear",
  closeList: "Close list, free the rest",
  leave: "Leave",
  toLists: "To the lists",
  toBench: "To the pack bench",
} as const;

export const closeListText = {
  title: (number: number) => `Close pick list ${number}?`,
  detail: (left: number) =>
    `${units(left)} ${left === 1 ? "is" : "are"} not picked. They become free, and their orders can be released again. What is in the totes stays there.`,
  keep: "Keep picking",
  close: "Close the list",
} as const;

function thenMoreWords(bins: readonly string[]): string {
  const [first, second] = bins;
  if (bins.length === 0 || first === undefined) return "";
  if (bins.length === 1) return `then 1 more stop, ${first}`;
  if (bins.length === 2) return `then 2 more stops, ${first} and ${second}`;
  return `then ${bins.length} more stops, ${first} to ${bins.at(-1)}`;
}

/** What the words need to know of the round. */
export interface RoundFacts {
  /** Of the stop in hand; empty when the list is done. */
  readonly bin: string;
  readonly itemName: string;
  readonly tote: string;
  /** Where the last unit went. */
  readonly lastTote: string;
  readonly totes: number;
}

const nothingCounted = "Nothing was counted.";

/** The words for a verdict. A kind without words does not compile. */
export function pickWords(verdict: PickVerdict, facts: RoundFacts): VerdictWords {
  switch (verdict.kind) {
    case "list-taken":
      return line(`Pick list ${verdict.number} is yours`);
    case "at-bin":
      return stage({
        ground: "ok",
        word: "Right bin",
        subject: verdict.bin,
        steps: [`Pick ${facts.itemName}`],
        spoken: `Right bin, ${verdict.bin}. ${facts.itemName}.`,
      });
    case "picked":
      return stage({
        ground: "ok",
        word: "Right",
        subject: verdict.name,
        why: facts.lastTote ? [`Into tote ${facts.lastTote}.`] : [],
        count: { count: verdict.picked, total: verdict.quantity },
        spoken: `Right. ${verdict.picked} of ${verdict.quantity}. ${verdict.name}.`,
      });
    case "stop-done":
      return stage({
        ground: "ok",
        word: "Stop done",
        subject: verdict.name,
        steps: [
          ...(facts.lastTote ? [`Put them into tote ${facts.lastTote}.`] : []),
          // A stop may have no bin: then nothing can be named to go to.
          verdict.next === "" ? "Take the next item." : `Next: ${verdict.next}.`,
        ],
        spoken: verdict.next === "" ? "Stop done." : `Stop done. Next bin ${verdict.next}.`,
      });
    case "list-done":
      return doneWords(verdict.units, facts);
    case "right-tote":
      return stage({ ground: "ok", word: "Right tote", subject: `Tote ${verdict.tote}`, steps: ["Go on picking."] });
    case "shorted":
      return line(
        `Noted: ${units(verdict.quantity)} missing. They wait as a backorder`,
        `Noted. ${units(verdict.quantity)} missing.`,
      );
    case "taken-back":
      return line("Taken back. Put one back into the bin", `Taken back. ${verdict.name}.`);
    case "quantity-set":
      return line(pickRoundText.quantity(verdict.quantity));
    case "cleared":
      return line("Cleared");
    case "list-closed":
      return closedWords(verdict.number, facts);
    case "not-now":
      return line(notNowWords(verdict.command, verdict.reason));
    case "wrong-bin":
    case "wrong-tote":
    case "bin-first":
    case "wrong-item":
    case "one-too-many":
    case "unknown-code":
    case "order-stopped":
    case "unreadable":
    case "not-saved":
      return refusedWords(verdict, facts);
  }
}

type Refused = Extract<
  PickVerdict,
  {
    kind:
      | "wrong-bin"
      | "wrong-tote"
      | "bin-first"
      | "wrong-item"
      | "one-too-many"
      | "unknown-code"
      | "order-stopped"
      | "unreadable"
      | "not-saved";
  }
>;

function refusedWords(verdict: Refused, facts: RoundFacts): StageWords {
  switch (verdict.kind) {
    case "wrong-bin":
      return stage({
        ground: "wrong",
        word: "Wrong bin",
        subject: verdict.bin,
        why: [`Nothing on this list is left to pick at ${verdict.bin}.`],
        steps: [`Go to ${verdict.wanted}.`, "Scan the bin there."],
        spoken: `Wrong bin. Go to ${verdict.wanted}.`,
      });
    case "wrong-tote":
      return stage({
        ground: "wrong",
        word: "Wrong tote",
        subject: `Tote ${verdict.tote}`,
        why: [`${facts.itemName} goes into another tote.`],
        steps: [`Put it into tote ${verdict.wanted}.`],
        spoken: `Wrong tote. It goes into tote ${verdict.wanted}.`,
      });
    case "bin-first":
      return stage({
        ground: "wrong",
        word: "Bin first",
        subject: verdict.bin,
        why: [`The bin is not scanned yet. ${nothingCounted}`],
        steps: [`Scan the label of bin ${verdict.bin},`, "then the item again."],
      });
    case "wrong-item":
      return stage({
        ground: "wrong",
        word: "Wrong item",
        subject: verdict.name,
        why: [`SKU ${verdict.sku} is not to be picked here. ${nothingCounted}`],
        steps: ["Put it back.", `Pick ${verdict.wanted}.`],
      });
    case "one-too-many":
      return tooManyWords(verdict);
    case "unknown-code":
      return stage({
        ground: "unknown",
        word: "Unknown code",
        subject: readableCode(verdict.text),
        why: [`No item, bin or tote of this list has this code. ${nothingCounted}`],
        steps: ["Try another barcode on it.", "None? Leave it and tell the desk."],
      });
    case "order-stopped":
      return stage({
        ground: "held",
        word: "Stop. Leave it",
        subject: verdict.number,
        why: [verdict.reason ? `${verdict.reason.replace(/[.]$/, "")}. ${nothingCounted}` : nothingCounted],
        steps: ["Put it back into the bin.", "Tell the order desk."],
      });
    case "unreadable":
      return stage({
        ground: "unknown",
        word: "Not readable",
        subject: "The scanner sent noise",
        why: [nothingCounted],
        steps: ["Scan it again.", "Still the same? Clean the scanner."],
      });
    case "not-saved":
      return stage({
        ground: "wrong",
        word: "Not saved",
        subject: "The disk did not take the scan",
        why: [`${nothingCounted} ${verdict.reason}`],
        steps: ["Scan it again.", "Still the same? Tell the lead."],
      });
  }
}

function tooManyWords({ name, quantity, scanned }: Extract<PickVerdict, { kind: "one-too-many" }>): StageWords {
  const isMany = scanned > quantity + 1;
  return stage({
    ground: "extra",
    word: isMany ? "Too many" : "One too many",
    subject: name,
    why: [
      `${isMany ? `${units(quantity)} wanted; this scan would make it ${scanned}.` : `All ${quantity} are picked.`} ${nothingCounted}`,
    ],
    steps: [isMany ? "Count the units again." : "Put this one back.", "Then scan the next item."],
  });
}

export function doneWords(picked: number, { totes }: RoundFacts): StageWords {
  return stage({
    ground: "ok",
    word: "List done",
    subject: `${units(picked)} in ${counted(totes, "tote", "totes")}`,
    steps: [totes === 1 ? "Bring the tote to the bench." : "Bring the totes to the bench."],
    spoken: `List done. ${units(picked)}.`,
  });
}

export function closedWords(number: number, { totes }: RoundFacts): StageWords {
  return stage({
    ground: "none",
    word: "List closed",
    subject: `Pick list ${number}`,
    why: ["What was not picked is free again. Its orders can be released anew."],
    steps: [totes === 1 ? "Bring the tote to the bench." : "Bring the totes to the bench."],
  });
}

export function savingWords(subject: string): StageWords {
  return stage({
    ground: "none",
    word: "Saving",
    subject,
    why: ["The disk is slow. It counts when the screen turns green."],
  });
}

const reasons: Readonly<Record<string, string>> = {
  "nothing-to-undo": "nothing is picked yet that could be taken back",
  "at-the-bench": "what was picked last is at the pack bench already",
  "not-here": "that is not for the pick round",
  "list-open": "a list is open; finish or leave it, then change places",
};

const names: Readonly<Record<string, string>> = {
  UNDO: "Undo",
  CLEAR: "Clear",
  "BOX.NEW": "New box",
  CLOSE: "Close",
  WEIGH: "Weigh",
  "PRINT.AGAIN": "Print again",
  SHORT: "Short",
  SKIP: "Skip",
  PARK: "Park",
  HELP: "Help",
  YES: "Yes",
  NO: "No",
  OUT: "Sign out",
  badge: "Badge",
};

function notNowWords(command: string, reason: string): string {
  return `${names[command] ?? command}: ${reasons[reason] ?? "not now"}`;
}
