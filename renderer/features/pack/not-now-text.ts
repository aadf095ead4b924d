/** Why a command does nothing now. The reasons come from the bench's decisions and from main. */
const reasons: Readonly<Record<string, string>> = {
  "nothing-to-undo": "nothing is packed yet that could be taken back",
  "box-closed": "the boxes are closed already",
  "box-empty": "the open box is still empty",
  "no-scale": "no scale is set up at this bench; Close prints the label with the computed weight",
  "scale-away": "the scale is not connected; Close prints the label with the computed weight",
  "scale-silent": "the scale sends no weight; switch it on, or scan Close",
  "scale-empty": "nothing lies on the scale; put the box on it",
  "scale-moving": "the weight still moves; take your hands off the box",
  "scale-not-emptied": "this weight is another box's; lift everything off, then put the box on the scale",
  "scale-trouble": "the scale gives no weight; press its zero key, or scan Close",
  "weigh-when-packed": "units are still missing; the box is weighed when the last one is in",
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
  WEIGH: "Weigh",
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
