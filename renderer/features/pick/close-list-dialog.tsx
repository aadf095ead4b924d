import { useState } from "react";
import type { PickListView } from "#shared/picking/pick-list-view.ts";
import { pickCame } from "../../app/live.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { pickRefusals } from "./refusal-text.ts";
import { unitsLeft } from "./round-facts.ts";
import { closeListText } from "./text.ts";

export interface CloseListDialogProps {
  readonly list: PickListView;
  readonly isOpen: boolean;
  readonly onDone: () => void;
}

/** Asks before a list ends early; the safe answer has the focus. */
export function CloseListDialog({ list, isOpen, onDone }: CloseListDialogProps) {
  const dispatch = useAppDispatch();
  const pick = useAppSelector((state) => state.live.pick);
  const [problem, setProblem] = useState<string>();
  const done = () => {
    setProblem(undefined);
    onDone();
  };
  const close = async () => {
    const reply = await ask("picking.close", { listId: list.listId });
    if (!reply.ok) return setProblem(refusalWords<"picking.close">(pickRefusals, reply.error));
    // Main has put the list out of its hand; the round shows how it ended until the picker goes.
    if (pick) dispatch(pickCame({ ...pick, verdict: null, list: { ...pick.list, closed: true } }));
    done();
  };
  return (
    <ScreenDialog
      role="alertdialog"
      title={closeListText.title(list.number)}
      isOpen={isOpen}
      onClose={done}
      width="narrow"
      actions={
        <>
          <Button autoFocus onPress={done}>
            {closeListText.keep}
          </Button>
          <Button kind="primary" onPress={() => void close()}>
            {closeListText.close}
          </Button>
        </>
      }
    >
      <p>{closeListText.detail(unitsLeft(list))}</p>
      {problem !== undefined && (
        <Notice tone="wrong" speak="now">
          {problem}
        </Notice>
      )}
    </ScreenDialog>
  );
}
