import { endsInCheckDigit } from "../../kernel/gs1-check-digit.ts";
import { countryLetters, countryNumbers, currencyNumbers, packageTypes } from "./code-lists.ts";
import { hasCheckPair, isBankAccount } from "./check-characters.ts";

/**
 * What the parts of a value may say, by the names the syntax dictionary gives its rules. Two of them are only known by
 * name: North American coupons (`couponcode`, `couponposoffer`) are money at a till, which no bench here takes.
 */
const rules: Readonly<Record<string, (value: string) => boolean>> = {
  csum: endsInCheckDigit,
  csumalpha: hasCheckPair,
  // A company prefix is at least four digits, at the start or after one digit.
  gcppos1: (value) => /^\d{4}/.test(value),
  gcppos2: (value) => /^.\d{4}/.test(value),
  yymmdd: (value) => isDay(Number(value.slice(0, 2)), value.slice(2), false),
  yymmd0: (value) => isDay(Number(value.slice(0, 2)), value.slice(2), true),
  yyyymmdd: (value) => isDay(Number(value.slice(0, 4)), value.slice(4), false),
  hh: isHour,
  mi: isSixtieth,
  ss: isSixtieth,
  hhmi: (value) => isHour(value.slice(0, 2)) && isSixtieth(value.slice(2)),
  iso3166: (value) => countryNumbers.has(value),
  iso3166999: (value) => value === "999" || countryNumbers.has(value),
  iso3166alpha2: (value) => countryLetters.has(value),
  iso4217: (value) => currencyNumbers.has(value),
  iso5218: (value) => /^[0129]$/.test(value),
  pcenc: (value) => !/%(?![0-9A-Fa-f]{2})/.test(value),
  latitude: (value) => Number(value) <= 1_800_000_000,
  longitude: (value) => Number(value) <= 3_600_000_000,
  hyphen: (value) => value === "-",
  importeridx: (value) => /^[-\w]$/.test(value),
  packagetype: (value) => packageTypes.has(value),
  mediatype: (value) => /^(?:0[1-9]|10|[89]\d)$/.test(value),
  nonzero: (value) => !/^0+$/.test(value),
  zero: (value) => /^0+$/.test(value),
  nozeroprefix: (value) => value === "0" || !value.startsWith("0"),
  winding: (value) => /^[019]$/.test(value),
  yesno: (value) => /^[01]$/.test(value),
  pieceoftotal: isPieceOfTotal,
  posinseqslash: isPositionInSequence,
  iban: isBankAccount,
  hasnondigit: (value) => /\D/.test(value),
  couponcode: () => true,
  couponposoffer: () => true,
};

/** Throws for a rule nobody wrote: the dictionary is ahead of the program, and silence would let anything pass. */
export function obeysRule(name: string, value: string): boolean {
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (!rule) throw new Error(`No content rule is called ${name}`);
  return rule(value);
}

function isHour(text: string): boolean {
  return Number(text) <= 23;
}

function isSixtieth(text: string): boolean {
  return Number(text) <= 59;
}

/** Day 00 stands for the last of the month where the rule allows it; year 00 of two digits is a leap year, 2000. */
function isDay(year: number, monthAndDay: string, mayBeZero: boolean): boolean {
  const month = Number(monthAndDay.slice(0, 2));
  const day = Number(monthAndDay.slice(2));
  if (month < 1 || month > 12) return false;
  if (day === 0) return mayBeZero;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const longest = month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day <= longest;
}

function isPieceOfTotal(value: string): boolean {
  const half = value.length / 2;
  const piece = Number(value.slice(0, half));
  const total = Number(value.slice(half));
  return piece > 0 && total > 0 && piece <= total;
}

function isPositionInSequence(value: string): boolean {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value);
  return match !== null && Number(match[1]) <= Number(match[2]);
}
