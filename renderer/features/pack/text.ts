import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { HoldType } from "#shared/orders/order-content.ts";
import type { Stage } from "#shared/orders/order-standing.ts";
import { readableCode } from "../bench/code-text.ts";
import { boxes, line, units, type StageWords, type VerdictWords } from "../bench/verdict-words.ts";
import { notNowWords } from "./not-now-text.ts";

/** What the words need to know of the bench; without an order on it, `number` and `tote` are empty. */
export interface BenchFacts {
  readonly number: string;
  readonly tote: string;
  readonly units: number;
  readonly packed: number;
  readonly lines: number;
  /** The boxes are shut and have their labels. */
  readonly isClosed: boolean;
}

export const packText = {
  screen: "Pack bench",
  scanOrder: ["Scan an order", "or a tote"],
  oneItem: "Order with one item? Scan the item.",
  readyToPack: "Ready to pack",
  lines: "Lines",
  boxes: "Boxes",
  packedJustNow: "Packed just now",
  next: "Next in this order",
  moreOfThese: (count: number) => `${units(count)} more of these`,
  allOfThese: "All of these are packed",
  countOf: (total: number) => `of ${total.toLocaleString("en-GB")}`,
  unitsPacked: (packed: number, total: number) => `${packed.toLocaleString("en-GB")} of ${units(total)}`,
  linesDone: (done: number, total: number) => `${done} of ${total} ${total === 1 ? "line" : "lines"} done`,
  labelsScanned: (done: number, total: number) => `${done} of ${total} ${total === 1 ? "label" : "labels"} scanned`,
  orders: (count: number) => (count === 1 ? "1 order" : `${count.toLocaleString("en-GB")} orders`),
  quantity: (count: number) => `The next scan counts as ${units(count)}`,
  saving: "Saving",
  savingWhy: "The disk is slow. It counts when the screen turns green.",
  halfPacked: (number: string) => `Half packed: ${number}`,
  halfPackedDetail: (tote: string, packed: number, total: number) =>
    `${tote ? `Tote ${tote}, ` : ""}${packed.toLocaleString("en-GB")} of ${units(total)}`,
  moreHalfPacked: (count: number) => `and ${count} more`,
  refusedReminder: (count: number, name: string) =>
    `${count === 1 ? "1 refused scan" : `${count} refused scans`}${name ? `, last ${name}` : ""}: look again before the box closes`,
} as const;

/** The buttons; each bears the word of its command barcode where there is one. */
export const packCommandText = {
  undo: "Undo",
  newBox: "New box",
  park: "Park",
  clear: "Clear",
  close: "Close box",
  printAgain: "Print again",
  retry: "Retry",
  savePdf: "Save as PDF",
  done: "Done",
  resume: (number: string) => `Resume ${number}`,
  leave: "To the desk",
  signOut: "Sign out",
  yes: "1  Yes, it is here",
  no: "2  No, print it",
} as const;

const nothingCounted = "Nothing was counted.";
const asideSteps = ["Put it in the red tray.", "Then scan the next item."];

/** The words for a verdict. A kind without words does not compile. */
export function packWords(verdict: PackVerdict, facts: BenchFacts): VerdictWords {
  switch (verdict.kind) {
    case "opened":
      return openedWords(verdict.resumed, facts);
    case "right":
      return right("Right", verdict.name, verdict.packed, verdict.quantity);
    case "line-done":
      return right("Line done", verdict.name, verdict.quantity, verdict.quantity);
    case "all-packed":
      return stage({
        ground: "ok",
        word: "All packed",
        subject: `${packText.unitsPacked(verdict.units, verdict.units)}, ${boxes(verdict.boxes)}`,
        spoken: `All packed. ${units(verdict.units)}, ${boxes(verdict.boxes)}.`,
      });
    case "label-bound":
      return verdict.shipped ? shippedWords(facts) : boundWords(verdict.left);
    case "taken-back":
      return line(`Taken back. Take one ${verdict.name} out of the box`, `Taken back. ${verdict.name}.`);
    case "box-opened":
      return line(`Box ${verdict.index} is open. What you pack now goes into it`, `Box ${verdict.index} is open.`);
    case "quantity-set":
      return line(packText.quantity(verdict.quantity));
    case "cleared":
      return line("Cleared. Scan the next item", "Cleared.");
    case "parked":
      return line("Parked. It goes on where it was when its tote is scanned", "Parked.");
    case "printing-again":
      return line(`Copy ${verdict.copy} of the label is printing`);
    case "not-now":
      return line(notNowWords(verdict.command, verdict.reason));
    case "wrong-item":
    case "one-too-many":
    case "unknown-code":
    case "wrong-order":
    case "wrong-label":
    case "on-hold":
    case "order-cancelled":
    case "not-ready":
    case "label-refused":
    case "unreadable":
    case "not-saved":
      return refusalWords(verdict, facts);
  }
}

