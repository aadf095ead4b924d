import { IconFolderOpen, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import type { LabelFile } from "#shared/bridge/print-types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Paper } from "./picture.tsx";
import { fileRefusals, printingText } from "./text.ts";

/** A label that a carrier or a shop made: looked at as it will print, then printed as it is. */
export function LabelFileView() {
  const [file, setFile] = useState<LabelFile>();
  const [told, setTold] = useState<{ readonly tone: "ok" | "wrong"; readonly words: string }>();
  const choose = async () => {
    const chosen = await ask("prints.chooseFile", {});
    if (!chosen.ok || !chosen.value) return;
    const read = await ask("prints.readFile", { path: chosen.value.path });
    setFile(read.ok ? read.value : undefined);
    setTold(read.ok ? undefined : { tone: "wrong", words: refusalWords<"prints.file">(fileRefusals, read.error) });
  };
  const print = async (path: string) => {
    const reply = await ask("prints.file", { path });
    if (reply.ok) setTold({ tone: "ok", words: printingText.filePrinted });
    else setTold({ tone: "wrong", words: refusalWords<"prints.file">(fileRefusals, reply.error) });
  };
  return (
    <Card
      fill
      title={printingText.fileTitle}
      aside={
        <div className="row">
          <Button icon={IconFolderOpen} kind={file ? "plain" : "primary"} onPress={() => void choose()}>
            {printingText.chooseFile}
          </Button>
          {file && (
            <Button icon={IconPrinter} kind="primary" onPress={() => void print(file.path)}>
              {printingText.printFile}
            </Button>
          )}
        </div>
      }
    >
      <div className="stack stack-tight">
        <p className="soft">{file ? printingText.fileFacts(file.name, file.labels) : printingText.fileDetail}</p>
        {told && (
          <Notice tone={told.tone} speak={told.tone === "ok" ? "soon" : "now"}>
            {told.words}
          </Notice>
        )}
        {file && !file.picture && <Notice tone="extra">{printingText.noPicture(file.noPicture)}</Notice>}
      </div>
      {file?.picture && <Paper picture={file.picture} />}
    </Card>
  );
}
