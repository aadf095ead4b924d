import { IconClock, IconCloudUpload, IconDeviceFloppy, IconRefresh } from "@tabler/icons-react";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Tile } from "../../ui/tile.tsx";
import { lineText, syncText } from "./text.ts";

/** Saved, waiting, synced, downloaded: in the order a worried person asks. */
export function SyncTiles({ sync }: { readonly sync: SyncState }) {
  const format = useFormat();
  const now = useNow();
  const { waiting, oldestWaitingAt, lastSyncedAt, facts } = sync;
  return (
    <div className="card tile-strip">
      <Tile
        lead="label"
        icon={IconDeviceFloppy}
        label={syncText.here}
        figure={syncText.everythingSaved}
        detail={syncText.records(format.count(facts))}
      />
      <Tile
        lead="label"
        icon={IconCloudUpload}
        label={syncText.waiting}
        figure={format.count(waiting)}
        detail={
          oldestWaitingAt === null ? syncText.nothingWaits : syncText.oldest(format.listTime(oldestWaitingAt, now))
        }
      />
      <Tile
        lead="label"
        icon={IconClock}
        label={syncText.lastSynced}
        figure={lastSyncedAt === null ? syncText.never : format.listTime(lastSyncedAt, now)}
        detail={lineText(sync, format.clockWithSeconds)}
      />
      <Tile
        lead="label"
        icon={IconRefresh}
        label={syncText.download}
        figure={downloadFigure(sync.download)}
        detail={<Progress download={sync.download} />}
      />
    </div>
  );
}

const figures = {
  copy: syncText.copyComing,
  open: syncText.openWorkComing,
  history: syncText.openWorkHere,
  live: syncText.allHere,
} as const;

function downloadFigure(download: SyncState["download"]): string {
  return figures[download?.phase ?? "open"];
}

function Progress({ download }: { readonly download: SyncState["download"] }) {
  const format = useFormat();
  if (!download || download.phase === "live") return null;
  const all = download.received + download.remaining;
  // A copy comes in bytes, the rest in records.
  const unit = download.phase === "copy" ? 1_000_000 : 1;
  const said = syncText[download.phase](
    format.count(Math.floor(download.received / unit)),
    format.count(Math.ceil(all / unit)),
  );
  return (
    <>
      <ProgressBar label={syncText.progress} value={download.received} maximum={all} words={said} />
      {said}
    </>
  );
}
