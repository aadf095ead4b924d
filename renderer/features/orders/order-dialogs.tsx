import { useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { parseMinor } from "#shared/kernel/money.ts";
import { dueMinor } from "#shared/orders/decide-orders.ts";
import type { Hold } from "#shared/orders/order-view.ts";
import { paymentMethods, type PaymentMethod } from "#shared/orders/place-order.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useFormat } from "../../app/use-format.ts";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { cancelDialogText, liftDialogText, paymentDialogText } from "./dialog-text.ts";
import { AddressForm } from "./address-form.tsx";
import { DetailsForm } from "./details-form.tsx";
import { EditLinesForm } from "./edit-lines-form.tsx";
import { minorText } from "./edit-lines.ts";
import { editText } from "./edit-text.ts";
import { HoldDialog } from "./hold-dialog.tsx";
import { methodText } from "./order-text.ts";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { RefundForm } from "./refund-form.tsx";
import { refundText } from "./refund-text.ts";
import { orderRefusals } from "./text.ts";

export type OrderQuestion =
  | { readonly kind: "hold" }
  | { readonly kind: "lift"; readonly holds: readonly Hold[] }
  | { readonly kind: "cancel" }
  | { readonly kind: "payment" }
  | { readonly kind: "lines" }
  | { readonly kind: "address" }
  | { readonly kind: "details" }
  | { readonly kind: "refund" };

export interface OrderDialogsProps {
  readonly detail: OrderDetail;
  readonly canCancel: boolean;
  readonly question: OrderQuestion | undefined;
  readonly onClose: () => void;
}

/** The questions an order's actions ask before they act. */
export function OrderDialogs({ detail, canCancel, question, onClose }: OrderDialogsProps) {
  const { order, keptAt } = detail;
  const { orderId, number, currency } = order;
  const format = useFormat();
  const holds = question?.kind === "lift" ? question.holds : [];
  const [method, setMethod] = useState<PaymentMethod>("bank-transfer");
  const [typed, setTyped] = useState<string>();
  const due = dueMinor(order);
  const amount = typed ?? minorText(due, currency);
  const isAsked = question?.kind;
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
        detail={keptAt === "" ? cancelDialogText.detail : cancelDialogText.askDetail(keptAt)}
        placeholder={cancelDialogText.reasonPlaceholder}
        act={keptAt === "" ? cancelDialogText.cancel : cancelDialogText.ask(keptAt)}
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
        onClose={() => {
          setTyped(undefined);
          onClose();
        }}
        onAct={async (reference) => {
          const amountMinor = parseMinor(amount, currency);
          if (amountMinor === undefined || amountMinor <= 0) return paymentDialogText.amountProblem;
          if (amountMinor > due) return paymentDialogText.tooMuch(format.money(due, currency));
          const reply = await ask("orders.recordPayment", { orderId, method, reference, amountMinor });
          return reply.ok ? undefined : refusalWords<"orders.recordPayment">(orderRefusals, reply.error);
        }}
      >
        <RadioGroup
          label={paymentDialogText.method}
          choices={paymentMethods.map((id) => ({ id, label: methodText(id) }))}
          selected={method}
          onSelect={setMethod}
        />
        <TextField
          label={paymentDialogText.amount}
          align="end"
          inputMode="decimal"
          suffix={format.currencySign(currency)}
          value={amount}
          onChange={setTyped}
          check={(text) => (parseMinor(text, currency) === undefined ? paymentDialogText.amountProblem : undefined)}
        />
      </ReasonDialog>
      <ScreenDialog title={editText.linesTitle(number)} isOpen={isAsked === "lines"} onClose={onClose} width="wide">
        {isAsked === "lines" && <EditLinesForm detail={detail} onClose={onClose} />}
      </ScreenDialog>
      <ScreenDialog title={editText.addressTitle(number)} isOpen={isAsked === "address"} onClose={onClose}>
        {isAsked === "address" && <AddressForm detail={detail} onClose={onClose} />}
      </ScreenDialog>
      <ScreenDialog title={editText.detailsTitle(number)} isOpen={isAsked === "details"} onClose={onClose}>
        {isAsked === "details" && <DetailsForm order={order} onClose={onClose} />}
      </ScreenDialog>
      <ScreenDialog title={refundText.title(number)} isOpen={isAsked === "refund"} onClose={onClose} width="wide">
        {isAsked === "refund" && <RefundForm detail={detail} canCancel={canCancel} onClose={onClose} />}
      </ScreenDialog>
    </>
  );
}
