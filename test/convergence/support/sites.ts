import { mainSite } from "#shared/sync/scope.ts";

/** Stations stand in two stores, turn by turn; both have bins of the same names. */
export function siteOfStation(station: string): string {
  return /[13579]$/.test(station) ? "North" : mainSite;
}
