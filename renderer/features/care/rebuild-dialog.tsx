import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { Button } from "../../ui/button.tsx";
import { careText } from "./text.ts";

export interface RebuildDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onYes: () => void;
}

/** Asks first, for it takes a while; the safe answer has the focus. */
export function RebuildDialog({ isOpen, onClose, onYes }: RebuildDialogProps) {
  return (
    <ScreenDialog
      role="alertdialog"
      title={careText.rebuildTitle}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {careText.keep}
          </Button>
          <Button kind="primary" onPress={onYes}>
            {careText.rebuildYes}
          </Button>
        </>
      }
    >
      <p>{careText.rebuildDetail}</p>
    </ScreenDialog>
  );
}
