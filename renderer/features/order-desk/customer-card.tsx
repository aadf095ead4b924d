import { IconUserPlus } from "@tabler/icons-react";
import { useAppSelector } from "../../app/store.ts";
import { useFormat } from "../../app/use-format.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Keys } from "../../ui/kbd.tsx";
import { AddressBlock } from "../orders/address-block.tsx";
import { CustomerForm } from "./customer-form.tsx";
import { CustomerPicker } from "./customer-picker.tsx";
import type { PlaceProblem } from "./desk-thunks.ts";
import type { DeskDraft } from "./draft.ts";
import { deskText, knownWords, lastOrderWords } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

/** `shown`: at rest; `seeking`: another customer is looked for; `typing`: name and address are fields. */
export type CustomerMode = "shown" | "seeking" | "typing";

export interface CustomerCardProps {
  readonly draft: DeskDraft;
  readonly fields: DeskFields;
  readonly mode: CustomerMode;
  readonly onMode: (mode: CustomerMode) => void;
  /** What stands in the way of placing; the part of the address it names gets the focus. */
  readonly problem: PlaceProblem | undefined;
}

/** Who orders and where it goes: found by a few letters, or typed anew. */
export function CustomerCard({ draft, fields, mode, onMode, problem }: CustomerCardProps) {
  const isNamed = draft.customer.name !== "";
  const toItems = () => {
    onMode("shown");
    fields.focus("item");
  };
  const content =
    mode === "typing" ? (
      <CustomerForm draft={draft} fields={fields} problem={problem} onDone={toItems} />
    ) : !isNamed || mode === "seeking" ? (
      <CustomerPicker
        fields={fields}
        onKnown={toItems}
        onNew={() => onMode("typing")}
        onEscape={isNamed ? toItems : undefined}
      />
    ) : (
      <KnownCustomer draft={draft} onMode={onMode} />
    );
  return (
    <Card title={deskText.customer} aside={<CustomerAside draft={draft} />}>
      {content}
    </Card>
  );
}

function CustomerAside({ draft: { known, customer } }: { readonly draft: DeskDraft }) {
  const format = useFormat();
  return (
    <>
      {known && <span className="soft small">{knownWords(known, format)}</span>}
      {!known && customer.name !== "" && (
        <Badge tone="plain" icon={IconUserPlus}>
          {deskText.newCustomerBadge}
        </Badge>
      )}
      <Keys keys={["F2"]} />
    </>
  );
}

interface KnownCustomerProps {
  readonly draft: DeskDraft;
  readonly onMode: (mode: CustomerMode) => void;
}

function KnownCustomer({ draft: { customer, known, shipTo }, onMode }: KnownCustomerProps) {
  const from = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" ? station.settings.shipFrom.country : "",
  );
  return (
    <div className="desk-customer">
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
        <Button size="small" onPress={() => onMode("seeking")}>
          {deskText.changeCustomer}
        </Button>
        <Button size="small" onPress={() => onMode("typing")}>
          {deskText.changeAddress}
        </Button>
      </div>
    </div>
  );
}
