import type { BoxLabel, DeviceState } from "#shared/bridge/types.ts";

/** How the labels of the closed boxes stand, as one answer for the stage. */
export type LabelState =
  /** Nobody knows whether this one printed: a person is asked, and nothing prints until then. */
  | { readonly kind: "doubt"; readonly label: BoxLabel; readonly box: number }
  | { readonly kind: "failed"; readonly label: BoxLabel; readonly box: number }
  /** Queued, but there is no printer to queue for. */
  | { readonly kind: "no-printer"; readonly label: BoxLabel; readonly box: number }
  | { readonly kind: "waiting" }
  | { readonly kind: "printing"; readonly copy: number }
  | { readonly kind: "printed"; readonly copy: number };

/** Only boxes whose label was not scanned yet still matter. Trouble goes first, doubt before failure. */
export function labelState(labels: readonly BoxLabel[], printer: DeviceState): LabelState {
  const open = labels.map((label, index) => ({ label, box: index + 1 })).filter(({ label }) => !label.bound);
  const doubt = open.find(({ label }) => label.state === "unknown");
  if (doubt) return { kind: "doubt", ...doubt };
  const failed = open.find(({ label }) => label.state === "failed");
  if (failed) return { kind: "failed", ...failed };
  const waiting = open.find(({ label }) => ["queued", "none", "voided"].includes(label.state));
  if (waiting) return printer.kind === "none" ? { kind: "no-printer", ...waiting } : { kind: "waiting" };
  const copy = Math.max(1, ...open.map(({ label }) => label.copy));
  return { kind: open.some(({ label }) => label.state === "sending") ? "printing" : "printed", copy };
}
