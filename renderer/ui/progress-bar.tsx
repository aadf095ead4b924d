import { ProgressBar as AriaProgressBar } from "react-aria-components";
import "./progress-bar.css";

export interface ProgressBarProps {
  /** Names what is going on, for a screen reader. */
  readonly label: string;
  readonly value: number;
  readonly maximum: number;
  /** A second part in the second chart colour: what was set aside. */
  readonly aside?: number | undefined;
  /** "1,004 of 1,217 rows", spoken instead of a percentage. */
  readonly words: string;
  readonly size?: "thin" | "thick" | undefined;
}

/** Shows how far; the words beside it (count, time left, Stop) belong to the screen. */
export function ProgressBar({ label, value, maximum, aside = 0, words, size = "thin" }: ProgressBarProps) {
  const share = (part: number) => (maximum > 0 ? `${Math.min(100, (part / maximum) * 100)}%` : "0%");
  return (
    <AriaProgressBar
      className="progress"
      data-size={size}
      aria-label={label}
      value={value}
      minValue={0}
      maxValue={maximum}
      valueLabel={words}
    >
      <div className="progress-part" style={{ width: share(value) }} />
      {aside > 0 && <div className="progress-part" data-part="aside" style={{ width: share(aside) }} />}
    </AriaProgressBar>
  );
}
