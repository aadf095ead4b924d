import { IconDeviceFloppy, IconFileImport } from "@tabler/icons-react";
import type { ImportProgress } from "#shared/bridge/types.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Glyph } from "../../ui/glyph.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { fileWords, importText, rowsWords, stateText, timeLeftWords } from "./text.ts";

export interface ImportRunProps {
  readonly progress: ImportProgress;
  readonly onStop: () => void;
  readonly onChoose: () => void;
}

/** The file in hand: what it is, how far it is, and a way to stop that loses nothing. */
export function ImportRun({ progress, onStop, onChoose }: ImportRunProps) {
  const format = useFormat();
  const now = useNow(500);
  const { state } = progress;
  const isReading = state.kind === "reading";
  const rows = rowsWords(progress, format);
  const asideShare = progress.rowsRead > 0 ? Math.min(1, progress.counts.setAside / progress.rowsRead) : 0;
  return (
    <Card>
      <div className="import-run">
        <div className="import-file-icon">
          <Glyph icon={IconFileImport} size={22} />
        </div>
        <div className="grow">
          <div className="import-name clip">{progress.file}</div>
          <div className="soft">{fileWords(progress, format)}</div>
        </div>
        <div className="figure">
          {progress.rowsRead > 0 && <div className="import-name">{rows}</div>}
          <div className="soft">{isReading ? timeLeftWords(progress, now) : stateText[state.kind]}</div>
        </div>
        {isReading ? (
          <Button keys={["Esc"]} onPress={onStop}>
            {importText.stop}
          </Button>
        ) : (
          <Button keys={["Ctrl", "O"]} onPress={onChoose}>
            {importText.openAnother}
          </Button>
        )}
      </div>
      <div className="import-bar">
        <ProgressBar
          label={importText.progress}
          size="thick"
          value={progress.bytesRead * (1 - asideShare)}
          aside={progress.bytesRead * asideShare}
          maximum={Math.max(progress.bytes, 1)}
          words={rows}
        />
      </div>
      <div className="row soft import-saved">
        <Glyph icon={IconDeviceFloppy} size={16} />
        {isReading ? importText.saved : importText.savedDone}
      </div>
    </Card>
  );
}
