import { CountryField } from "../../app/country-field.tsx";
import { useAppDispatch } from "../../app/store.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { DeskDraft } from "./draft.ts";
import { addressTyped, customerTyped } from "./slice.ts";
import { deskText } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

export interface CustomerFormProps {
  readonly draft: DeskDraft;
  readonly fields: DeskFields;
  /** The part of the address that a refusal named ("lines", "city", "postcode"): it gets the focus. */
  readonly missing: string | undefined;
  readonly onDone: () => void;
}

/** A new customer, or another address for a known one. Enter goes on to the items. */
export function CustomerForm({ draft, fields, missing, onDone }: CustomerFormProps) {
  const dispatch = useAppDispatch();
  const { customer, shipTo } = draft;
  const [line1 = "", line2 = ""] = shipTo.lines;
  const setLines = (...lines: string[]) => dispatch(addressTyped({ lines: [...lines, ...shipTo.lines.slice(2)] }));
  return (
    // Mounted anew for another missing part, so that the focus goes there.
    <div key={missing} className="desk-form" ref={fields.ref("address")}>
      <TextField
        label={deskText.name}
        value={customer.name}
        onChange={(name) => dispatch(customerTyped({ name }))}
        onEnter={onDone}
      />
      <TextField
        label={deskText.phone}
        type="tel"
        value={customer.phone}
        onChange={(phone) => dispatch(customerTyped({ phone }))}
        onEnter={onDone}
        autoFocus={missing === undefined}
      />
      <TextField
        label={deskText.email}
        type="email"
        value={customer.email}
        onChange={(email) => dispatch(customerTyped({ email }))}
        onEnter={onDone}
      />
      <TextField
        label={deskText.company}
        value={shipTo.company}
        onChange={(company) => dispatch(addressTyped({ company }))}
        onEnter={onDone}
      />
      <TextField
        label={deskText.line1}
        value={line1}
        onChange={(line) => setLines(line, line2)}
        onEnter={onDone}
        autoFocus={missing === "lines"}
      />
      <TextField label={deskText.line2} value={line2} onChange={(line) => setLines(line1, line)} onEnter={onDone} />
      <TextField
        label={deskText.city}
        value={shipTo.city}
        onChange={(city) => dispatch(addressTyped({ city }))}
        onEnter={onDone}
        autoFocus={missing === "city"}
      />
      <TextField
        label={deskText.postcode}
        value={shipTo.postcode}
        onChange={(postcode) => dispatch(addressTyped({ postcode }))}
        onEnter={onDone}
        autoFocus={missing === "postcode"}
      />
      <TextField
        label={deskText.region}
        value={shipTo.region}
        onChange={(region) => dispatch(addressTyped({ region }))}
        onEnter={onDone}
      />
      <CountryField
        label={deskText.country}
        country={shipTo.country}
        onChange={(country) => dispatch(addressTyped({ country }))}
      />
      <TextField
        label={deskText.recipient}
        placeholder={deskText.recipientPlaceholder}
        value={shipTo.name === customer.name ? "" : shipTo.name}
        onChange={(name) => dispatch(addressTyped({ name }))}
        onEnter={onDone}
      />
      <div className="desk-form-done">
        <Button keys={["Enter"]} onPress={onDone}>
          {deskText.doneWithCustomer}
        </Button>
      </div>
    </div>
  );
}
