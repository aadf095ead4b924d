import { currencyExponent } from "#shared/kernel/money.ts";

const english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * "22 Nov 2026 14:05" in the given IANA zone. The month is our own, because the short names that Intl gives differ between
 * versions of its data, and a label must come out the same byte for byte.
 */
export function dateTimeText(milliseconds: number, timeZone: string, months: readonly string[] = english): string {
  const part = partsOf(milliseconds, timeZone);
  return `${dateText(milliseconds, timeZone, months)} ${part("hour")}:${part("minute")}`;
}

/** "22 Nov 2026". */
export function dateText(milliseconds: number, timeZone: string, months: readonly string[] = english): string {
  const part = partsOf(milliseconds, timeZone);
  return `${Number(part("day"))} ${months[Number(part("month")) - 1]} ${part("year")}`;
}

/** "850 g", "1.24 kg": kilograms to two places from one kilogram on, rounded half up. */
export function weightText(grams: number): string {
  if (grams < 1000) return `${grams} g`;
  const hundredths = Math.round(grams / 10);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")} kg`;
}

/** "GBP 1,234.50": the currency by its code, which every font has and every customer can tell from another's. */
export function amountText(minor: number, currency: string): string {
  const places = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places).replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const fraction = places === 0 ? "" : `.${digits.slice(-places)}`;
  return `${minor < 0 ? "−" : ""}${currency} ${whole}${fraction}`;
}

function partsOf(milliseconds: number, timeZone: string): (type: Intl.DateTimeFormatPartTypes) => string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const parts = format.formatToParts(milliseconds);
  return (type) => parts.find((part) => part.type === type)?.value ?? "";
}
