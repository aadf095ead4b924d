import {
  IconBarcode,
  IconClipboardList,
  IconDatabase,
  IconFileImport,
  IconGitMerge,
  IconListCheck,
  IconPackage,
  IconPhone,
  IconInbox,
  IconPrinter,
  IconScan,
  IconStack2,
  IconTransfer,
  IconUsers,
} from "@tabler/icons-react";
import type { Icon } from "../ui/glyph.tsx";
import type { Place } from "./place.ts";

/** The places a person goes to by name, in the order of the navigation. */
export interface PlaceEntry {
  readonly id: Exclude<Place["kind"], "order" | "pick-round">;
  readonly label: string;
  readonly icon: Icon;
  /** After G. */
  readonly letter: string;
  readonly section: "work" | "office";
  readonly alsoFoundBy?: string;
}

export const placeEntries: readonly PlaceEntry[] = [
  { id: "orders", label: "Orders", icon: IconClipboardList, letter: "o", section: "work" },
  {
    id: "new-order",
    label: "New order",
    icon: IconPhone,
    letter: "n",
    section: "work",
    alsoFoundBy: "phone order desk take an order",
  },
  { id: "pick-lists", label: "Pick lists", icon: IconListCheck, letter: "l", section: "work" },
  { id: "pack", label: "Pack bench", icon: IconPackage, letter: "p", section: "work" },
  { id: "stock", label: "Stock", icon: IconStack2, letter: "k", section: "work", alsoFoundBy: "items catalogue bins" },
  {
    id: "moves",
    label: "Move stock",
    icon: IconTransfer,
    letter: "m",
    section: "work",
    alsoFoundBy: "transfer relocate bins send receive arriving station",
  },
  {
    id: "exceptions",
    label: "Decisions",
    icon: IconGitMerge,
    letter: "d",
    section: "work",
    alsoFoundBy: "exceptions needs a decision inbox",
  },
  {
    id: "import",
    label: "Import",
    icon: IconFileImport,
    letter: "i",
    section: "office",
    alsoFoundBy: "file csv shopify",
  },
  {
    id: "sync",
    label: "Sync",
    icon: IconInbox,
    letter: "s",
    section: "office",
    alsoFoundBy: "hub join leave refused waiting to send",
  },
  {
    id: "printing",
    label: "Printing",
    icon: IconPrinter,
    letter: "r",
    section: "office",
    alsoFoundBy: "printers print queue labels slips receipts label file preview",
  },
  {
    id: "devices",
    label: "Devices",
    icon: IconScan,
    letter: "v",
    section: "office",
    alsoFoundBy: "scanner label printer settings ship from prints",
  },
  {
    id: "care",
    label: "Store",
    icon: IconDatabase,
    letter: "t",
    section: "office",
    alsoFoundBy: "backup export diagnostics disk chain restore version",
  },
  {
    id: "scanners",
    label: "Scanners",
    icon: IconBarcode,
    letter: "c",
    section: "office",
    alsoFoundBy: "scale weight test card set up serial USB HID keyboard",
  },
  { id: "people", label: "People", icon: IconUsers, letter: "e", section: "office", alsoFoundBy: "badges PIN roles" },
];

/** The entry that is lit while a place is in front. */
export function entryOf(place: Place): PlaceEntry["id"] {
  switch (place.kind) {
    case "order":
      return "orders";
    case "pick-round":
      return "pick-lists";
    default:
      return place.kind;
  }
}
