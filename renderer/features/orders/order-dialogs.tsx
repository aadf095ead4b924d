import { useState } from "react";
import type { Hold, OrderView } from "#shared/orders/order-view.ts";
import { paymentMethods, type PaymentMethod } from "#shared/orders/place-order.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { cancelDialogText, liftDialogText, paymentDialogText } from "./dialog-text.ts";
import { HoldDialog } from "./hold-dialog.tsx";
import { methodText } from "./order-text.ts";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { orderRefusals } from "./text.ts";

export type OrderQuestion =
  | { readonly kind: "hold" }
  | { readonly kind: "lift"; readonly holds: readonly Hold[] }
  | { readonly kind: "cancel" }
  | { readonly kind: "payment" };

export interface OrderDialogsProps {
  readonly order: OrderView;
  readonly question: OrderQuestion | undefined;
  readonly onClose: () => void;
}

/** The questions an order's actions ask before they act. */
export function OrderDialogs({ order, question, onClose }: OrderDialogsProps) {
  const { orderId, number } = order;
  const holds = question?.kind === "lift" ? question.holds : [];
  const [method, setMethod] = useState<PaymentMethod>("bank-transfer");
  return (
    <>
      <HoldDialog order={question?.kind === "hold" ? order : undefined} onClose={onClose} />
      <ReasonDialog
        {...liftDialogText}
        title={liftDialogText.title(number)}
        detail={holds.some((hold) => hold.type === "FRAUD") ? liftDialogText.fraudDetail : liftDialogText.detail}
        placeholder={liftDialogText.reasonPlaceholder}
        act={liftDialogText.lift}
        isOpen={question?.kind === "lift"}
        onClose={onClose}
        onAct={async (reason) => {
          const holdIds = holds.map((hold) => hold.holdId);
          const reply = await ask("orders.liftHolds", { orderId, holdIds, reason });
          return reply.ok ? undefined : refusalWords<"orders.liftHolds">(orderRefusals, reply.error);
        }}
      />
      <ReasonDialog
        {...cancelDialogText}
        title={cancelDialogText.title(number)}
        placeholder={cancelDialogText.reasonPlaceholder}
        act={cancelDialogText.cancel}
        isOpen={question?.kind === "cancel"}
        onClose={onClose}
        onAct={async (reason) => {
          const reply = await ask("orders.cancel", { orderId, reason });
          return reply.ok ? undefined : refusalWords<"orders.cancel">(orderRefusals, reply.error);
        }}
      />
      <ReasonDialog
        {...paymentDialogText}
        title={paymentDialogText.title(number)}
        reason={paymentDialogText.reference}
        placeholder={paymentDialogText.referencePlaceholder}
        act={paymentDialogText.record}
        isOpen={question?.kind === "payment"}
        onClose={onClose}
        onAct={async (reference) => {
          const reply = await ask("orders.recordPayment", { orderId, method, reference });
          return reply.ok ? undefined : refusalWords<"orders.recordPayment">(orderRefusals, reply.error);
        }}
      >
        <RadioGroup
          label={paymentDialogText.method}
          choices={paymentMethods.map((id) => ({ id, label: methodText(id) }))}
          selected={method}
          onSelect={setMethod}
        />
      </ReasonDialog>
    </>
  );
}
