import type { Address } from "../kernel/address.ts";
import { cellOf, type FileRow } from "./file-row.ts";
import { needsCity, needsPostcode } from "./postal-countries.ts";
import type { Checker } from "./row-problem.ts";
import { plainCode, plainText, readCountry } from "./text-cells.ts";

type Side = "Shipping" | "Billing";

/** The address as the shop wrote it: names, lines and case untouched; only the guarding apostrophes are taken off. */
export function addressOf(first: FileRow, side: Side): Address {
  const text = (part: string): string => plainText(cellOf(first, `${side} ${part}`));
  const given = [text("Address1"), text("Address2")].flatMap(splitLines);
  const country = text("Country");
  return {
    name: text("Name"),
    company: text("Company"),
    lines: given.length > 0 ? given : splitLines(text("Street")),
    city: text("City"),
    region: text("Province") || text("Province Name"),
    postcode: plainCode(cellOf(first, `${side} Zip`)),
    country: /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : country,
    phone: plainCode(cellOf(first, `${side} Phone`)),
  };
}

export function isBlank(address: Address): boolean {
  const { name, company, lines, city, region, postcode, country } = address;
  return [name, company, ...lines, city, region, postcode, country].every((part) => part === "");
}

/** What a carrier needs and the row lacks; for orders of which something still has to travel. */
export function checkShippingAddress(first: FileRow, address: Address, checker: Checker): void {
  const missing = (column: string, message: string): void =>
    checker.refuse(first, column, { code: "missing-value", message });
  if (address.name === "" && address.company === "") missing("Shipping Name", "No name. Type who receives the parcel.");
  if (address.lines.length === 0) missing("Shipping Address1", "No street. Type the first line of the address.");
  const country = checker.read(first, "Shipping Country", readCountry);
  if (address.city === "" && (country === undefined || needsCity(country))) {
    missing("Shipping City", "No city. Type the city of the address.");
  }
  if (country !== undefined && address.postcode === "" && needsPostcode(country)) {
    const message = `No postcode. ${country} addresses need one.`;
    checker.refuse(first, "Shipping Zip", { code: "missing-postcode", message });
  }
}

export function phoneOf(first: FileRow, shipTo: Address, billTo: Address): string {
  return plainCode(cellOf(first, "Phone")) || shipTo.phone || billTo.phone;
}

/** A cell may hold several printed lines. */
function splitLines(cell: string): string[] {
  return cell
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
