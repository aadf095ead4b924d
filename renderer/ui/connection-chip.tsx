import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCloudOff,
  IconCloudUpload,
  IconDeviceFloppy,
} from "@tabler/icons-react";
import { Button } from "react-aria-components";
import "./connection-chip.css";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";

/**
 * `calm` all sent; `sending` work on its way; `away` no line, which is a place and not a fault; `urgent` a real limit
 * is near; `refused` the other side said no.
 */
export type ConnectionTone = "calm" | "sending" | "away" | "urgent" | "refused";

export interface ConnectionState {
  readonly tone: ConnectionTone;
  /** "Saved here", "Not sent for 26 h", "Hub refused 1". */
  readonly headline: string;
  /** "Waiting to send: 3", "Last synced 17:31", in this order. */
  readonly details: readonly string[];
}

export interface ConnectionChipProps {
  readonly state: ConnectionState;
  /** Enter or press opens the page behind the chip; without it the chip is text only (the bench). */
  readonly onOpen?: (() => void) | undefined;
  readonly scale?: "desk" | "bench" | undefined;
}

const icons: Readonly<Record<ConnectionTone, Icon>> = {
  calm: IconDeviceFloppy,
  sending: IconCloudUpload,
  away: IconCloudOff,
  urgent: IconAlertTriangle,
  refused: IconAlertCircle,
};

/** Always in the same place; spoken politely when its words change. */
export function ConnectionChip({ state, onOpen, scale = "desk" }: ConnectionChipProps) {
  const words = (
    <>
      <Glyph icon={icons[state.tone]} size={16} {...(scale === "bench" ? { units: 22 } : {})} />
      <b className="chip-headline">{state.headline}</b>
      {state.details.map((detail) => (
        <span key={detail} className="chip-detail">
          {detail}
        </span>
      ))}
    </>
  );
  return (
    <div role="status" className="chip-place" data-scale={scale}>
      {onOpen === undefined ? (
        <div className="chip" data-tone={state.tone}>
          {words}
        </div>
      ) : (
        <Button className="chip" data-tone={state.tone} onPress={onOpen}>
          {words}
        </Button>
      )}
    </div>
  );
}
