import { CountryField } from "../../app/country-field.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { SettingsFields, SettingsForm, SettingsProblems } from "./settings-form.ts";
import { devicesText } from "./text.ts";

export interface StationCardProps {
  readonly form: SettingsForm;
  readonly problems: SettingsProblems;
  readonly isDisabled: boolean;
}

/** The sender as labels and slips print it. */
export function ShipFromCard({ form: { fields, change }, isDisabled }: StationCardProps) {
  const { shipFrom } = fields;
  const set = (part: Partial<SettingsFields["shipFrom"]>) => change({ shipFrom: { ...shipFrom, ...part } });
  const [line1 = "", line2 = ""] = shipFrom.lines;
  const field = (label: string, part: Exclude<keyof SettingsFields["shipFrom"], "lines">) => (
    <TextField
      label={label}
      value={shipFrom[part]}
      onChange={(text) => set({ [part]: text })}
      isDisabled={isDisabled}
    />
  );
  return (
    <Card title={devicesText.shipFrom}>
      <div className="device-fields device-address">
        {field(devicesText.name, "name")}
        {field(devicesText.company, "company")}
        <TextField
          label={devicesText.line1}
          value={line1}
          onChange={(text) => set({ lines: [text, line2] })}
          isDisabled={isDisabled}
        />
        <TextField
          label={devicesText.line2}
          value={line2}
          onChange={(text) => set({ lines: [line1, text] })}
          isDisabled={isDisabled}
        />
        {field(devicesText.city, "city")}
        {field(devicesText.postcode, "postcode")}
        {field(devicesText.region, "region")}
        <CountryField label={devicesText.country} country={shipFrom.country} onChange={(country) => set({ country })} />
        {field(devicesText.phone, "phone")}
      </div>
    </Card>
  );
}

const exampleRange = "952";

/** What the station sells in, numbers its boxes from, and puts on one pick list. */
export function WorkCard({ form: { fields, change }, problems, isDisabled }: StationCardProps) {
  return (
    <Card title={devicesText.work}>
      <div className="stack stack-tight device-fields">
        <div className="device-thirds">
          <TextField
            label={devicesText.currency}
            value={fields.currency}
            onChange={(currency) => change({ currency: currency.toUpperCase() })}
            problem={problems.currency}
            isDisabled={isDisabled}
          />
          <TextField
            label={devicesText.perList}
            inputMode="numeric"
            value={fields.ordersPerPickList}
            onChange={(ordersPerPickList) => change({ ordersPerPickList })}
            problem={problems.ordersPerPickList}
            isDisabled={isDisabled}
          />
          <TextField
            label={devicesText.prefix}
            inputMode="numeric"
            value={fields.companyPrefix}
            onChange={(companyPrefix) => change({ companyPrefix })}
            problem={problems.companyPrefix}
            description={devicesText.prefixHint}
            isDisabled={isDisabled}
          />
        </div>
        {fields.companyPrefix.startsWith(exampleRange) && <Notice tone="extra">{devicesText.prefixExample}</Notice>}
      </div>
    </Card>
  );
}
