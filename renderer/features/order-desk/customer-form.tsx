import { useEffect, useRef } from "react";
import { CountryField } from "../../app/country-field.tsx";
import { useAppDispatch } from "../../app/store.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { DeskDraft } from "./draft.ts";
import type { PlaceProblem } from "./desk-thunks.ts";
import { addressTyped, customerTyped } from "./slice.ts";
import { deskText } from "./text.ts";
import type { DeskFields } from "./use-desk-fields.ts";

export interface CustomerFormProps {
  readonly draft: DeskDraft;
  readonly fields: DeskFields;
  /** A refusal that names a part of the address gives that part the focus. */
  readonly problem: PlaceProblem | undefined;
  readonly onDone: () => void;
}

/** A new customer, or another address for a known one. Enter goes on to the items. */
export function CustomerForm({ draft, fields, problem, onDone }: CustomerFormProps) {
  const dispatch = useAppDispatch();
  const { customer, shipTo } = draft;
  const [line1 = "", line2 = ""] = shipTo.lines;
  const setLines = (...lines: string[]) => dispatch(addressTyped({ lines: [...lines, ...shipTo.lines.slice(2)] }));
  const parts = useRef(new Map<string, HTMLInputElement>());
  const partRef = (part: string) => (input: HTMLInputElement | null) => {
    if (input) parts.current.set(part, input);
    else parts.current.delete(part);
  };
  // With the refusal and not with what is typed after it: the first letter clears the refusal and must not move the focus.
  useEffect(() => {
    if (problem) focusPart(problem, parts.current);
  }, [problem, parts]);
  return (
    <div className="desk-form" ref={fields.ref("address")}>
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
        autoFocus={!problem?.addressPart}
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
        inputRef={partRef("lines")}
      />
      <TextField label={deskText.line2} value={line2} onChange={(line) => setLines(line1, line)} onEnter={onDone} />
      <TextField
        label={deskText.city}
        value={shipTo.city}
        onChange={(city) => dispatch(addressTyped({ city }))}
        onEnter={onDone}
        inputRef={partRef("city")}
      />
      <TextField
        label={deskText.postcode}
        value={shipTo.postcode}
        onChange={(postcode) => dispatch(addressTyped({ postcode }))}
        onEnter={onDone}
        inputRef={partRef("postcode")}
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

function focusPart({ addressPart }: PlaceProblem, parts: ReadonlyMap<string, HTMLInputElement>): void {
  if (addressPart !== undefined) parts.get(addressPart)?.focus();
}
