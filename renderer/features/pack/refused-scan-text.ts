import type { PackVerdict } from "#shared/packing/verdict.ts";
import type { HoldType } from "#shared/orders/order-content.ts";
import type { Stage } from "#shared/orders/order-standing.ts";
import { readableCode } from "../bench/code-text.ts";
import { kilograms, stage, units, type StageWords } from "../bench/verdict-words.ts";
import type { BenchFacts } from "./pack-lines.ts";

const nothingCounted = "Nothing was counted.";
const asideSteps = ["Put it in the red tray.", "Then scan the next item."];

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
      | "weight-off"
      | "unreadable"
      | "not-saved";
  }
>;

/** The words for a scan that was refused. A kind without words does not compile. */
export function refusedScanWords(verdict: PackRefusal, facts: BenchFacts): StageWords {
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
        steps: ["Set this one aside.", `Go on with ${facts.number}.`],
      });
    case "wrong-label":
      return stage({
        ground: "wrong",
        word: "Wrong label",
        subject: readableCode(verdict.text),
        why: [`This label belongs to another order than ${facts.number}. No box was bound to it.`],
        steps: ["Take the label off this box.", "Scan the one printed for it."],
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
        steps: ["Tell the order desk.", "Mended? Scan Close.", "Not now? Scan Park."],
      });
    case "weight-off":
      return weightOffWords(verdict);
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

function weightOffWords({ index, grams, expectedGrams }: Extract<PackVerdict, { kind: "weight-off" }>): StageWords {
  const isHeavy = grams > expectedGrams;
  return stage({
    ground: "extra",
    word: isHeavy ? "Too heavy" : "Too light",
    subject: `Box ${index}: ${kilograms(grams)}, not ${kilograms(expectedGrams)}`,
    why: [isHeavy ? "Something may be in it that does not belong there." : "Something may be missing from it."],
    steps: ["Count what is in the box.", "Mended? Scan Weigh.", "Right? A lead accepts it."],
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
    steps: isMany ? ["Count the units again.", "Then scan them one by one."] : ["Take this one out.", ...asideSteps],
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
      ? ["Put it on the hold shelf.", "Scan Park.", "Scan another order."]
      : ["Put it on the hold shelf.", "Scan another order."],
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
      ? ["Put its units aside.", "Scan Park.", "Scan another order."]
      : ["Put the tote aside.", "Scan another order."],
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}

const elsewhere: Readonly<Record<Stage | "elsewhere", string>> = {
  elsewhere: "Another station keeps it. Ask for it at the desk, or pack it there.",
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
  return Object.hasOwn(elsewhere, stage) ? elsewhere[stage as keyof typeof elsewhere] : "It cannot be packed now.";
}
