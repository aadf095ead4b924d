import { useState } from "react";
import type { ReactNode } from "react";
import { ScreenDialog } from "./screen-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { TextField } from "../ui/text-field.tsx";

export interface ReasonDialogProps {
  readonly isOpen: boolean;
  readonly title: string;
  readonly detail: string;
  readonly reason: string;
  readonly placeholder: string;
  readonly act: string;
  readonly back: string;
  readonly onClose: () => void;
  /** Says why not, in words; undefined when it is done. */
  readonly onAct: (reason: string) => Promise<string | undefined>;
  readonly children?: ReactNode | undefined;
}

/** One question with a reason: lifting a hold, cancelling, recording money. */
export function ReasonDialog(props: ReasonDialogProps) {
  return (
    <ScreenDialog title={props.title} isOpen={props.isOpen} onClose={props.onClose} width="narrow">
      {props.isOpen && <ReasonForm {...props} />}
    </ScreenDialog>
  );
}

function ReasonForm(props: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const act = async () => {
    const words = await props.onAct(reason.trim());
    if (words === undefined) props.onClose();
    else setRefusal(words);
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <p className="soft">{props.detail}</p>
      {props.children}
      <TextField
        label={props.reason}
        value={reason}
        onChange={setReason}
        placeholder={props.placeholder}
        autoFocus={props.children === undefined}
      />
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={props.onClose}>{props.back}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {props.act}
        </Button>
      </div>
    </form>
  );
}