export type PackRefusal = Extract<
  PackVerdict,
  {
    kind:
      | "wrong-item"
      | "one-too-many"
      | "unknown-code"
      | "wrong-order"
      | "wrong-label"
      | "on-hold"
      | "order-cancelled"
      | "not-ready"
      | "label-refused"
      | "unreadable"
      | "not-saved";
  }
>;

function refusalWords(verdict: PackRefusal, facts: BenchFacts): StageWords {
  switch (verdict.kind) {
    case "wrong-item":
      return stage({
        ground: "wrong",
        word: "Wrong item",
        subject: verdict.name,
        why: [`SKU ${verdict.sku} is not in this order. ${nothingCounted}`],
        steps: ["Take it out.", ...asideSteps],
      });
    case "one-too-many":
      return tooManyWords(verdict);
    case "unknown-code":
      return unknownWords(verdict.text, facts);
    case "wrong-order":
      return stage({
        ground: "wrong",
        word: "Wrong order",
        subject: verdict.number,
        why: [`${facts.number} is on the bench, tote ${facts.tote}. Nothing was changed.`],
        steps: ["Set this one aside.", "Finish the order on the bench, or scan Park."],
      });
    case "wrong-label":
      return stage({
        ground: "wrong",
        word: "Wrong label",
        subject: readableCode(verdict.text),
        why: [`This label belongs to another order than ${facts.number}. No box was bound to it.`],
        steps: ["Take the label off this box.", "Scan the label that was printed for it."],
      });
    case "on-hold":
      return heldWords(verdict.types, verdict.reason, facts);
    case "order-cancelled":
      return cancelledWords(verdict.number, facts);
    case "not-ready":
      return stage({
        ground: "wrong",
        word: "Not ready",
        subject: verdict.number,
        why: [stageWords(verdict.stage)],
        steps: ["Set the tote aside.", "Scan another order or tote."],
      });
    case "label-refused":
      return stage({
        ground: "held",
        word: "Stop. No label",
        subject: `${units(facts.packed)} packed, all counted`,
        why: [verdict.reason],
        steps: ["Tell the order desk.", "Mended? Scan Close. Else scan Park."],
      });
    case "unreadable":
      return stage({
        ground: "unknown",
        word: "Not readable",
        subject: "The scanner sent noise",
        why: [nothingCounted],
        steps: ["Scan it again.", "Still the same? Wipe the scanner’s window and the barcode."],
      });
    case "not-saved":
      return stage({
        ground: "wrong",
        word: "Not saved",
        subject: "The disk did not take the scan",
        why: [`${nothingCounted} ${verdict.reason}`],
        steps: ["Scan it again.", "Still the same? Stop, and tell the shift lead."],
      });
  }
}

function stage(words: Partial<StageWords> & Pick<StageWords, "ground" | "word" | "subject">): StageWords {
  return { kind: "stage", why: [], steps: [], spoken: `${words.word}. ${words.subject}.`, ...words };
}

function openedWords(resumed: boolean, facts: BenchFacts): StageWords {
  const done = resumed && facts.packed > 0;
  return stage({
    ground: "ok",
    word: done ? "Go on" : "On the bench",
    subject: facts.number,
    why: [
      done
        ? `${packText.unitsPacked(facts.packed, facts.units)} are packed already.`
        : `${units(facts.units)} in ${facts.lines === 1 ? "1 line" : `${facts.lines} lines`}, tote ${facts.tote}.`,
    ],
    steps: [facts.isClosed ? "Scan the label on the box." : done ? "Scan the next item." : "Scan the first item."],
    spoken: `${facts.number}. ${done ? packText.unitsPacked(facts.packed, facts.units) : units(facts.units)}.`,
  });
}

function right(word: string, name: string, count: number, total: number): StageWords {
  return stage({
    ground: "ok",
    word,
    subject: name,
    count: { count, total },
    spoken: `${word}. ${count} of ${total}. ${name}.`,
  });
}

export function shippedWords({ number }: BenchFacts): StageWords {
  return stage({
    ground: "ok",
    word: "Shipped",
    subject: number,
    why: ["Every label is on its own box. The order is handed over."],
    steps: ["Put it with the parcels.", "Scan the next order or tote."],
    spoken: `Shipped. ${number}.`,
  });
}

