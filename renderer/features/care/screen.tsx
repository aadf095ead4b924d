import { useState } from "react";
import type { CareState, Diagnostics } from "#shared/care/care.ts";
import { useCommands } from "../../app/commands.tsx";
import { DeskPage } from "../../app/desk-page.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { copyText } from "../../platform/copy-text.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DefinitionList } from "../../ui/definition-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { BackupList } from "./backup-list.tsx";
import "./care.css";
import { RebuildDialog } from "./rebuild-dialog.tsx";
import { SlowQueries } from "./slow-queries.tsx";
import {
  backedUpWords,
  backupRefusals,
  backupWords,
  careText,
  careWarnings,
  chainWords,
  diagnosticsText,
  diskWords,
  exportedWords,
  exportRefusals,
  rebuildRefusals,
  sizeWords,
  verifyRefusals,
} from "./text.ts";

/** How the store is, and what can be done for it. */
export function CareScreen() {
  const care = useAppSelector((state) => state.live.care);
  const { data: found } = api.useDiagnosticsQuery({}, { refetchOnMountOrArgChange: true });
  return (
    <DeskPage title={careText.title} actions={care && found ? <CopyButton care={care} found={found} /> : undefined}>
      {care && found && <Care care={care} found={found} />}
    </DeskPage>
  );
}

interface Told {
  readonly tone: "ok" | "wrong";
  readonly words: string;
}

function CopyButton({ care, found }: { readonly care: CareState; readonly found: Diagnostics }) {
  const format = useFormat();
  const now = useNow();
  const [isCopied, setCopied] = useState(false);
  return (
    <>
      <span className="soft small" role="status">
        {isCopied ? careText.copied : ""}
      </span>
      <Button onPress={() => setCopied(copyText(diagnosticsText(found, care, format, now)))}>{careText.copy}</Button>
    </>
  );
}

function Care({ care, found }: { readonly care: CareState; readonly found: Diagnostics }) {
  const format = useFormat();
  const now = useNow();
  const [told, setTold] = useState<Told>();
  const [isVerifying, setVerifying] = useState(false);
  const [asksRebuild, setAsksRebuild] = useState(false);

  const backUp = async () => {
    const reply = await ask("care.backUp", {});
    if (reply.ok) setTold({ tone: "ok", words: backedUpWords(reply.value, format) });
    else setTold({ tone: "wrong", words: refusalWords<"care.backUp">(backupRefusals, reply.error) });
  };
  const verify = async () => {
    setVerifying(true);
    const reply = await ask("care.verify", {});
    setVerifying(false);
    if (!reply.ok) setTold({ tone: "wrong", words: refusalWords<"care.verify">(verifyRefusals, reply.error) });
    else if (reply.value.chain.kind === "whole" && reply.value.damage === "") {
      setTold({ tone: "ok", words: careText.verified });
    } else setTold(undefined);
  };
  const exportAll = async () => {
    const reply = await ask("care.export", {});
    if (!reply.ok) setTold({ tone: "wrong", words: refusalWords<"care.export">(exportRefusals, reply.error) });
    else if (reply.value) setTold({ tone: "ok", words: exportedWords(reply.value.facts, reply.value.path, format) });
  };
  const rebuild = async () => {
    setAsksRebuild(false);
    const reply = await ask("care.rebuild", {});
    if (!reply.ok) setTold({ tone: "wrong", words: refusalWords<"care.rebuild">(rebuildRefusals, reply.error) });
  };
  useCommands(careText.title, [
    { id: "care-back-up", label: careText.backUp, shortcut: "b", hint: careText.backUp, run: () => void backUp() },
    { id: "care-verify", label: careText.verify, shortcut: "c", hint: careText.verify, run: () => void verify() },
    { id: "care-export", label: careText.export, shortcut: "x", hint: careText.export, run: () => void exportAll() },
    { id: "care-rebuild", label: careText.rebuild, run: () => setAsksRebuild(true) },
  ]);

  return (
    <div className="care">
      {careWarnings(care, format).map(({ tone, words }) => (
        <Notice key={words} tone={tone} speak="soon">
          {words}
        </Notice>
      ))}
      {told && (
        <Notice
          tone={told.tone}
          speak={told.tone === "ok" ? "soon" : "now"}
          actions={
            <Button size="small" onPress={() => setTold(undefined)}>
              {careText.gotIt}
            </Button>
          }
        >
          {told.words}
        </Notice>
      )}
      <div className="care-columns">
        <div className="stack">
          <Card title={careText.state}>
            <div className="care-fields">
              <DefinitionList
                values="words"
                entries={[
                  { term: careText.chain, value: chainWords(care, format) },
                  { term: careText.disk, value: diskWords(care, format) },
                  { term: careText.backup, value: backupWords(care, format, now) },
                  { term: "Facts", value: format.count(found.facts) },
                  { term: "Size", value: sizeWords(found, format) },
                  { term: "Engine", value: found.driver },
                  { term: "Version", value: found.version },
                  { term: "Where", value: <bdi className="care-path">{found.storePath}</bdi> },
                ]}
              />
              <div className="row care-buttons">
                <Button kind="primary" keys={["B"]} isDisabled={care.backup.running} onPress={() => void backUp()}>
                  {care.backup.running ? careText.backingUp : careText.backUp}
                </Button>
                <Button keys={["C"]} isDisabled={isVerifying} onPress={() => void verify()}>
                  {isVerifying ? careText.verifying : careText.verify}
                </Button>
                <Button keys={["X"]} onPress={() => void exportAll()}>
                  {careText.export}
                </Button>
                <Button onPress={() => setAsksRebuild(true)}>{careText.rebuild}</Button>
              </div>
            </div>
          </Card>
          <SlowQueries queries={found.slowest} />
        </div>
        <BackupList backups={found.backups} path={found.backupPath} />
      </div>
      <RebuildDialog isOpen={asksRebuild} onClose={() => setAsksRebuild(false)} onYes={() => void rebuild()} />
    </div>
  );
}
