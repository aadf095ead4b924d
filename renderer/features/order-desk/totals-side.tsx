import { IconBuildingBank, IconCash, IconClock, IconCreditCard, IconReceipt2 } from "@tabler/icons-react";
import { deliveryMethods, paymentMethods, type PaymentMethod } from "#shared/orders/place-order.ts";
import { useAppDispatch } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { Button } from "../../ui/button.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { Notice } from "../../ui/notice.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { PlaceProblem } from "./desk-thunks.ts";
import { discountMinor, shortLines, totalsOf, type DeskDraft } from "./draft.ts";
import { typed } from "./slice.ts";
import { deskText, goodsWords, paymentMethodText, referenceText, shortWords } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

export interface TotalsSideProps {
  readonly draft: DeskDraft;
  readonly currency: string;
  readonly fields: DeskFields;
  readonly problem: PlaceProblem | undefined;
  readonly onPlace: () => void;
}

const icons: Readonly<Record<PaymentMethod, Icon>> = {
  "card-terminal": IconCreditCard,
  "on-account": IconReceipt2,
  "bank-transfer": IconBuildingBank,
  cash: IconCash,
};

/** What it comes to, how it is paid, what to tell the customer, and the one button that ends the call. */
export function TotalsSide({ draft, currency, fields, problem, onPlace }: TotalsSideProps) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const totals = totalsOf(draft, currency);
  const money = (minor: number) => format.money(minor, currency);
  const reference = draft.payment && referenceText[draft.payment];
  const checkDiscount = (discount: string) =>
    discountMinor({ discount }, currency) === undefined ? deskText.discountProblem : undefined;
  return (
    <aside className="card desk-side" aria-label={deskText.totals}>
      <div className="desk-side-scroll">
        <h2 className="section-head">{deskText.totals}</h2>
        <div className="desk-sums">
          <span>{goodsWords(draft.lines.length, totals.units, format)}</span>
          <b className="figure">{money(totals.subtotalMinor)}</b>
          <div className="row desk-delivery" ref={fields.ref("delivery")}>
            <Select
              label={deskText.delivery}
              isLabelHidden
              shape="pill"
              choices={deliveryMethods.map((method) => ({
                id: method.code,
                label: method.name,
                detail: method.minor === 0 ? undefined : money(method.minor),
              }))}
              selected={draft.delivery}
              onSelect={(delivery) => dispatch(typed({ delivery }))}
            />
            <Keys keys={["F4"]} />
          </div>
          <b className="figure">{totals.shippingMinor === 0 ? "–" : money(totals.shippingMinor)}</b>
          <div className="row">
            {deskText.discount}
            <Keys keys={["F6"]} />
          </div>
          <div className="desk-discount">
            <TextField
              label={deskText.discount}
              isLabelHidden
              align="end"
              inputMode="decimal"
              placeholder="–"
              value={draft.discount}
              onChange={(discount) => dispatch(typed({ discount }))}
              onEnter={() => fields.focus("item")}
              check={checkDiscount}
              inputRef={fields.ref("discount")}
            />
          </div>
        </div>
        <div className="desk-to-pay">
          <span>{deskText.toPay}</span>
          <b>{money(totals.totalMinor)}</b>
        </div>
        <div className="desk-payment" ref={fields.ref("payment")}>
          <RadioGroup
            label={deskText.payment}
            keys={["F8"]}
            choices={paymentMethods.map((id, place) => ({
              id,
              label: paymentMethodText[id],
              icon: icons[id],
              keys: [String(place + 1)],
            }))}
            selected={draft.payment ?? undefined}
            onSelect={(payment) => dispatch(typed({ payment }))}
          />
        </div>
        {reference && (
          <TextField
            label={reference.label}
            placeholder={reference.placeholder}
            value={draft.reference}
            onChange={(text) => dispatch(typed({ reference: text }))}
          />
        )}
        <TextField
          label={deskText.note}
          placeholder={deskText.notePlaceholder}
          value={draft.note}
          onChange={(note) => dispatch(typed({ note }))}
        />
        {shortLines(draft).map(({ line, short }) => {
          const words = shortWords(line, short, format);
          return (
            <Notice key={line.sku} tone="extra" icon={IconClock}>
              <b>{words.what}</b> {words.rest}
            </Notice>
          );
        })}
      </div>
      <div className="desk-place-area">
        {problem && (
          <Notice tone="wrong" speak="now">
            {problem.words}
          </Notice>
        )}
        <Button kind="primary" size="large" wide keys={["Ctrl", "Enter"]} onPress={onPlace}>
          {deskText.place}
        </Button>
      </div>
    </aside>
  );
}
