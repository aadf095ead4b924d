import { useState } from "react";
import { holdTypeSchema, type HoldType } from "#shared/orders/order-content.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { holdDialogText, holdTypeText } from "./dialog-text.ts";
import { orderRefusals } from "./text.ts";

export interface HoldDialogProps {
  readonly order: { readonly orderId: string; readonly number: string } | undefined;
  readonly onClose: () => void;
}

/** Stops an order until someone lifts the hold: what kind, and why in a few words. */
export function HoldDialog({ order, onClose }: HoldDialogProps) {
  return (
    <ScreenDialog
      title={holdDialogText.title(order?.number ?? "")}
      isOpen={order !== undefined}
      onClose={onClose}
      width="narrow"
    >
      {order && <HoldForm orderId={order.orderId} onClose={onClose} />}
    </ScreenDialog>
  );
}

/** STOCK and CONFLICT come from the work itself, never from a person. */
const byHand: readonly HoldType[] = holdTypeSchema.options.filter((type) => type !== "STOCK" && type !== "CONFLICT");

function HoldForm({ orderId, onClose }: { readonly orderId: string; readonly onClose: () => void }) {
  const [type, setType] = useState<HoldType>("OPERATOR");
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const hold = async () => {
    const reply = await ask("orders.hold", { orderId, type, reason: reason.trim() });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"orders.hold">(orderRefusals, reply.error));
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void hold();
      }}
    >
      <p className="soft">{holdDialogText.detail}</p>
      <TextField
        label={holdDialogText.reason}
        value={reason}
        onChange={setReason}
        placeholder={holdDialogText.reasonPlaceholder}
        autoFocus
      />
      <Select
        label={holdDialogText.type}
        choices={byHand.map((id) => ({ id, label: holdTypeText[id] }))}
        selected={type}
        onSelect={setType}
      />
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{holdDialogText.back}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {holdDialogText.hold}
        </Button>
      </div>
    </form>
  );
}