function boundWords(left: number): StageWords {
  return stage({
    ground: "ok",
    word: "Label bound",
    subject: left === 1 ? "1 more label to scan" : `${left} more labels to scan`,
    steps: ["Scan the label of the next box."],
  });
}

function tooManyWords(verdict: Extract<PackVerdict, { kind: "one-too-many" }>): StageWords {
  const { quantity, scanned } = verdict;
  const packed = `The order has ${quantity.toLocaleString("en-GB")} and all ${quantity} are packed.`;
  const isMany = scanned > quantity + 1;
  return stage({
    ground: "extra",
    word: isMany ? "Too many" : "One too many",
    subject: verdict.name,
    why: [`${isMany ? `The order has ${quantity}; this scan would make it ${scanned}.` : packed} ${nothingCounted}`],
    steps: isMany
      ? ["Count the units again.", "Then scan them one by one."]
      : ["Take this one out.", ...asideSteps],
  });
}

function unknownWords(text: string, { number, isClosed }: BenchFacts): StageWords {
  const words = { ground: "unknown", word: "Unknown code", subject: readableCode(text) } as const;
  if (number === "") {
    return stage({
      ...words,
      why: ["No order or tote that is ready to pack has this code."],
      steps: ["Scan the barcode on the tote", "or on the order’s paper."],
    });
  }
  return stage({
    ...words,
    why: [`No item has this barcode. ${nothingCounted}`],
    steps: isClosed
      ? ["Scan the label on the box."]
      : ["Try another barcode on it.", "None? Put it in the red tray and tell the desk."],
  });
}

const holdNames: Readonly<Record<HoldType, string>> = {
  PAYMENT: "Payment",
  FRAUD: "Fraud check",
  ADDRESS: "Address",
  CREDIT: "Credit",
  STOCK: "Stock",
  OPERATOR: "Desk",
  UNTIL_DATE: "Date",
  CUSTOMS: "Customs",
  CONFLICT: "Conflict",
};

/** "Payment hold", "Payment and address hold". */
export function holdWords(types: readonly HoldType[]): string {
  const names = [...new Set(types)].map((type, place) =>
    place === 0 ? holdNames[type] : holdNames[type].toLocaleLowerCase("en-GB"),
  );
  const [first = "", ...rest] = names;
  const last = rest.pop();
  return `${[first, ...rest].join(", ")}${last === undefined ? "" : ` and ${last}`} hold`;
}

/** On hold, with the order on the bench or at the moment it is scanned. */
export function heldWords(types: readonly HoldType[], reason: string, facts: BenchFacts): StageWords {
  const isOpen = facts.number !== "";
  const counted = facts.packed > 0 ? `${units(facts.packed)} packed stay counted. ` : "";
  return stage({
    ground: "held",
    word: "Stop. On hold",
    subject: isOpen ? `${holdWords(types)} on ${facts.number}` : holdWords(types),
    why: [...(reason ? [sentence(reason)] : []), isOpen ? `${counted}No label can print.` : "It cannot be packed now."],
    steps: isOpen
      ? ["Put it on the hold shelf.", "Scan Park, then another order."]
      : ["Put the tote on the hold shelf.", "Scan another order."],
  });
}

function cancelledWords(number: string, facts: BenchFacts): StageWords {
  const isOpen = facts.number !== "";
  return stage({
    ground: "held",
    word: "Stop. Cancelled",
    subject: number,
    why: ["The order was cancelled at the desk. No label can print."],
    steps: isOpen
      ? ["Put the units aside to go back.", "Scan Park, then another order."]
      : ["Put the tote aside to go back.", "Scan another order."],
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

const elsewhere: Readonly<Record<Stage, string>> = {
  "to-release": "The desk has not released it to picking yet.",
  backordered: "Its goods are not in stock. It waits as a backorder.",
  released: "It is released, but not picked yet.",
  picking: "It is being picked now. Some of it is still on its way.",
  picked: "It is picked, but nothing of it is in a tote.",
  packing: "It is being packed at another bench.",
  labelled: "It is packed and waits for its label to be scanned.",
  shipped: "It is shipped. Nothing of it is left to pack.",
  "on-hold": "It is on hold.",
  cancelled: "It is cancelled.",
  refunded: "It is refunded.",
};

function stageWords(stage: string): string {
  return Object.hasOwn(elsewhere, stage) ? elsewhere[stage as Stage] : "It cannot be packed now.";
}
