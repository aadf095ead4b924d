import type { BoxLabel } from "#shared/bridge/types.ts";
import type { BenchFact } from "../../ui/bench/bench-frame.tsx";
import { boxes, units, type StageWords } from "../bench/verdict-words.ts";
import type { LabelState } from "./label-state.ts";
import type { BenchFacts } from "./pack-lines.ts";
import { packText } from "./text.ts";

export interface LabelWordsGiven {
  readonly facts: BenchFacts;
  readonly boxes: number;
  readonly bound: number;
}

/** The closed boxes and their labels. Green while all goes well; a printer's trouble is calm, with words. */
export function labelWords(state: LabelState, given: LabelWordsGiven): StageWords {
  switch (state.kind) {
    case "doubt":
      return {
        kind: "stage",
        ground: "none",
        word: "Did this label print?",
        subject: labelName(state.box, given),
        why: [state.label.words, "Nothing prints until you say."].filter(Boolean),
        steps: [],
        spoken: `Did this label print? ${labelName(state.box, given)}.`,
      };
    case "failed":
      return {
        kind: "stage",
        ground: "none",
        word: "Label not printed",
        subject: labelName(state.box, given),
        why: [state.label.words || "The printer did not take it."],
        steps: ["Mend the printer.", "It then prints by itself."],
        spoken: `Label not printed. ${state.label.words}`,
      };
    case "no-printer":
      return {
        kind: "stage",
        ground: "none",
        word: "No label printer",
        subject: labelName(state.box, given),
        why: ["The label waits. It prints by itself once a printer is set up under Printing."],
        steps: ["Save it as PDF and print that,", "then scan it on the box."],
        spoken: "No label printer is set up. The label waits.",
      };
    case "waiting":
    case "printing":
    case "printed":
      return allPackedWords(state, given);
  }
}

function labelName(box: number, { facts, boxes: count }: LabelWordsGiven): string {
  return `${facts.number}, box ${box}${count > 1 ? ` of ${count}` : ""}`;
}

function allPackedWords(
  state: Extract<LabelState, { kind: "waiting" | "printing" | "printed" }>,
  { facts, boxes: count, bound }: LabelWordsGiven,
): StageWords {
  const one = count - bound === 1;
  const subject = `${packText.unitsPacked(facts.packed, facts.units)}, ${boxes(count)}`;
  const printing = {
    waiting: one ? "The label waits for the printer." : "The labels wait for the printer.",
    printing: one ? "The label is printing." : "The labels are printing.",
    printed: one ? "The label is printed." : "The labels are printed.",
  }[state.kind];
  return {
    kind: "stage",
    ground: "ok",
    word: "All packed",
    subject,
    why: [bound > 0 ? `${printing} ${packText.labelsScanned(bound, count)}.` : printing],
    steps: one
      ? ["Stick the label on the box.", "Scan the label."]
      : ["Stick each label on its own box.", "Scan each label."],
    spoken: `All packed. ${units(facts.units)}, ${boxes(count)}.`,
  };
}

/** The label's place in the foot. */
export function labelFact(state: LabelState): BenchFact {
  switch (state.kind) {
    case "doubt":
      return { fact: "Label in doubt", detail: "say whether it printed" };
    case "failed":
      return { fact: "Label not printed", detail: "it waits" };
    case "no-printer":
      return { fact: "Label waits", detail: "no printer is set up" };
    case "waiting":
      return { fact: "Label waits", detail: "for the printer" };
    case "printing":
      return { fact: "Label printing", detail: `copy ${state.copy}` };
    case "printed":
      return { fact: "Label printed", detail: state.copy > 1 ? `copy ${state.copy}, scan it` : "scan it on the box" };
  }
}

export function waitingLabelFact({ units: all, packed }: BenchFacts): BenchFact {
  return { fact: "Label waits", detail: `${units(all - packed)} to go` };
}

export const stoppedLabelFact: BenchFact = { fact: "Label stopped", detail: "order on hold" };

const stateWords: Readonly<Record<BoxLabel["state"], string>> = {
  none: "label to come",
  queued: "label waits",
  sending: "label printing",
  sent: "label printed",
  printed: "label printed",
  confirmed: "label printed",
  failed: "label not printed",
  unknown: "label in doubt",
  voided: "label void",
};

/** One box's label among several. */
export function labelStateText(label: BoxLabel): string {
  return label.bound ? "label scanned" : stateWords[label.state];
}
