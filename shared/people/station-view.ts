import type { RememberedDevice } from "../devices/device.ts";
import type { Fact } from "../facts/kinds.ts";
import type { StationSettings } from "../facts/kinds/people.ts";
import type { ChosenPrinters } from "../printing/printer-view.ts";
import type { WeightTolerance } from "../weighing/scale-watch.ts";

export interface StationView {
  readonly kind: "station";
  readonly stationId: string;
  readonly name: string;
  readonly letters: string;
  readonly demo: boolean;
  readonly settings: StationSettings;
  /** Who is signed in; empty for nobody. */
  readonly signedIn: string;
  readonly signedInBy: string;
  /** Left out until printers were chosen. */
  readonly printers?: ChosenPrinters;
  /** In the order they were set up. Absent in views older than devices, as are the two below. */
  readonly devices?: readonly RememberedDevice[];
  readonly wedgeGapMs?: number | null;
  readonly weightTolerance?: WeightTolerance;
  /** Left out until it was set: see firstSharing. */
  readonly sharing?: Sharing;
  /** Company whose hub the station belongs to, or belonged to last; missing where it never had one. */
  readonly companyId?: string;
  /** The hub it belongs to; missing where it works alone. */
  readonly hubId?: string;
}

/** What the station shares with the others of its company. */
export interface Sharing {
  /** Of new stock, for whoever asks; the rest can be promised here without a line. */
  readonly pooledPercent: number;
  /** Who packs the orders taken here: this station, or whichever bench asks first. */
  readonly packedAt: "here" | "benches";
}

export const firstSharing: Sharing = { pooledPercent: 50, packedAt: "here" };

/** A carton and its padding are a few hundred grams that no catalogue knows. */
export const firstTolerance: WeightTolerance = { grams: 400, percent: 5 };

/** What a new station starts with; 9521234 lies in the range GS1 keeps for examples (prefix 952). */
export const firstSettings: StationSettings = {
  shipFrom: { name: "", company: "", lines: [], city: "", region: "", postcode: "", country: "", phone: "" },
  currency: "GBP",
  companyPrefix: "9521234",
  scannerPath: "",
  scannerBaudRate: 9600,
  printerHost: "",
  printerPort: 9100,
  printerDotsPerInch: 203,
  ordersPerPickList: 3,
};

export function foldStation(station: StationView | undefined, stationId: string, fact: Fact): StationView | undefined {
  if (fact.station !== stationId) return station;
  if (fact.kind === "station.opened") {
    return station ?? { kind: "station", ...fact.body, settings: firstSettings, signedIn: "", signedInBy: "" };
  }
  if (!station) return undefined;
  switch (fact.kind) {
    case "station.configured":
      return { ...station, settings: fact.body.settings };
    case "printer.chosen":
      return { ...station, printers: fact.body.printers };
    case "device.remembered": {
      const { device } = fact.body;
      const devices = station.devices ?? [];
      const isThere = devices.some((each) => each.deviceId === device.deviceId);
      const changed = devices.map((each) => (each.deviceId === device.deviceId ? device : each));
      return { ...station, devices: isThere ? changed : [...devices, device] };
    }
    case "device.forgotten": {
      const { deviceId } = fact.body;
      return { ...station, devices: (station.devices ?? []).filter((device) => device.deviceId !== deviceId) };
    }
    case "wedge.taught":
      return { ...station, wedgeGapMs: fact.body.medianGapMs };
    case "weighing.configured": {
      const { toleranceGrams, tolerancePercent } = fact.body;
      return { ...station, weightTolerance: { grams: toleranceGrams, percent: tolerancePercent } };
    }
    case "sharing.configured": {
      const { pooledPercent, packedAt } = fact.body;
      return { ...station, sharing: { pooledPercent, packedAt } };
    }
    case "station.joined": {
      const { letters, companyId, hubId } = fact.body;
      return { ...station, letters, companyId, hubId };
    }
    case "station.left": {
      const { hubId: _left, ...alone } = station;
      return alone;
    }
    case "person.signedIn":
      return { ...station, signedIn: fact.body.personId, signedInBy: fact.body.method };
    case "person.signedOut":
      return { ...station, signedIn: "", signedInBy: "" };
    default:
      return station;
  }
}
