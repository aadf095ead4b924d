import { useState } from "react";
import type { RescueBackup, RescueState } from "#shared/care/care.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { frameText } from "../../app/text.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { BrandMark } from "../../ui/brand-mark.tsx";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Notice } from "../../ui/notice.tsx";
import "./care.css";
import { FromHub } from "./from-hub.tsx";
import { missingWords, rescueText, restoreRefusals } from "./text.ts";

/** The store cannot be used: what happened, and how to get it back. Nothing is done until a person chooses. */
export function RescueScreen() {
  const [isBusy, setBusy] = useState(false);
  const { data: rescue } = api.useRescueQuery(
    {},
    // How far it has come is asked for: a store that is closed tells nobody anything.
    { refetchOnMountOrArgChange: true, pollingInterval: isBusy ? 700 : 0 },
  );
  return <div className="phase">{rescue && <Rescue rescue={rescue} isBusy={isBusy} setBusy={setBusy} />}</div>;
}

function Rescue(props: {
  readonly rescue: RescueState;
  readonly isBusy: boolean;
  readonly setBusy: (isBusy: boolean) => void;
}) {
  const { rescue, isBusy, setBusy } = props;
  const { backups, code } = rescue;
  const columns = useColumns();
  const [chosen, setChosen] = useState(backups[0]?.name);
  const [trouble, setTrouble] = useState<string>();
  const restore = async (name: string | undefined) => {
    if (name === undefined || isBusy) return;
    setBusy(true);
    setTrouble(undefined);
    const reply = await ask("care.restore", { name });
    setBusy(false);
    if (!reply.ok) setTrouble(refusalWords<"care.restore">(restoreRefusals, reply.error));
  };
  const openAsIs = async () => {
    setBusy(true);
    await ask("care.openAsIs", {});
    setBusy(false);
  };
  return (
    <div className="phase-card" data-width="wide">
      <div className="phase-brand">
        <BrandMark />
        {frameText.brand}
      </div>
      <h1 className="lead-line">{rescueText.titles[code]}</h1>
      <Notice tone="wrong" speak="now">
        {rescue.words}
      </Notice>
      {backups.length === 0 ? (
        <p>{rescue.hub ? rescueText.noneButHub : rescueText.none}</p>
      ) : (
        <>
          <p>{code === "missing" ? rescueText.chooseMissing : rescueText.choose}</p>
          <div className="rescue-list">
            <DataTable
              label={rescueText.choose}
              columns={columns}
              rows={backups}
              rowKey={nameOf}
              current={chosen}
              onCurrentChange={setChosen}
              onOpen={({ name }) => void restore(name)}
            />
          </div>
        </>
      )}
      {trouble !== undefined && (
        <Notice tone="wrong" speak="now">
          {trouble}
        </Notice>
      )}
      {rescue.hub && code !== "log-missing" && (
        <FromHub
          hub={rescue.hub}
          fetched={rescue.fetched}
          isBusy={isBusy}
          hasFile={code !== "missing"}
          isOnly={backups.length === 0}
          onBusy={setBusy}
        />
      )}
      <div className="row rescue-foot">
        <span className="soft small grow care-path">
          {code !== "missing" && <bdi>{rescueText.kept(rescue.asidePath)}</bdi>}
        </span>
        {code === "log-missing" && (
          <Button isDisabled={isBusy} onPress={() => void openAsIs()}>
            {rescueText.asIs}
          </Button>
        )}
        {backups.length > 0 && (
          <Button kind="primary" isDisabled={isBusy} onPress={() => void restore(chosen)}>
            {isBusy ? rescueText.restoring : rescueText.restore}
          </Button>
        )}
      </div>
      {code === "log-missing" && <p className="soft small">{rescueText.asIsDetail}</p>}
    </div>
  );
}

function nameOf({ name }: RescueBackup): string {
  return name;
}

function useColumns(): readonly Column<RescueBackup>[] {
  const format = useFormat();
  const now = useNow();
  return [
    { id: "made", head: rescueText.made, width: "minmax(180px, 2fr)", cell: ({ at }) => format.recordTime(at, now) },
    { id: "facts", head: rescueText.facts, width: "140px", align: "end", cell: ({ facts }) => format.count(facts) },
    {
      id: "missing",
      head: rescueText.missing,
      width: "170px",
      align: "end",
      cell: (backup) => missingWords(backup, format),
    },
  ];
}
