import { formatFor, localeOfCountry } from "../platform/format.ts";
import type { Format } from "../platform/format.ts";
import { useAppSelector } from "./store.ts";

/** Figures and dates as they are written where the station ships from. */
export function useFormat(): Format {
  const country = useAppSelector(({ live: { station } }) =>
    station.phase === "ready" ? station.settings.shipFrom.country : "",
  );
  return formatFor(localeOfCountry(country));
}

/** The currency the station works in. */
export function useStationCurrency(): string {
  return useAppSelector(({ live: { station } }) => (station.phase === "ready" ? station.settings.currency : "GBP"));
}
