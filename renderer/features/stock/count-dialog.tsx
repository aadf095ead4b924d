import { useState } from "react";
import type { ItemRow } from "#shared/bridge/types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { NumberField } from "../../ui/number-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { standingText, stockRefusals } from "./standing-text.ts";

/** How many lie in one bin, counted now. */
export function CountDialog({ item, onClose }: { readonly item: ItemRow | undefined; readonly onClose: () => void }) {
  return (
    <ScreenDialog
      title={standingText.countTitle(item?.sku ?? "")}
      isOpen={item !== undefined}
      onClose={onClose}
      width="narrow"
    >
      {item && <CountForm item={item} onClose={onClose} />}
    </ScreenDialog>
  );
}

function CountForm({ item, onClose }: { readonly item: ItemRow; readonly onClose: () => void }) {
  const [bin, setBin] = useState(item.bin);
  const [counted, setCounted] = useState<number>();
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const save = async () => {
    if (counted === undefined) return;
    const reply = await ask("stock.count", { sku: item.sku, bin: bin.trim(), counted, reason: reason.trim() });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"stock.count">(stockRefusals, reply.error));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p className="soft">{standingText.countDetail}</p>
      <NumberField label={standingText.counted} value={counted} onChange={setCounted} minimum={0} autoFocus />
      <TextField label={standingText.bin} value={bin} onChange={setBin} />
      <TextField
        label={standingText.countReason}
        placeholder={standingText.countReasonPlaceholder}
        value={reason}
        onChange={setReason}
      />
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{standingText.back}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {standingText.save}
        </Button>
      </div>
    </form>
  );
}
