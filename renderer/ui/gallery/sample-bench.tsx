import {
  IconAlertCircle,
  IconArrowBackUp,
  IconBox,
  IconEraser,
  IconHelp,
  IconLock,
  IconPrinter,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { BenchButton } from "../bench/bench-button.tsx";
import { BenchFrame } from "../bench/bench-frame.tsx";
import type { BenchFact, Verdict } from "../bench/bench-frame.tsx";
import { Rail } from "../bench/rail.tsx";
import type { RailLine } from "../bench/rail.tsx";
import type { Icon } from "../glyph.tsx";
import { calm } from "./sample-shell.tsx";

const ordered = [
  ["WHITE HANGING HEART T-LIGHT HOLDER", 6, 6],
  ["WHITE METAL LANTERN", 6, 6],
  ["CREAM CUPID HEARTS COAT HANGER", 4, 8],
  ["KNITTED UNION FLAG HOT WATER BOTTLE", 0, 6],
  ["RED WOOLLY HOTTIE WHITE HEART.", 0, 6],
  ["SET 7 BABUSHKA NESTING BOXES", 2, 2],
  ["GLASS STAR FROSTED T-LIGHT HOLDER", 0, 6],
] as const;

/** `counts`: packed so far, line by line. */
export function railLines(counts: readonly number[]): readonly RailLine[] {
  return ordered.map(([name, , total], place) => {
    const count = counts[place] ?? 0;
    return { id: name, name, isDone: count === total, figure: String(count), rest: `of ${total}` };
  });
}

export const countsNow = ordered.map(([, count]) => count);

export const hanger = "CREAM CUPID HEARTS COAT HANGER";

const commandSets: Readonly<Record<"calm" | "refusal" | "held" | "packed", readonly (readonly [string, Icon])[]>> = {
  calm: [
    ["Undo", IconArrowBackUp],
    ["New box", IconBox],
    ["Help", IconHelp],
  ],
  refusal: [
    ["Clear", IconEraser],
    ["Help", IconHelp],
  ],
  held: [["Release (supervisor)", IconLock]],
  packed: [
    ["Print again", IconPrinter],
    ["Help", IconHelp],
  ],
};

export interface SampleBenchProps {
  readonly verdict: Verdict;
  readonly announcement?: string;
  readonly commands: keyof typeof commandSets;
  readonly counts?: readonly number[];
  readonly units?: string;
  readonly linesDone?: string;
  readonly isHangerCurrent?: boolean;
  readonly hasRefusal?: boolean;
  readonly weight?: BenchFact;
  readonly label?: BenchFact;
  readonly children: ReactNode;
}

export function SampleBench(props: SampleBenchProps) {
  const {
    verdict,
    announcement,
    counts = countsNow,
    units = "18 of 40 units",
    linesDone = "3 of 7 lines done",
  } = props;
  const { weight = { fact: "8.42 kg", detail: "on the scale, 8.4 expected" } } = props;
  const { label = { fact: "Label waits", detail: "22 units to go" } } = props;
  return (
    <BenchFrame
      verdict={verdict}
      title="#536365"
      subtitle={["Fatima Smith-Jones, London SW1A 2AA", "Standard, tote T-14"]}
      connection={calm}
      announcement={announcement === undefined ? undefined : { id: "1", words: announcement }}
      facts={[{ fact: "Box 1, medium", detail: "300 × 200 × 150 mm" }, weight, label]}
      commands={commandSets[props.commands].map(([word, icon]) => (
        <BenchButton key={word} icon={icon} onPress={() => undefined}>
          {word}
        </BenchButton>
      ))}
      rail={
        <Rail
          label="Lines"
          heading={units}
          summary={linesDone}
          lines={railLines(counts)}
          anchorId={hanger}
          currentId={props.isHangerCurrent === true ? hanger : undefined}
          strip={
            props.hasRefusal === true
              ? { icon: IconAlertCircle, words: "1 refused scan: checked again before the box closes" }
              : undefined
          }
        />
      }
    >
      {props.children}
    </BenchFrame>
  );
}
