import { useState } from "react";
import type { OrderView } from "#shared/orders/order-view.ts";
import { deliveryMethods } from "#shared/orders/place-order.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { editRefusals, editText } from "./edit-text.ts";

/** How the order is sent, and what is noted on it. What its delivery costs is changed with its lines. */
export function DetailsForm({ order, onClose }: { readonly order: OrderView; readonly onClose: () => void }) {
  const [shippingMethod, setMethod] = useState(order.shippingMethod);
  const [note, setNote] = useState(order.note);
  const [refusal, setRefusal] = useState<string>();
  // A shop's own way of sending stands beside ours.
  const methods = [...new Set([order.shippingMethod, ...deliveryMethods.map(({ name }) => name)])].filter(Boolean);

  const save = async () => {
    const reply = await ask("orders.changeDetails", { orderId: order.orderId, shippingMethod, note: note.trim() });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"orders.changeDetails">(editRefusals, reply.error));
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={editText.note}
        placeholder={editText.notePlaceholder}
        value={note}
        onChange={setNote}
        lines={3}
        autoFocus
      />
      <Select
        label={editText.delivery}
        choices={methods.map((id) => ({ id, label: id }))}
        selected={shippingMethod}
        onSelect={setMethod}
      />
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{editText.back}</Button>
        <Button kind="primary" type="submit">
          {editText.save}
        </Button>
      </div>
    </form>
  );
}
