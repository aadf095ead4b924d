import { useEffect, useState } from "react";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { Button } from "../../ui/button.tsx";
import type { DeskDraft } from "./draft.ts";
import { forgetDraft, parkedDrafts } from "./kept-drafts.ts";
import { deskText, parkedWords } from "./text.ts";

type Parked = Awaited<ReturnType<typeof parkedDrafts>>;

/** The parked drafts, read again whenever `version` changes. */
export function useParked(version: unknown): { readonly parked: Parked; readonly reload: () => void } {
  const [parked, setParked] = useState<Parked>([]);
  const reload = () => void parkedDrafts().then(setParked);
  useEffect(reload, [version]);
  return { parked, reload };
}

export interface ParkedDialogProps {
  readonly parked: Parked;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onResume: (draft: DeskDraft) => void;
  readonly onChanged: () => void;
}

/** Orders put aside in mid-call; the first is the one parked last. */
export function ParkedDialog({ parked, isOpen, onClose, onResume, onChanged }: ParkedDialogProps) {
  const format = useFormat();
  const now = useNow();
  return (
    <ScreenDialog title={deskText.parkedTitle} isOpen={isOpen} onClose={onClose} closeOnPressOutside>
      {parked.length === 0 && <p className="soft">{deskText.parkedNone}</p>}
      <ul className="desk-parked">
        {parked.map(({ draftId, draft, savedAt }, place) => (
          <li key={draftId} className="row">
            <span className="grow">
              <bdi>{parkedWords(draft, format)}</bdi>
              <span className="soft small desk-parked-time">{format.listTime(savedAt, now)}</span>
            </span>
            <Button
              size="small"
              kind={place === 0 ? "primary" : "plain"}
              autoFocus={place === 0}
              onPress={() => onResume(draft)}
            >
              {deskText.resume}
            </Button>
            <Button size="small" kind="quiet" onPress={() => void forgetDraft(draftId).then(onChanged)}>
              {deskText.throwAway}
            </Button>
          </li>
        ))}
      </ul>
    </ScreenDialog>
  );
}
