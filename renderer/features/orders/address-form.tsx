import { useState } from "react";
import type { OrderDetail } from "#shared/bridge/types.ts";
import type { Address } from "#shared/kernel/address.ts";
import { CountryField } from "../../app/country-field.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { askNotice, editRefusals, editText } from "./edit-text.ts";

/** Where the order goes, until its boxes are shut. */
export function AddressForm({ detail, onClose }: { readonly detail: OrderDetail; readonly onClose: () => void }) {
  const { order, keptAt } = detail;
  const [address, setAddress] = useState(order.shipTo);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [line1 = "", line2 = "", ...others] = address.lines;
  const put = (part: Partial<Address>) => setAddress((before) => ({ ...before, ...part }));
  const putLines = (...lines: readonly string[]) => put({ lines: [...lines, ...others] });

  const save = async () => {
    const shipTo = tidy(address);
    if (shipTo.lines.length === 0 || shipTo.city === "" || shipTo.country === "") {
      return setRefusal(editText.addressMissing);
    }
    if (JSON.stringify(shipTo) === JSON.stringify(order.shipTo)) return setRefusal(editRefusals["nothing-changed"]);
    const reply = await ask("orders.changeAddress", { orderId: order.orderId, shipTo, reason: reason.trim() });
    if (reply.ok) onClose();
    else setRefusal(refusalWords<"orders.changeAddress">(editRefusals, reply.error));
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
      <div className="edit-address">
        <TextField label={editText.name} value={address.name} onChange={(name) => put({ name })} autoFocus />
        <TextField label={editText.company} value={address.company} onChange={(company) => put({ company })} />
        <TextField label={editText.line1} value={line1} onChange={(line) => putLines(line, line2)} />
        <TextField label={editText.line2} value={line2} onChange={(line) => putLines(line1, line)} />
        <TextField label={editText.city} value={address.city} onChange={(city) => put({ city })} />
        <TextField label={editText.postcode} value={address.postcode} onChange={(postcode) => put({ postcode })} />
        <TextField label={editText.region} value={address.region} onChange={(region) => put({ region })} />
        <CountryField label={editText.country} country={address.country} onChange={(country) => put({ country })} />
        <TextField label={editText.phone} type="tel" value={address.phone} onChange={(phone) => put({ phone })} />
        <TextField label={editText.reason} placeholder={editText.addressReason} value={reason} onChange={setReason} />
      </div>
      {refusal !== undefined && (
        <Notice tone="wrong" speak="now">
          {refusal}
        </Notice>
      )}
      <div className="row dialog-foot">
        <Button onPress={onClose}>{editText.back}</Button>
        <Button kind="primary" type="submit" keys={["Enter"]}>
          {keptAt === "" ? editText.save : editText.askKeeper(keptAt)}
        </Button>
      </div>
    </form>
  );
}

/** Without what was typed by mistake around the words, and without empty lines. */
function tidy(address: Address): Address {
  const { name, company, city, region, postcode, country, phone } = address;
  return {
    name: name.trim(),
    company: company.trim(),
    lines: address.lines.map((line) => line.trim()).filter((line) => line !== ""),
    city: city.trim(),
    region: region.trim(),
    postcode: postcode.trim(),
    country,
    phone: phone.trim(),
  };
}
