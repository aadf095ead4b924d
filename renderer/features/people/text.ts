import type { CodeOf } from "#shared/bridge/contract.ts";
import type { Role } from "#shared/facts/kinds/people.ts";

export const peopleText = {
  title: "People",
  add: "Add a person",
  addKey: "Add",
  addDetail: "They sign in with the PIN, or with the badge that is made for them.",
  onlyLead: "Only a lead can add people",
  name: "Name",
  nameProblem: "Type a name.",
  pin: "PIN",
  pinHint: "4 to 8 digits.",
  pinProblem: "4 to 8 digits, nothing else.",
  roles: "May do",
  rolesProblem: "Choose at least one.",
  save: "Add",
  back: "Back",
  badge: "Badge",
  showBadge: "Show badge",
  badgeOf: (name: string) => `Badge of ${name}`,
  badgeDetail: "Scan it from the screen to try it, or print it, cut it out and laminate it. Who holds it can sign in.",
  barcodeOf: (name: string) => `Barcode of ${name}`,
  print: "Print",
  close: "Close",
  you: "signed in now",
  signedIn: "Signed in",
  move: "Move",
  loading: "Loading people",
} as const;

export const peopleColumnText = {
  name: "Name",
  roles: "May do",
  badge: "Badge",
  now: "Now",
  actions: "Actions",
} as const;

export const roleDetail: Readonly<Record<Role, string>> = {
  lead: "Lead: settings, people, fraud checks",
  clerk: "Order desk: orders, holds, imports",
  packer: "Pick and pack",
};

export const addRefusals: Readonly<Record<CodeOf<"people.add">, string>> = {
  "role-missing": "Only a lead can add people. Ask one to sign in.",
};
