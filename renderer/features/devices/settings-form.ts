import { useState } from "react";
import { currencyCodes } from "#shared/importing/currency-codes.ts";
import type { StationSettings } from "#shared/facts/kinds/people.ts";
import { devicesText } from "./text.ts";

/** The settings while they are typed: numbers are text until they are saved. */
export interface SettingsFields {
  readonly shipFrom: StationSettings["shipFrom"];
  readonly currency: string;
  readonly companyPrefix: string;
  readonly scannerPath: string;
  readonly scannerBaudRate: string;
  readonly ordersPerPickList: string;
}

export type SettingsProblems = Partial<Record<keyof SettingsFields, string>>;

export function fieldsOf(settings: StationSettings): SettingsFields {
  return {
    shipFrom: settings.shipFrom,
    currency: settings.currency,
    companyPrefix: settings.companyPrefix,
    scannerPath: settings.scannerPath,
    scannerBaudRate: String(settings.scannerBaudRate),
    ordersPerPickList: String(settings.ordersPerPickList),
  };
}

/** How each field that cannot be saved should look. */
export function settingsProblems(fields: SettingsFields): SettingsProblems {
  return {
    ...(!currencyCodes.has(fields.currency.trim()) && { currency: devicesText.currencyProblem }),
    ...(!/^\d{7,10}$/u.test(fields.companyPrefix.trim()) && { companyPrefix: devicesText.prefixProblem }),
    ...(!isBetween(fields.ordersPerPickList, 1, 12) && { ordersPerPickList: devicesText.perListProblem }),
  };
}

function isBetween(text: string, least: number, most: number): boolean {
  return /^\d{1,6}$/u.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

/** Only for fields without problems; what no field shows stays as it was. */
export function settingsOf(fields: SettingsFields, before: StationSettings): StationSettings {
  const { shipFrom } = fields;
  return {
    ...before,
    shipFrom: { ...shipFrom, lines: shipFrom.lines.map((line) => line.trim()).filter((line) => line !== "") },
    currency: fields.currency.trim(),
    companyPrefix: fields.companyPrefix.trim(),
    scannerPath: fields.scannerPath.trim(),
    scannerBaudRate: Number(fields.scannerBaudRate),
    ordersPerPickList: Number(fields.ordersPerPickList),
  };
}

export interface SettingsForm {
  readonly fields: SettingsFields;
  readonly change: (change: Partial<SettingsFields>) => void;
  readonly isChanged: boolean;
}

/** What is typed stands until the station's settings become other ones: saved here, or by somebody else. */
export function useSettingsForm(settings: StationSettings): SettingsForm {
  const [typed, setTyped] = useState<{ readonly over: StationSettings; readonly fields: SettingsFields }>();
  const isTyped = typed?.over === settings;
  const fields = isTyped ? typed.fields : fieldsOf(settings);
  return {
    fields,
    change: (change) => setTyped({ over: settings, fields: { ...fields, ...change } }),
    isChanged: isTyped && JSON.stringify(settingsOf(fields, settings)) !== JSON.stringify(settings),
  };
}
