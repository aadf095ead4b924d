import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { AddressBlock } from "../orders/address-block.tsx";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerPicker } from "./customer-picker.tsx";
import type { DeskDraft } from "./draft.ts";
import { deskText, knownWords, lastOrderWords } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

export interface CustomerCardProps {
  readonly draft: DeskDraft;
  readonly fields: DeskFields;
  readonly isEditing: boolean;
  readonly onEdit: (isEditing: boolean) => void;
  /** The field that is missing something, named by the refusal. */
  readonly problem: string | undefined;
}

/** Who orders and where it goes: found by a few letters, or typed anew. */
export function CustomerCard({ draft, fields, isEditing, onEdit, problem }: CustomerCardProps) {
  const dispatch = useAppDispatch();
  const format = useFormat();
  const [isSeeking, setSeeking] = useState(false);
  const { customer, known, shipTo } = draft;
  const from = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" ? station.settings.shipFrom.country : "",
  );
  const isNamed = customer.name !== "";
  const aside = (
    <>
      {known ? (
        <span className="soft small">{knownWords(known, format)}</span>
      ) : (
        isNamed && (
          <Badge tone="plain" icon={IconUserPlus}>
            {deskText.newCustomerBadge}
          </Badge>
        )
      )}
      <Keys keys={["F2"]} />
    </>
  );
  if (!isNamed || isSeeking) {
    return (
      <Card title={deskText.customer} aside={aside}>
        <CustomerPicker
          fields={fields}
          onKnown={() => {
            setSeeking(false);
            onEdit(false);
            fields.focus("item");
          }}
          onNew={() => {
            setSeeking(false);
            onEdit(true);
          }}
          onEscape={isNamed ? () => setSeeking(false) : undefined}
        />
      </Card>
    );
  }
  if (isEditing) {
    return (
      <Card title={deskText.customer} aside={aside}>
        <CustomerForm
          draft={draft}
          fields={fields}
          problem={problem}
          onDone={() => {
            onEdit(false);
            fields.focus("item");
          }}
        />
      </Card>
    );
  }
  return (
    <Card title={deskText.customer} aside={aside}>
      <div className="desk-customer" ref={fields.ref("customer")}>
        <div>
          <div className="lead-line">
            <bdi>{customer.name}</bdi>
          </div>
          <div className="soft">{customer.phone}</div>
          <div className="soft">{known ? lastOrderWords(known) : customer.email}</div>
        </div>
        <div>
          <div className="small-head">{deskText.shipTo}</div>
          {shipTo.city === "" && shipTo.postcode === "" ? (
            <span className="soft">{deskText.noAddress}</span>
          ) : (
            <AddressBlock address={shipTo} from={from} omitName={shipTo.name === customer.name} />
          )}
        </div>
        <div className="desk-customer-acts">
          <Button
            size="small"
            onPress={() => {
              setSeeking(true);
            }}
          >
            {deskText.changeCustomer}
          </Button>
          <Button size="small" onPress={() => onEdit(true)}>
            {deskText.changeAddress}
          </Button>
        </div>
      </div>
    </Card>
  );
}
