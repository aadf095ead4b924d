import { formatAddress } from "localized-address-format";
import type { Address } from "../kernel/address.ts";

export interface AddressLinesOptions {
  /** ISO 3166-1 alpha-2 of the sender: the country becomes the last line of mail that leaves it, and only of that. */
  readonly from?: string;
}

type Script = "local" | "latin";

/**
 * The lines of a postal address in the order its own country writes them (Google's libaddressinput data). Texts stand as
 * they were given, never re-cased. Paper must not lose what was given, so a town or postcode that the country's layout
 * has no place for still gets one. A region is left out where the layout leaves it out (a British county, a German
 * state). The phone is not part of it.
 */
export function addressLines(address: Address, options: AddressLinesOptions = {}): string[] {
  const given = cleanAddress(address);
  const script = scriptOf(given);
  const place = placesIn(given.country, script);
  let lines = format(given, given.lines, script);
  if (given.city !== "" && !place.city && !mentions(place.words, given.city)) {
    const street = script === "latin" ? [...given.lines, given.city] : [given.city, ...given.lines];
    lines = format(given, street, script);
  }
  if (given.postcode !== "" && !place.postcode) lines = besideTown(lines, given.city, given.postcode);
  if (given.region !== "" && given.country === "") lines.push(given.region);
  const country = countryLine(given.country, options.from);
  return country === "" ? lines : [...lines, country];
}

function format(address: Address, street: readonly string[], script: Script): string[] {
  const lines = formatAddress(
    {
      postalCountry: address.country,
      administrativeArea: address.region,
      locality: address.city,
      postalCode: address.postcode,
      organization: address.company,
      name: address.name,
      addressLines: [...street],
    },
    script,
  );
  const whole: string[] = [];
  for (const line of lines.map(clean).filter((text) => text !== "")) {
    // A layout that goes on after the street ("%A, %S") is torn by the library where the street has two lines.
    if (line.startsWith(",") && whole.length > 0) whole.push(`${whole.pop()}${line}`);
    else whole.push(line);
  }
  return whole;
}

interface LayoutPlaces {
  readonly city: boolean;
  readonly postcode: boolean;
  /** What the layout writes of itself: Singapore's has the name of the town in it. */
  readonly words: string;
}

/** Which parts the layout of a country has a place for, found by formatting marks that occur in no address. */
function placesIn(country: string, script: Script): LayoutPlaces {
  const probe = { postalCountry: country, locality: "\u0001", postalCode: "\u0002" };
  const words = formatAddress(probe, script).join(" ");
  return { city: words.includes("\u0001"), postcode: words.includes("\u0002"), words };
}

function besideTown(lines: readonly string[], city: string, postcode: string): string[] {
  const at = city === "" ? -1 : lines.findLastIndex((line) => mentions(line, city));
  if (at === -1) return [...lines, postcode];
  return lines.map((line, index) => (index === at ? `${line} ${postcode}` : line));
}

/** The country in English capitals, as the Universal Postal Union asks for at the foot of a foreign address. */
function countryLine(country: string, from: string | undefined): string {
  if (country === "" || country === from) return "";
  if (!/^[A-Z]{2}$/.test(country)) return country;
  return (new Intl.DisplayNames(["en"], { type: "region" }).of(country) ?? country).toUpperCase();
}

/** China, Japan, Korea and Taiwan go from the country down to the person in their own script, the other way in Latin. */
function scriptOf(address: Address): Script {
  const text = [address.name, address.company, ...address.lines, address.city, address.region].join("");
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text) ? "local" : "latin";
}

function cleanAddress(address: Address): Address {
  const { name, company, lines, city, region, postcode, country, phone } = address;
  return {
    name: clean(name),
    company: clean(company),
    lines: lines.map(clean).filter((line) => line !== ""),
    city: clean(city),
    region: clean(region),
    postcode: withoutCountryPrefix(clean(postcode), country),
    country: clean(country),
    phone,
  };
}

/** Some layouts write the country before the code ("CH-8001"): a code that was given that way must not get it twice. */
function withoutCountryPrefix(postcode: string, country: string): string {
  const prefix = `${country}-`;
  return country !== "" && postcode.toUpperCase().startsWith(prefix) ? postcode.slice(prefix.length) : postcode;
}

function mentions(line: string, text: string): boolean {
  return line.toUpperCase().includes(text.toUpperCase());
}

function clean(text: string): string {
  return text.replaceAll(/\s+/gu, " ").trim();
}
