import {
  IconChartBar,
  IconClipboardList,
  IconFileImport,
  IconInbox,
  IconListCheck,
  IconArrowBackUp,
  IconPackage,
  IconPhone,
  IconPrinter,
  IconStack2,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { AppShell } from "../app-shell.tsx";
import type { ConnectionState } from "../connection-chip.tsx";
import type { KeyHint } from "../key-bar.tsx";
import type { NavigationSection } from "../navigation.tsx";

export const calm: ConnectionState = { tone: "calm", headline: "Saved here", details: ["Last synced 17:40"] };

const sections: readonly NavigationSection[] = [
  {
    id: "work",
    entries: [
      { id: "orders", label: "Orders", icon: IconClipboardList, count: "95" },
      { id: "desk", label: "New order", icon: IconPhone },
      { id: "pick", label: "Pick lists", icon: IconListCheck, count: "6" },
      { id: "bench-packing", label: "Pack bench", icon: IconPackage },
      { id: "returns", label: "Returns", icon: IconArrowBackUp, count: "2" },
      { id: "stock", label: "Stock", icon: IconStack2 },
    ],
  },
  {
    id: "office",
    label: "Office",
    entries: [
      { id: "import", label: "Import", icon: IconFileImport },
      { id: "sync", label: "Sync", icon: IconInbox, count: "4" },
      { id: "dashboard", label: "Dashboard", icon: IconChartBar },
      { id: "devices", label: "Devices", icon: IconPrinter },
    ],
  },
];

export interface SampleShellProps {
  readonly current: string;
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly actions?: ReactNode;
  readonly connection?: ConnectionState;
  readonly keyHints: readonly KeyHint[];
  readonly children: ReactNode;
}

export function SampleShell({ current, connection = calm, ...rest }: SampleShellProps) {
  return (
    <AppShell
      navigation={{
        label: "Main",
        brand: "Holdfast",
        sections,
        current,
        onNavigate: (id) => {
          const query = new URLSearchParams(location.search);
          query.set("show", id);
          location.search = query.toString();
        },
        who: { name: "Order desk 1", detail: "Signed in by badge, Leeds" },
      }}
      connection={connection}
      onOpenConnection={() => undefined}
      words={{ skipToContent: "Skip to the screen", keys: "Keys" }}
      {...rest}
    />
  );
}
