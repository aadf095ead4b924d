const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * "22 Nov 2026 14:05" in the given IANA zone. The month is our own, because the short names that Intl gives differ between
 * versions of its data, and a label must come out the same byte for byte.
 */
export function dateTimeText(milliseconds: number, timeZone: string): string {
  const part = partsOf(milliseconds, timeZone);
  return `${dateText(milliseconds, timeZone)} ${part("hour")}:${part("minute")}`;
}

/** "22 Nov 2026". */
export function dateText(milliseconds: number, timeZone: string): string {
  const part = partsOf(milliseconds, timeZone);
  return `${Number(part("day"))} ${months[Number(part("month")) - 1]} ${part("year")}`;
}

/** "850 g", "1.24 kg": kilograms to two places from one kilogram on, rounded half up. */
export function weightText(grams: number): string {
  if (grams < 1000) return `${grams} g`;
  const hundredths = Math.round(grams / 10);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")} kg`;
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
