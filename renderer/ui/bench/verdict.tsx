import {
  IconArrowRight,
  IconBarcodeOff,
  IconCheck,
  IconCopyPlus,
  IconDeviceFloppy,
  IconHandStop,
  IconX,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";
import type { Icon } from "../glyph.tsx";
import type { Verdict } from "./bench-frame.tsx";
import "./verdict.css";

/** How a verdict's own icon is drawn. Other refusals on the red ground bring their own icon. */
export interface VerdictSign {
  readonly icon: Icon;
  readonly units?: number | undefined;
  readonly stroke?: number | undefined;
  /** The drawing has empty edges (a check, a cross): set it flush with the words below. */
  readonly isFlush?: boolean | undefined;
}

export const verdictSigns: Readonly<Record<Exclude<Verdict, "none">, VerdictSign>> = {
  ok: { icon: IconCheck, units: 150, stroke: 3.2, isFlush: true },
  wrong: { icon: IconX, units: 150, stroke: 3.2, isFlush: true },
  extra: { icon: IconCopyPlus },
  unknown: { icon: IconBarcodeOff },
  held: { icon: IconHandStop, units: 136, stroke: 2 },
  saving: { icon: IconDeviceFloppy, units: 118, stroke: 2 },
};

/** A word longer than this is set smaller and may take two lines. */
const longWord = 14;

/** Icon and word, readable across the room. */
export function VerdictHead({ sign, word }: { readonly sign: VerdictSign; readonly word: string }) {
  return (
    <div className="verdict-head">
      <Glyph
        icon={sign.icon}
        units={sign.units ?? 128}
        stroke={sign.stroke ?? 2.2}
        className={sign.isFlush === true ? "verdict-icon verdict-icon-flush" : "verdict-icon"}
      />
      <h2 className="verdict-word" data-long={word.length > longWord || undefined}>
        {word}
      </h2>
    </div>
  );
}

/** What it happened to, under the head: the item, the code as scanned, the order. */
export function VerdictSubject({ children }: { readonly children: ReactNode }) {
  return <div className="verdict-subject">{children}</div>;
}

/** Why, and what was counted. */
export function VerdictWhy({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className="verdict-why">
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}

/** What to do now, a step a line. */
export function VerdictDo({ lines }: { readonly lines: readonly string[] }) {
  return (
    <div className="verdict-do">
      <Glyph icon={IconArrowRight} units={60} stroke={2.8} />
      <div>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    </div>
  );
}
