import { IconCheck, IconFileImport } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { ImportProgress } from "#shared/bridge/types.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { importCame } from "../../app/live.ts";
import { wentBack } from "../../app/place.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ImportRun } from "./import-run.tsx";
import { ImportTiles } from "./import-tiles.tsx";
import "./import.css";
import { RowsSetAside } from "./rows-set-aside.tsx";
import { refusalSeen } from "./slice.ts";
import { chooseFile, startImport } from "./start-import.ts";
import { importText, isSameAgain, outcomeWords } from "./text.ts";
import { useMending } from "./use-mending.ts";

/** Gets a file in and the rest of it mended. */
export function ImportScreen() {
  const dispatch = useAppDispatch();
  const progress = useAppSelector((state) => state.live.importing);
  const { refusal } = useAppSelector((state) => state.importing);
  const { data, hasNextPage, fetchNextPage } = api.useSetAsidePagesInfiniteQuery({});
  const rows = useMemo(() => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const records = data?.pages[0]?.records ?? 0;
  const [told, setTold] = useState<{ readonly tone: "ok" | "wrong"; readonly words: string }>();
  const mending = useMending(rows);
  const isReading = progress?.state.kind === "reading";
  const isKnown = progress !== null;

  useEffect(() => {
    if (isKnown) return;
    void ask("imports.state", {}).then((reply) => {
      if (reply.ok && reply.value) dispatch(importCame(reply.value));
    });
  }, [isKnown, dispatch]);

  const stop = () => void ask("imports.stop", {});
  const choose = () => void dispatch(chooseFile());
  const save = async () => {
    const reply = await ask("imports.saveSetAside", {});
    if (!reply.ok) setTold({ tone: "wrong", words: refusalWords<"imports.saveSetAside">({}, reply.error) });
    else if (reply.value) setTold({ tone: "ok", words: importText.savedAs(reply.value.path) });
  };

  useCommands(importText.title, [
    { id: "import-next", label: importText.nextValue, shownKeys: ["Tab"], hint: importText.nextValue },
    { id: "import-retry", label: importText.retryRow, shownKeys: ["Enter"], hint: importText.retryRow },
    {
      id: "import-retry-all",
      label: importText.retryAll,
      shortcut: "ctrl+enter",
      hint: importText.retryAll,
      unavailable: rows.length > 0 ? undefined : importText.nothingAside,
      run: () => void mending.retryAll(),
    },
    {
      id: "import-stop",
      label: isReading ? importText.stopImport : importText.back,
      shortcut: "escape",
      hint: isReading ? importText.stopImport : importText.back,
      run: () => (isReading ? stop() : dispatch(wentBack())),
    },
    { id: "open-file", label: importText.openAnother, shortcut: "ctrl+o", hint: importText.openAnother, run: choose },
  ]);

  return (
    <DeskPage title={importText.title}>
      <div className="import-page">
        {refusal !== null && (
          <Notice
            tone="extra"
            speak="now"
            actions={
              <Button size="small" onPress={() => dispatch(refusalSeen())}>
                {importText.gotIt}
              </Button>
            }
          >
            {refusal}
          </Notice>
        )}
        {progress ? <ImportRun progress={progress} onStop={stop} onChoose={choose} /> : <DropZone onChoose={choose} />}
        {progress && <Outcome progress={progress} />}
        {progress && hasCounts(progress) && <ImportTiles progress={progress} />}
        {told && (
          <Notice
            tone={told.tone}
            icon={told.tone === "ok" ? IconCheck : undefined}
            speak={told.tone === "ok" ? "soon" : "now"}
            actions={
              <Button size="small" onPress={() => setTold(undefined)}>
                {importText.gotIt}
              </Button>
            }
          >
            {told.words}
          </Notice>
        )}
        {(progress !== null || records > 0) && (
          <div className="import-rest">
            <RowsSetAside
              rows={rows}
              records={records}
              hasMore={hasNextPage}
              onNeedMore={() => void fetchNextPage()}
              mending={mending}
              onSave={() => void save()}
            />
          </div>
        )}
      </div>
    </DeskPage>
  );
}

/** Before any row is read there is nothing to count. */
function hasCounts({ state, rowsRead }: ImportProgress): boolean {
  return state.kind === "finished" || rowsRead > 0;
}

function DropZone({ onChoose }: { readonly onChoose: () => void }) {
  return (
    <Card>
      <div className="import-drop">
        <Glyph icon={IconFileImport} size={40} />
        <b className="lead-line">{importText.drop}</b>
        <span className="soft">{importText.dropDetail}</span>
        <Button kind="primary" autoFocus keys={["Ctrl", "O"]} onPress={onChoose}>
          {importText.choose}
        </Button>
      </div>
    </Card>
  );
}

/** How it ended in words, a question to answer, and what is good to know. */
function Outcome({ progress }: { readonly progress: ImportProgress }) {
  const dispatch = useAppDispatch();
  const words = outcomeWords(progress);
  const { kind } = progress.state;
  const tone = kind === "broken-off" ? "wrong" : kind === "finished" && isSameAgain(progress) ? "ok" : "extra";
  return (
    <>
      {words !== undefined && (
        <Notice
          tone={tone}
          speak={kind === "broken-off" ? "now" : "soon"}
          actions={
            kind === "asks-encoding" && (
              <Button
                kind="primary"
                size="small"
                autoFocus
                onPress={() => void dispatch(startImport(progress.path, "windows-1252"))}
              >
                {importText.yes}
              </Button>
            )
          }
        >
          {words}
        </Notice>
      )}
      {progress.notices.length > 0 && (
        <details className="import-notices">
          <summary>{`${importText.notices} (${progress.notices.length})`}</summary>
          <ul>
            {progress.notices.map((notice, place) => (
              <li key={place}>{notice}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
