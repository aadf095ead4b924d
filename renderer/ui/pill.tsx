import { IconX } from "@tabler/icons-react";
import { Button } from "react-aria-components";
import { Glyph } from "./glyph.tsx";
import "./pill.css";

export interface PillProps {
  /** "Placed: Wed 1 Dec". */
  readonly label: string;
  /** Opens what the pill stands for, usually a choice. */
  readonly onPress?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
  /** Names the remove button: "Remove filter Placed: Wed 1 Dec". */
  readonly removeLabel?: string | undefined;
}

/** A filter that is on. */
export function Pill({ label, onPress, onRemove, removeLabel = label }: PillProps) {
  return (
    <span className="pill">
      {onPress === undefined ? (
        <span>{label}</span>
      ) : (
        <Button className="pill-part" onPress={onPress}>
          {label}
        </Button>
      )}
      {onRemove !== undefined && (
        <Button className="pill-remove" aria-label={removeLabel} onPress={onRemove}>
          <Glyph icon={IconX} size={14} />
        </Button>
      )}
    </span>
  );
}
