import { compareNaturally } from "../kernel/natural-order.ts";
import { mainSite, siteSchema } from "../sync/scope.ts";

/**
 * The names of places: where units of a SKU lie. Nobody else makes a name or takes one apart.
 *
 * Bins and totes belong to a site, so that two stores of one company may both have a bin `A-01`. Those of the site "main"
 * are named as before there were sites (`bin/A-01`, `tote/T-01`), so that every fact of then stays as it was; those of
 * another bear its name: `bin@North/A-01`.
 */

/** The outside world: these have no slash, and their units count negative. */
export const outside = {
  supplier: "supplier",
  customer: "customer",
  adjustment: "adjustment",
  scrap: "scrap",
  /** Not found by a picker; a count says where it is. */
  missing: "missing",
} as const;

/** What a bin's name looks like in a fact; whether it is one says `readBin`. */
export const binPattern = /^bin(?:@[^/]+)?\//;

export interface Bin {
  readonly site: string;
  /** As its label says it; empty for units of an item that has no bin. */
  readonly bin: string;
}

export function binPlace(site: string, bin: string): string {
  return `${kindAt("bin", site)}/${bin}`;
}

export function totePlace(site: string, tote: string): string {
  return `${kindAt("tote", site)}/${tote}`;
}

/** Between two stations: sent by one, not yet received by the other. */
export function transitPlace(transferId: string): string {
  return `transit/${transferId}`;
}

/** Undefined where the place is no bin: nobody has rights there and no order is promised anything of it. */
export function readBin(place: string): Bin | undefined {
  const read = readPlace(place, "bin");
  return read && { site: read.site, bin: read.name };
}

export function isBin(place: string): boolean {
  return readPlace(place, "bin") !== undefined;
}

/** The site a place is in; undefined for places of no site: the outside world, and what is on its way. */
export function siteOf(place: string): string | undefined {
  return (readPlace(place, "bin") ?? readPlace(place, "tote"))?.site;
}

export interface BinAt extends Bin {
  readonly place: string;
}

/** The bins of one site among places, in walk order: the natural order of their names. */
export function binsAt(site: string, places: readonly string[]): BinAt[] {
  return binsAmong(places)
    .filter((bin) => bin.site === site)
    .toSorted(inWalkOrder);
}

/** The bins among places in walk order, those of one site before those of others. */
export function binsFrom(site: string | undefined, places: readonly string[]): BinAt[] {
  const away = (bin: Bin): number => (bin.site === site ? 0 : 1);
  return binsAmong(places).toSorted((one, other) => away(one) - away(other) || inWalkOrder(one, other));
}

function binsAmong(places: readonly string[]): BinAt[] {
  return places.flatMap((place) => {
    const bin = readBin(place);
    return bin ? [{ ...bin, place }] : [];
  });
}

function inWalkOrder(one: BinAt, other: BinAt): number {
  return compareNaturally(one.place, other.place);
}

/** Whether a fact's text can only be understood by those who know of sites. */
export function namesOtherSite(place: string): boolean {
  return /^(?:bin|tote)@/.test(place);
}

type Kind = "bin" | "tote";

function kindAt(kind: Kind, site: string): string {
  return site === mainSite ? kind : `${kind}@${encodeURIComponent(site)}`;
}

function readPlace(place: string, kind: Kind): { readonly site: string; readonly name: string } | undefined {
  // Nearly every place there is: looked at for each unit that is folded.
  if (place.startsWith(`${kind}/`)) return { site: mainSite, name: place.slice(kind.length + 1) };
  if (!place.startsWith(`${kind}@`)) return undefined;
  const end = place.indexOf("/");
  if (end === -1) return undefined;
  const site = siteNamed(place.slice(kind.length + 1, end));
  return site === undefined ? undefined : { site, name: place.slice(end + 1) };
}

/** A company has a few sites, and each of their bins names one with every unit that is folded. */
const sites = new Map<string, string | undefined>();
const mostSites = 1000;

/** Undefined where no site is written so: one bin has one name, and another spelling would have stock of its own. */
function siteNamed(written: string): string | undefined {
  if (sites.has(written)) return sites.get(written);
  const site = decoded(written);
  const isName = siteSchema.safeParse(site).success && site !== mainSite && encodeURIComponent(site ?? "") === written;
  const known = isName ? site : undefined;
  // Forged names must not fill the memory.
  if (sites.size >= mostSites) sites.clear();
  sites.set(written, known);
  return known;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
