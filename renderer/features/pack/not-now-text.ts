/** Why a command does nothing now. The reasons come from the bench's decisions and from main. */
const reasons: Readonly<Record<string, string>> = {
  "nothing-to-undo": "nothing is packed yet that could be taken back",
  "box-closed": "the boxes are closed already",
  "box-empty": "the open box is still empty",
  "not-all-verified": "units are still missing; the box closes by itself with the last one",
  "not-here": "that is not for the pack bench",
  "no-order": "no order is on the bench; scan an order or a tote first",
  "no-label": "no printed label waits here; a label that is still on its way comes by itself",
  "no-question": "no question is on the screen",
  "box-open": "a box is open; finish it or scan Park, then change places",
};

const names: Readonly<Record<string, string>> = {
  UNDO: "Undo",
  CLEAR: "Clear",
  "BOX.NEW": "New box",
  CLOSE: "Close",
  "PRINT.AGAIN": "Print again",
  SHORT: "Short",
  SKIP: "Skip",
  PARK: "Park",
  HELP: "Help",
  YES: "Yes",
  NO: "No",
  OUT: "Sign out",
  QTY: "Quantity",
  badge: "Badge",
};

/** "Undo: nothing is packed yet that could be taken back". */
export function notNowWords(command: string, reason: string): string {
  return `${names[command] ?? command}: ${reasons[reason] ?? "not now"}`;
}
