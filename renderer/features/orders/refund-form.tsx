import { useEffect, useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import { parseMinor } from "#shared/kernel/money.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { askNotice } from "./edit-text.ts";
import { methodText } from "./order-text.ts";
import { type ChosenUnits, chosenMinor, chosenOf, refundables } from "./refund-amounts.ts";
import { RefundLines } from "./refund-lines.tsx";
import { refundRefusals, refundText } from "./refund-text.ts";

type What = "whole" | "lines" | "amount";
type Goods = "keep" | "cancel" | "none" | "back";

export interface RefundFormProps {
  readonly detail: OrderDetail;
  /** Nothing of it is in work, so that it can be cancelled with the refund. */
  readonly canCancel: boolean;
  readonly onClose: () => void;
}

/** Money back: all of it, of some lines, or an amount; never above what was received; and what becomes of the goods. */
export function RefundForm({ detail, canCancel, onClose }: RefundFormProps) {
  const { order, keptAt } = detail;
  const { currency, orderId } = order;
  const format = useFormat();
  const money = (minor: number) => format.money(minor, currency);
  const payments = refundables(order);
  const [what, setWhat] = useState<What>("whole");
  const [tenderId, setTender] = useState(payments[0]?.tender.tenderId);
  const [chosen, setChosen] = useState<ChosenUnits>({});
  const [typed, setTyped] = useState("");
  const [goods, setGoods] = useState<Goods>();
  const [bins, setBins] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();

  const payment = payments.find(({ tender }) => tender.tenderId === tenderId) ?? payments[0];
  const left = payment?.leftMinor ?? 0;
  const ofLines = chosenMinor(order, chosen);
  const amount = what === "whole" ? left : what === "lines" ? ofLines : parseMinor(typed, currency);
  const wasSent = order.lines.some((line) => line.shipped > 0);
  const goodsNow = goods ?? (wasSent ? "none" : "keep");
  const back = goodsNow === "back" ? order.lines.filter((line) => (chosenOf(chosen, line) ?? 0) > 0) : [];
  const usual = useUsualBins(back.map((line) => line.sku));
  const binOf = (sku: string) => bins[sku] ?? usual[sku] ?? "";

  const save = async () => {
    if (amount === undefined) return setRefusal(what === "lines" ? refundText.unitsProblem : refundText.amountProblem);
    if (amount <= 0) return setRefusal(what === "lines" ? refundText.nothingChosen : refundText.amountProblem);
    if (amount > left) return setRefusal(refundText.tooMuch(money(left)));
    if (goodsNow === "back" && back.length === 0) return setRefusal(refundText.chooseLines);
    if (back.some((line) => binOf(line.sku).trim() === "")) return setRefusal(refundText.binMissing);
    const putBack = back.map((line) => ({
      lineId: line.lineId,
      bin: binOf(line.sku).trim(),
      quantity: chosenOf(chosen, line) ?? 0,
    }));
    const parts = back.map((line) => `${chosenOf(chosen, line)} × ${line.sku} (${binOf(line.sku).trim()})`);
    const said = reason.trim();
    const reply = await ask("orders.refund", {
      orderId,
      ...(payment ? { tenderId: payment.tender.tenderId } : {}),
      amountMinor: amount,
      reason: said === "" || parts.length === 0 ? said : `${said}. ${refundText.putBack(parts.join(", "))}`,
      putBack,
      cancel: goodsNow === "cancel",
    });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"orders.refund">(refundRefusals, reply.error));
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {keptAt !== "" && <Notice tone="plain">{askNotice(keptAt)}</Notice>}
      <RadioGroup
        label={refundText.of}
        choices={(["whole", "lines", "amount"] as const).map((id) => ({ id, label: refundText[id] }))}
        selected={what}
        onSelect={setWhat}
      />
      {(what === "lines" || goodsNow === "back") && (
        <RefundLines
          order={order}
          chosen={chosen}
          onChoose={(lineId, units) => setChosen((before) => ({ ...before, [lineId]: units }))}
          {...(goodsNow === "back"
            ? { bin: binOf, onBin: (sku: string, bin: string) => setBins((before) => ({ ...before, [sku]: bin })) }
            : {})}
        />
      )}
      <div className="edit-address">
        {what === "amount" && (
          <TextField
            label={refundText.amountLabel}
            align="end"
            inputMode="decimal"
            value={typed}
            onChange={setTyped}
            check={(text) => (parseMinor(text, currency) === undefined ? refundText.amountProblem : undefined)}
            suffix={format.currencySign(currency)}
            autoFocus
          />
        )}
        <Select
          label={refundText.tender}
          choices={payments.map(({ tender, leftMinor }) => ({
            id: tender.tenderId,
            label: refundText.left(methodText(tender.method), money(leftMinor)),
          }))}
          selected={payment?.tender.tenderId}
          onSelect={setTender}
        />
      </div>
      <RadioGroup
        label={refundText.goods}
        choices={
          wasSent
            ? [
                { id: "none", label: refundText.noGoods },
                { id: "back", label: refundText.goodsBack },
              ]
            : [
                { id: "keep", label: refundText.keepOrder },
                { id: "cancel", label: refundText.cancelOrder, isDisabled: !canCancel },
              ]
        }
        selected={goodsNow}
        onSelect={setGoods}
      />
      <TextField
        label={refundText.reason}
        placeholder={refundText.reasonPlaceholder}
        value={reason}
        onChange={setReason}
        autoFocus={what !== "amount"}
      />
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <p className="soft small">{refundText.moneyNote}</p>
      <div className="row dialog-foot">
        <Button onPress={onClose}>{refundText.cancel}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {keptAt === "" ? refundText.give(money(amount ?? 0)) : refundText.ask(keptAt, money(amount ?? 0))}
        </Button>
      </div>
    </form>
  );
}

/** The bins these items are usually put in. */
function useUsualBins(skus: readonly string[]): Readonly<Record<string, string>> {
  const [bins, setBins] = useState<Readonly<Record<string, string>>>({});
  const wanted = skus.join("\n");
  useEffect(() => {
    let isWanted = true;
    for (const sku of wanted === "" ? [] : wanted.split("\n")) {
      void ask("stock.standing", { sku }).then((reply) => {
        if (isWanted && reply.ok) setBins((before) => ({ ...before, [sku]: reply.value.usualBin }));
      });
    }
    return () => {
      isWanted = false;
    };
  }, [wanted]);
  return bins;
}
