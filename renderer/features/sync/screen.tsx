import type { SyncState } from "#shared/bridge/sync-types.ts";
import { useMemo } from "react";
import { MoreBelow } from "../../app/more-below.tsx";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ChannelsCard } from "./channels-card.tsx";
import { HubCard, JoinCard } from "./hub-card.tsx";
import { RefusedList, useFactWords } from "./refused-list.tsx";
import { ScopeCard } from "./scope-card.tsx";
import "./sync.css";
import { SyncTiles } from "./sync-tiles.tsx";
import { syncText, troubleText } from "./text.ts";

/** Nothing is lost: what waits, what the hub refused, and where the line stands. */
export function SyncScreen() {
  const sync = useAppSelector((state) => state.live.sync);
  const isLead = useAppSelector(
    ({ live: { station } }) => station.phase === "ready" && (station.person?.roles.includes("lead") ?? false),
  );
  return (
    <DeskPage title={syncText.title}>
      {sync?.hub ? <WithHub sync={sync} hub={sync.hub} isLead={isLead} /> : <Alone isLead={isLead} />}
    </DeskPage>
  );
}

function Alone({ isLead }: { readonly isLead: boolean }) {
  return (
    <div className="sync-alone">
      <JoinCard isLead={isLead} />
    </div>
  );
}

function WithHub({
  sync,
  hub,
  isLead,
}: {
  readonly sync: SyncState;
  readonly hub: NonNullable<SyncState["hub"]>;
  readonly isLead: boolean;
}) {
  const format = useFormat();
  const { data, hasNextPage, fetchNextPage } = api.useRefusedFactsInfiniteQuery({});
  const refused = useMemo(() => data?.pages.flatMap((page) => page.facts) ?? [], [data]);
  const tryNow = () => void ask("sync.tryNow", {});
  useCommands(syncText.title, [
    { id: "sync-now", label: syncText.tryNow, shortcut: "s", hint: syncText.tryNow, run: tryNow },
  ]);
  // What needs somebody stands first; what it said last stays with it as it moves.
  const refusals = (
    <RefusedList
      key="refused"
      facts={refused}
      count={sync.refused}
      isLead={isLead}
      hasMore={hasNextPage}
      onNeedMore={() => void fetchNextPage()}
    />
  );
  const settings = [
    <ChannelsCard key="channels" isLead={isLead} />,
    <ScopeCard key="scope" isLead={isLead} hasLine={sync.line === "open"} />,
  ];
  return (
    <div className="sync">
      <SyncTiles sync={sync} />
      <div className="sync-main">
        {sync.trouble && (
          <Notice
            tone={sync.trouble.needsPerson ? "extra" : "plain"}
            speak="soon"
            actions={
              <Button size="small" onPress={tryNow} keys={["S"]}>
                {syncText.tryNow}
              </Button>
            }
          >
            {troubleText[sync.trouble.code](sync.trouble)}
          </Notice>
        )}
        {sync.broken > 0 && <Notice tone="extra">{syncText.broken(format.count(sync.broken))}</Notice>}
        {sync.refused > 0 ? [refusals, ...settings] : [...settings, refusals]}
      </div>
      <Card fill padding="none">
        <WaitingPart waiting={sync.waiting} />
        <HubCard hub={hub} isLead={isLead} />
      </Card>
    </div>
  );
}

function WaitingPart({ waiting }: { readonly waiting: number }) {
  const format = useFormat();
  const now = useNow();
  const words = useFactWords();
  const { data, hasNextPage, fetchNextPage } = api.useWaitingFactsInfiniteQuery({});
  const facts = useMemo(() => data?.pages.flatMap((page) => page.facts) ?? [], [data]);
  return (
    <div className="sync-part sync-waiting">
      <div className="row">
        <h2 className="section-head grow">{syncText.waitingTitle}</h2>
        <span className="soft">{format.count(waiting)}</span>
      </div>
      {waiting === 0 && <p className="soft">{syncText.nothingToSend}</p>}
      <ul>
        {waiting > 0 &&
          facts.map((fact) => (
            <li key={fact.factId} className="row">
              <span className="grow clip">{words(fact)}</span>
              <span className="soft">{format.listTime(fact.at, now)}</span>
            </li>
          ))}
      </ul>
      {waiting > 0 && (
        <MoreBelow key={data?.pages.length} hasMore={hasNextPage} onNeedMore={() => void fetchNextPage()} />
      )}
    </div>
  );
}
