import { IconUser } from "@tabler/icons-react";
import { useState } from "react";
import type { CustomerRow } from "#shared/bridge/types.ts";
import { useAppDispatch, useAppSelector } from "../../app/store.ts";
import { ask } from "../../bridge/ask.ts";
import { ItemPicker } from "../../ui/item-picker.tsx";
import { foundText } from "./found-text.ts";
import { newDraft } from "./draft.ts";
import { customerPicked, newCustomerNamed } from "./slice.ts";
import { deskText } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";
import { useFoundCustomers } from "./use-found.ts";

export interface CustomerPickerProps {
  readonly fields: DeskFields;
  readonly onKnown: () => void;
  readonly onNew: () => void;
  readonly onEscape?: (() => void) | undefined;
}

const newId = "new";

/** A few letters and Enter take a known customer; what finds nobody is the name of a new one. */
export function CustomerPicker({ fields, onKnown, onNew, onEscape }: CustomerPickerProps) {
  const dispatch = useAppDispatch();
  const country = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" && station.settings.shipFrom.country !== "" ? station.settings.shipFrom.country : "GB",
  );
  const [text, setText] = useState("");
  const sought = text.trim();
  const found = useFoundCustomers(sought);
  const take = (row: CustomerRow) => {
    dispatch(customerPicked(row));
    onKnown();
  };
  const begin = (name: string) => {
    dispatch(newCustomerNamed({ name, address: newDraft("", country).shipTo }));
    onNew();
  };
  const rows =
    sought === ""
      ? []
      : [
          ...found.rows.map((row) => ({
            id: row.customerId,
            code: row.shipTo.postcode,
            name: row.name,
            figures: [row.shipTo.city, row.phone],
          })),
          { id: newId, name: deskText.newCustomer(sought), figures: ["", ""] },
        ];
  return (
    <div className="desk-find">
      <ItemPicker
        label={deskText.customerField}
        isLabelHidden
        icon={IconUser}
        placeholder={deskText.customerPlaceholder}
        text={text}
        onTextChange={setText}
        rows={rows}
        sought={sought}
        choosesFirst={found.isFresh}
        onPick={(id) => {
          const row = found.rows.find((each) => each.customerId === id);
          if (row) take(row);
          else begin(sought);
        }}
        onEnter={(entered) => {
          // Enter came before the list did: the answer decides as the list would have.
          const search = entered.trim();
          if (search === "") return fields.focus("item");
          void ask("customers.search", { search, limit: 1 }).then((reply) => {
            const [row] = reply.ok ? reply.value.rows : [];
            if (row) take(row);
            else begin(search);
          });
        }}
        onEscape={onEscape}
        onMore={found.more}
        moreLabel={foundText.more}
        status={foundText.customers(found.rows.length, found.more !== undefined)}
        autoFocus
        inputRef={fields.ref("customer")}
      />
    </div>
  );
}
