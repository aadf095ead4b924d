import { useMemo, useState } from "react";
import type { ReactNode } from "react";
import type { OrderCounts, StationState } from "#shared/bridge/types.ts";
import { api } from "../bridge/api.ts";
import { careConnection } from "../features/care/care-connection.ts";
import { AppShell } from "../ui/app-shell.tsx";
import type { KeyHint } from "../ui/key-bar.tsx";
import type { NavigationSection } from "../ui/navigation.tsx";
import { shownKeys } from "./command-registry.ts";
import { useCommandGroups } from "./commands.tsx";
import { useConnection } from "./connection.ts";
import { DeskFrameContext } from "./desk-page.tsx";
import { entryOf, placeEntries } from "./places.ts";
import type { PlaceEntry } from "./places.ts";
import { went } from "./place.ts";
import { ReopenedNotice } from "./reopened.tsx";
import { useAppDispatch, useAppSelector } from "./store.ts";
import { frameText, signedInBy } from "./text.ts";
import { useFormat } from "./use-format.ts";

type Ready = Extract<StationState, { phase: "ready" }>;

const shellWords = { skipToContent: frameText.skipToContent, keys: frameText.keys };

/** Sidebar, top bar and key bar around the desk's screens. Screens fill them with DeskPage and useCommands. */
export function DeskFrame({ station, children }: { readonly station: Ready; readonly children: ReactNode }) {
  const dispatch = useAppDispatch();
  const place = useAppSelector((state) => state.place.place);
  const [title, setTitle] = useState("");
  const [subtitle, setSubtitle] = useState<HTMLElement | null>(null);
  const [actions, setActions] = useState<HTMLElement | null>(null);
  const slots = useMemo(() => ({ setTitle, subtitle, actions }), [subtitle, actions]);
  const counts = useNavigationCounts();
  const care = useAppSelector((state) => state.live.care);
  const connection = useConnection();
  return (
    <DeskFrameContext value={slots}>
      <AppShell
        navigation={{
          label: frameText.mainNavigation,
          brand: frameText.brand,
          sections: sections(counts),
          current: entryOf(place),
          onNavigate: (id) => {
            const entry = placeEntries.find((each) => each.id === id);
            if (entry) dispatch(went({ kind: entry.id }));
          },
          who: { name: station.station.name, detail: whoDetail(station) },
        }}
        title={title}
        subtitle={<div ref={setSubtitle} />}
        actions={<div className="row" ref={setActions} />}
        connection={connection}
        onOpenConnection={() => dispatch(went({ kind: careConnection(care) ? "care" : "sync" }))}
        notice={<ReopenedNotice />}
        keyHints={useKeyHints()}
        words={shellWords}
      >
        {children}
      </AppShell>
    </DeskFrameContext>
  );
}

function whoDetail({ person, station }: Ready): string {
  const how = person && signedInBy[person.method];
  return [person?.name, how, station.demo ? frameText.demo : undefined].filter(Boolean).join(", ");
}

function useKeyHints(): readonly KeyHint[] {
  return useCommandGroups()
    .flatMap((group) => group.commands)
    .flatMap((command) => {
      const keys = shownKeys(command);
      const isShown = command.hint !== undefined && command.unavailable === undefined;
      return keys && isShown ? [{ keys, label: command.hint ?? "" }] : [];
    });
}

type Counts = Partial<Record<PlaceEntry["id"], string>>;

/** Work that waits at each place; nothing where none does. */
function useNavigationCounts(): Counts {
  const format = useFormat();
  const { data: orders } = api.useOrderCountsQuery({});
  const { data: picking } = api.usePickOverviewQuery({});
  const { data: aside } = api.useSetAsideQuery({ limit: 1 });
  const { data: exceptions } = api.useExceptionsQuery({ limit: 1 });
  const ready = useAppSelector((state) => state.live.bench?.readyCount ?? 0);
  const refused = useAppSelector((state) => state.live.sync?.refused ?? 0);
  const written = (count: number | undefined) => (count ? format.count(count) : undefined);
  const shown: Record<string, string | undefined> = {
    orders: written(orders && openOrders(orders)),
    "pick-lists": written(picking?.openLists),
    pack: written(ready),
    exceptions: written(exceptions?.orders),
    import: written(aside?.records),
    sync: written(refused),
  };
  return Object.fromEntries(Object.entries(shown).filter(([, count]) => count !== undefined));
}

/** Orders that still need someone: everything but what reached its end. */
function openOrders({ all, byStage }: OrderCounts): number {
  return all - byStage.shipped - byStage.cancelled - byStage.refunded;
}

function sections(counts: Counts): readonly NavigationSection[] {
  const entries = (section: PlaceEntry["section"]) =>
    placeEntries
      .filter((entry) => entry.section === section)
      .map(({ id, label, icon }) => ({ id, label, icon, count: counts[id] }));
  return [
    { id: "work", entries: entries("work") },
    { id: "office", label: frameText.office, entries: entries("office") },
  ];
}
