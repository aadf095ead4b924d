import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { boxes, kilograms, line, stage, units, type StageWords, type VerdictWords } from "../bench/verdict-words.ts";
import { notNowWords } from "./not-now-text.ts";
import type { BenchFacts } from "./pack-lines.ts";
import { refusedScanWords } from "./refused-scan-text.ts";

export const packText = {
  drawingLabel: "Drawing the label",
  noLabelPicture: "This label cannot be drawn here.",
  screen: "Pack bench",
  scanOrder: ["Scan an order", "or a tote"],
  oneItem: "Order with one item? Scan the item.",
  readyToPack: "Ready to pack",
  lines: "Lines",
  boxes: "Boxes",
  packedJustNow: "Packed just now",
  packedLast: "Packed last",
  next: "Next in this order",
  moreOfThese: (count: number) => `${count.toLocaleString("en-GB")} more of these`,
  countOf: (total: number) => `of ${total.toLocaleString("en-GB")}`,
  unitsPacked: (packed: number, total: number) => `${packed.toLocaleString("en-GB")} of ${units(total)}`,
  linesDone: (done: number, total: number) => `${linesOf(done, total)} done`,
  linesOf,
  labelsScanned: (done: number, total: number) => `${done} of ${total} ${total === 1 ? "label" : "labels"} scanned`,
  orders: (count: number) => (count === 1 ? "1 order" : `${count.toLocaleString("en-GB")} orders`),
  quantity: (count: number) => `The next scan counts as ${units(count)}`,
  halfPacked: (number: string) => `Half packed: ${number}`,
  halfPackedDetail: (tote: string, packed: number, total: number) =>
    `${tote ? `Tote ${tote}, ` : ""}${packed.toLocaleString("en-GB")} of ${units(total)}`,
  moreHalfPacked: (count: number) => `and ${count} more`,
  refusedReminder: (count: number) =>
    count === 1 ? "1 refused scan: keep it out" : `${count} refused scans: keep them out`,
  tote: (tote: string) => `Tote ${tote}`,
  inTote: (tote: string) => `tote ${tote}`,
  box: (index: number) => `Box ${index}`,
  today: "today",
  nothingReady: "Nothing is picked yet",
  nothingReadyDetail: "Take a pick list first, under Pick lists.",
} as const;

function linesOf(done: number, total: number): string {
  return `${done} of ${total} ${total === 1 ? "line" : "lines"}`;
}

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
  weigh: "Weigh",
  acceptWeight: "Accept",
  done: "Done",
  saved: (path: string) => `Saved as ${path}. Print it, then scan it on the box`,
  resume: (number: string) => `Resume ${number}`,
  leave: "Leave",
  signOut: "Sign out",
  yes: "1  Yes, it is here",
  no: "2  No, print it",
} as const;

export const acceptWeightText = {
  title: "Accept the weight",
  detail: "The box weighs not what its contents weigh. Your name and reason stay with it.",
  reason: "Why is it right?",
  placeholder: "A heavier carton, a gift put in",
  back: "Back",
} as const;

/** Commands whose outcome the stage shows by itself: they need no line of their own. */
export const silentLines: ReadonlySet<PackVerdict["kind"]> = new Set(["cleared", "quantity-set"]);

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
    case "weigh":
      return weighNowWords(verdict.index, verdict.of);
    case "weighed":
      return stage({
        ground: "ok",
        word: "Weighed",
        subject: kilograms(verdict.grams),
        steps: [verdict.left === 1 ? "Put the last box on the scale." : "Put the next box on the scale."],
      });
    case "label-bound":
      return verdict.shipped ? shippedWords(facts) : boundWords(verdict.left);
    case "taken-back":
      return line("Taken back. Take one out of the box", `Taken back. ${verdict.name}.`);
    case "box-opened":
      return line(`Box ${verdict.index} is open. What you pack now goes into it`, `Box ${verdict.index} is open.`);
    case "quantity-set":
      return line(packText.quantity(verdict.quantity));
    case "cleared":
      return line("Cleared");
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
    case "weight-off":
    case "unreadable":
    case "not-saved":
      return refusedScanWords(verdict, facts);
  }
}

function weighNowWords(index: number, of: number): StageWords {
  return stage({
    ground: "ok",
    word: "All in",
    subject: of === 1 ? "Put the box on the scale" : `Put box ${index} of ${of} on the scale`,
  });
}

/** Every unit is in, and a box waits for its weight; the scale's own standing says what is in the way. */
export function weighWords(scale: ScaleStanding, index: number, of: number): StageWords {
  const box = of === 1 ? "the box" : `box ${index} of ${of}`;
  const words = { ground: "none", word: "On the scale", subject: `Put ${box} on the scale` } as const;
  switch (scale.kind) {
    case "empty":
    case "none":
    case "away":
      return stage({ ...words, steps: ["The label prints when the weight is there."] });
    case "moving":
      return stage({ ...words, subject: "Weighing", steps: ["Take your hands off the box."] });
    case "ready":
      return stage({ ...words, subject: kilograms(scale.grams) });
    case "not-emptied":
      return stage({
        ...words,
        subject: "Empty the scale first",
        steps: [`Lift everything off. Then put ${box} on it.`],
      });
    case "stale":
      return stage({
        ...words,
        subject: "The scale says nothing",
        why: ["It is plugged in, but sends no weight."],
        steps: ["Switch the scale on.", "It stays silent? Scan Close: the label gets the computed weight."],
      });
    case "trouble":
      return stage({
        ...words,
        subject: scaleTroubleText[scale.reason],
        steps: ["It stays so? Scan Close: the label gets the computed weight."],
      });
  }
}

export const scaleTroubleText: Readonly<Record<Extract<ScaleStanding, { kind: "trouble" }>["reason"], string>> = {
  "under-zero": "The scale is under zero. Press its zero key",
  overload: "Too heavy for this scale",
  calibrate: "The scale wants calibration",
  fault: "The scale reports a fault",
};

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

export function savingWords(subject: string): StageWords {
  return stage({
    ground: "none",
    word: "Saving",
    subject,
    why: ["The disk is slow. It counts when the screen turns green."],
  });
}

/** Every unit is in, but the boxes are not shut: their label could not be made before. */
export function unclosedWords(facts: BenchFacts): StageWords {
  return stage({
    ground: "none",
    word: "No label yet",
    subject: packText.unitsPacked(facts.packed, facts.units),
    why: ["Every unit is packed and counted. The label could not be made."],
    steps: ["Tell the order desk.", "Mended? Scan Close."],
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
    steps: ["Scan the next box’s label."],
  });
}
