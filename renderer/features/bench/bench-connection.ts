import { frameText } from "../../app/text.ts";
import type { ConnectionState } from "../../ui/connection-chip.tsx";

/** Without a hub there is nothing to send and no line to lose. */
export const benchConnection: ConnectionState = {
  tone: "calm",
  headline: frameText.savedHere,
  details: [frameText.worksAlone],
};
