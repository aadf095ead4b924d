import { assertNever } from "../kernel/result.ts";

/** Why a printer does not print now. Nothing was lost: the job goes on when the trouble is over. */
export const printerTroubles = [
  "paper-out",
  "ribbon-out",
  "head-open",
  "cover-open",
  "paper-jam",
  "cutter",
  "too-hot",
  "too-cold",
  "paused",
  "label-waiting",
  "ink-low",
  "busy",
  "stopped",
  "not-accepting",
  "unreachable",
  "no-answer",
  "port-missing",
  "spooler-waits",
] as const;
export type PrinterTrouble = (typeof printerTroubles)[number];

/** What happened, then what to do. */
export function troubleWords(trouble: PrinterTrouble): string {
  switch (trouble) {
    case "paper-out":
      return "Out of paper. Put in a new roll or fill the tray.";
    case "ribbon-out":
      return "The ribbon is used up. Put in a new one.";
    case "head-open":
      return "The print head is open. Close it.";
    case "cover-open":
      return "A cover is open. Close it.";
    case "paper-jam":
      return "Paper is stuck. Take it out.";
    case "cutter":
      return "The cutter is stuck. Free it.";
    case "too-hot":
      return "The print head is too hot. It goes on when it has cooled down.";
    case "too-cold":
      return "The print head is too cold. It goes on when it has warmed up.";
    case "paused":
      return "The printer is paused. Press its pause button.";
    case "label-waiting":
      return "A label waits to be taken from the printer. Take it.";
    case "ink-low":
      return "Ink or toner is used up. Put in a new one.";
    case "busy":
      return "The printer is at another job. This one waits for it.";
    case "stopped":
      return "The printer has stopped. Look at its display.";
    case "not-accepting":
      return "The printer takes no jobs now. Look at its display.";
    case "unreachable":
      return "The printer cannot be reached. Check that it is on and its cable is in.";
    case "no-answer":
      return "The printer does not answer. It may be out of labels or ribbon, or open: look at it.";
    case "port-missing":
      return "The printer is not plugged in. Plug its cable in.";
    case "spooler-waits":
      return "The computer holds the job and tries the printer by itself. Check that the printer is on.";
    default:
      return assertNever(trouble);
  }
}

/** IPP's keywords (RFC 8011, 5.4.12) without their severity, by what a person can do about them. */
const reasons: readonly (readonly [RegExp, PrinterTrouble])[] = [
  [/^(media-empty|media-needed|input-tray-missing)/, "paper-out"],
  [/^(media-jam)/, "paper-jam"],
  [/^(cover-open|door-open|interlock-open)/, "cover-open"],
  [/^(toner-empty|marker-supply-empty|marker-waste-full)/, "ink-low"],
  [/^(paused|moving-to-paused)/, "paused"],
  [/^(offline|connecting-to-device|timed-out|shutdown)/, "unreachable"],
  [/^(stopped|stopping|fuser-over-temp|other-error)/, "stopped"],
];

/** The first reason that keeps a printer from printing. How grave it calls it differs: some say `media-empty-warning`. */
export function troubleOfReasons(keywords: readonly string[]): PrinterTrouble | undefined {
  for (const keyword of keywords) {
    if (keyword === "none" || keyword.endsWith("-report")) continue;
    const found = reasons.find(([pattern]) => pattern.test(keyword));
    if (found) return found[1];
  }
  return undefined;
}
