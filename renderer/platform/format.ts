import { currencyExponent } from "#shared/kernel/money.ts";

/** Figures, dates and money as the station's locale writes them. Times are UTC milliseconds, shown in local time. */
export interface Format {
  /** "1,204". */
  readonly count: (value: number) => string;
  /** "£51.04", minus as U+2212. */
  readonly money: (minor: number, currency: string) => string;
  /** "51.04", for a column whose head names the currency. */
  readonly amount: (minor: number, currency: string) => string;
  /** "£" of GBP, for column heads. */
  readonly currencySign: (currency: string) => string;
  /** For lists: "17:29" today, "2 Dec" this year, "2 Dec 2019" before. */
  readonly listTime: (at: number, now: number) => string;
  /** For records: "Wed 1 Dec, 16:21", with the year where it is another one. */
  readonly recordTime: (at: number, now: number) => string;
  /** "17:40". */
  readonly clock: (at: number) => string;
  /** "17:40:05", where the order of things within a minute matters. */
  readonly clockWithSeconds: (at: number) => string;
  /** "2009". */
  readonly year: (at: number) => string;
  /** "266 KB". */
  readonly fileSize: (bytes: number) => string;
}

/** English as it is written in a country: its dates and separators, our words. */
export function localeOfCountry(country: string): string {
  return /^[A-Z]{2}$/.test(country) ? `en-${country}` : "en-GB";
}

const made = new Map<string, Format>();

/** One set of formatters a locale: making them is slow, using them is not. */
export function formatFor(locale: string): Format {
  const known = made.get(locale) ?? makeFormat(locale);
  made.set(locale, known);
  return known;
}

function makeFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const seconds = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  const dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "short" });
  const currencies = new Map<string, { money: Intl.NumberFormat; amount: Intl.NumberFormat }>();
  const inCurrency = (currency: string) => {
    const known = currencies.get(currency) ?? currencyFormats(locale, currency);
    currencies.set(currency, known);
    return known;
  };
  const dayOf = (at: number, now: number) => (isSameYear(at, now) ? day : dayOfYear).format(at);
  return {
    count: (value) => trueMinus(numbers.format(value)),
    money: (minor, currency) => trueMinus(inCurrency(currency).money.format(decimal(minor, currency))),
    amount: (minor, currency) => trueMinus(inCurrency(currency).amount.format(decimal(minor, currency))),
    currencySign: (currency) =>
      inCurrency(currency)
        .money.formatToParts(0)
        .find((part) => part.type === "currency")?.value ?? currency,
    listTime: (at, now) => (isSameDay(at, now) ? time.format(at) : dayOf(at, now)),
    recordTime: (at, now) => `${weekday.format(at)} ${dayOf(at, now)}, ${time.format(at)}`,
    clock: (at) => time.format(at),
    clockWithSeconds: (at) => seconds.format(at),
    year: (at) => String(new Date(at).getFullYear()),
    fileSize: (bytes) => fileSize(locale, bytes),
  };
}

function currencyFormats(locale: string, currency: string) {
  const digits = currencyExponent(currency);
  const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return {
    money: new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      ...fractions,
    }),
    amount: new Intl.NumberFormat(locale, fractions),
  };
}

/** Exact decimal text, so that no figure passes through a binary fraction on its way to the screen. */
function decimal(minor: number, currency: string): Intl.StringNumericLiteral {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? "" : `.${digits.slice(-exponent)}`;
  // Sign, digits and a point: always a number.
  return `${minor < 0 ? "-" : ""}${whole}${fraction}` as Intl.StringNumericLiteral;
}

function trueMinus(text: string): string {
  return text.replace("-", "\u2212");
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function fileSize(locale: string, bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  const unit = units[step] ?? "byte";
  const maximumFractionDigits = step > 1 && value < 10 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits }).format(
    value,
  );
}

function isSameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
