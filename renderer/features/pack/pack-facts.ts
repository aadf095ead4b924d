import type { BenchState, DeviceState } from "#shared/bridge/types.ts";
import type { BenchFact } from "../../ui/bench/bench-frame.tsx";
import { filledBoxes } from "#shared/packing/weigh.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { weightText } from "#shared/weighing/weight.ts";
import { boxes, kilograms, units } from "../bench/verdict-words.ts";
import type { BenchWork } from "./bench-work.ts";
import { labelFact, stoppedLabelFact, waitingLabelFact } from "./label-text.ts";
import { benchFacts, unitsInBox, type BenchSession } from "./pack-lines.ts";

/** What stands in the foot: the devices while the bench is idle, else the box, its weight and its label. */
export function packFacts(bench: BenchState, work: BenchWork, clock: (at: number) => string): readonly BenchFact[] {
  const { session } = bench;
  if (!session) return [scannerFact(bench.scanner, clock), printerFact(bench.printer)];
  return [boxFact(session), ...weightFacts(session, bench.scale), labelFactOf(bench, session, work)];
}

/** The words of a trouble stand on the stage; here only its name, for there is no room. */
function scannerFact(scanner: DeviceState, clock: (at: number) => string): BenchFact {
  switch (scanner.kind) {
    case "none":
      return { fact: "Keyboard scanner", detail: "no other is set up" };
    case "ready":
      return {
        fact: "Scanner ready",
        detail: scanner.lastAt === null ? "no scan yet today" : `last scan ${clock(scanner.lastAt)}`,
      };
    case "trouble":
      return { fact: "Scanner missing", detail: "type codes meanwhile" };
  }
}

function printerFact(printer: DeviceState): BenchFact {
  switch (printer.kind) {
    case "none":
      return { fact: "No label printer", detail: "labels wait until one is set up" };
    case "ready":
      return { fact: "Label printer ready", detail: "4 × 6 inch" };
    case "trouble":
      return { fact: "Printer stopped", detail: "labels wait" };
  }
}

function boxFact({ view }: BenchSession): BenchFact {
  const open = view.boxes.at(-1);
  const inOpen = open ? unitsInBox(open.contents) : 0;
  const count = view.boxes.length;
  if (view.parcels.length > 0) {
    const closed = view.parcels.length;
    return { fact: boxes(closed), detail: closed === 1 ? "closed" : "all closed" };
  }
  return { fact: `Box ${count}`, detail: `${units(inOpen)} in it` };
}

function weightFacts({ expectedGrams, view }: BenchSession, scale: ScaleStanding): readonly BenchFact[] {
  const weighed = filledBoxes(view).map((box) => box.weighedGrams);
  if (weighed.length > 0 && weighed.every((grams) => grams !== undefined)) {
    return [{ fact: kilograms(weighed.reduce((sum, grams) => sum + grams, 0)), detail: "weighed" }];
  }
  if ((scale.kind === "ready" || scale.kind === "moving" || scale.kind === "not-emptied") && scale.weight) {
    return [{ fact: weightText(scale.weight), detail: scale.kind === "moving" ? "still moving" : "on the scale" }];
  }
  if (expectedGrams <= 0) return [];
  const expected = (expectedGrams / 1000).toLocaleString("en-GB", {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  return [{ fact: `${expected} kg`, detail: view.parcels.length > 0 ? "expected" : "when all is packed" }];
}

function labelFactOf({ printer }: BenchState, session: BenchSession, work: BenchWork): BenchFact {
  if (work.kind === "held") return stoppedLabelFact;
  if (work.kind === "labels") return labelFact(work.state);
  if (work.kind === "shipped") return { fact: "Label bound", detail: "handed over" };
  // Better known before the last unit than after it.
  if (printer.kind !== "ready") return printerFact(printer);
  return waitingLabelFact(benchFacts(session));
}
