import { findAgain, type FoundDevice, nameOfFound, type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import type { FromDevices, ToDevices } from "#shared/devices/messages.ts";
import type { AwayReason, DeviceStanding } from "#shared/devices/standing.ts";
import type { Link, OpenLink } from "./link.ts";
import { openingReason } from "./link.ts";

export interface DeviceRoomParts {
  readonly tell: (message: FromDevices) => void;
  readonly found: () => Promise<readonly FoundDevice[]>;
  readonly open: OpenLink;
  /** Whether what was plugged in at this path is there no more. */
  readonly isGone: (connection: FoundDevice["connection"], path: string) => Promise<boolean>;
}

interface Place {
  readonly device: RememberedDevice;
  link: Link | undefined;
  path: string;
  standing: DeviceStanding;
  isOpening: boolean;
}

/** First quickly, for a plug that was only knocked; then as often as looking is cheap. */
const lookAgainAfterMs = [100, 250, 500, 1000, 2000];
const longestWaitMs = 2000;
const checkEveryMs = 1000;
/** Looking also for scanners nobody has set up: they may be plugged in at any time. */
const idleWaitMs = 5000;

/**
 * Keeps the devices that are wanted open: opens them where they are found, tells what they send, and finds them again by
 * themselves when they were unplugged. HID scanners need no set-up: what says it is a scanner is read at once.
 */
export class DeviceRoom {
  readonly #parts: DeviceRoomParts;
  readonly #places = new Map<string, Place>();
  #isWatched = false;
  #looks = 0;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #lastFound = "";
  #isClosed = false;
  readonly #checks: NodeJS.Timeout;

  constructor(parts: DeviceRoomParts) {
    this.#parts = parts;
    this.#checks = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#dropVanished()).catch(() => undefined);
    }, checkEveryMs);
  }

  async take(message: ToDevices): Promise<void> {
    if (message.kind === "ping") return this.#parts.tell({ kind: "pong", number: message.number });
    this.#isWatched = message.isWatched;
    this.#lastFound = "";
    const wanted = new Map(message.devices.map((device) => [device.deviceId, device]));
    for (const [id, place] of this.#places) {
      const device = wanted.get(id);
      const isSame = device !== undefined && JSON.stringify(device) === JSON.stringify(place.device);
      const isAdopted = id.startsWith(adopted) && !message.devices.some((other) => isOfPlace(other, place));
      if (isSame || isAdopted) continue;
      this.#release(id);
      await place.link?.close();
    }
    for (const device of message.devices) this.#add(device);
    this.#lookSoon(0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    clearInterval(this.#checks);
    for (const place of this.#places.values()) await place.link?.close();
    this.#places.clear();
  }

  #add(device: RememberedDevice): void {
    if (this.#places.has(device.deviceId)) return;
    const standing: DeviceStanding = { kind: "opening" };
    const place: Place = { device, link: undefined, path: "", standing, isOpening: false };
    this.#places.set(device.deviceId, place);
    this.#parts.tell({ kind: "standing", deviceId: device.deviceId, standing });
  }

  #release(id: string): void {
    this.#places.delete(id);
    if (id.startsWith(adopted)) this.#parts.tell({ kind: "released", deviceId: id });
  }

  #lookSoon(after: number): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#looking = this.#looking.then(() => this.#look()).catch(() => undefined);
    }, after);
  }

  async #look(): Promise<void> {
    const found = await this.#parts.found();
    if (this.#isClosed) return;
    this.#tellFound(found);
    this.#adopt(found);
    for (const place of this.#places.values()) {
      if (place.link === undefined && !place.isOpening) await this.#open(place, found);
    }
    const isMissing = [...this.#places.values()].some((place) => place.link === undefined);
    const wait = isMissing ? lookAgainAfterMs[this.#looks] : this.#isWatched ? longestWaitMs : idleWaitMs;
    this.#looks = isMissing ? Math.min(this.#looks + 1, lookAgainAfterMs.length - 1) : 0;
    this.#lookSoon(wait ?? longestWaitMs);
  }

  #tellFound(devices: readonly FoundDevice[]): void {
    const text = JSON.stringify(devices);
    if (!this.#isWatched || text === this.#lastFound) return;
    this.#lastFound = text;
    this.#parts.tell({ kind: "found", devices: [...devices] });
  }

  /** Scanners that say so themselves and belong to nobody yet. */
  #adopt(found: readonly FoundDevice[]): void {
    const places = [...this.#places.values()];
    for (const device of found) {
      if (device.use !== "scanner") continue;
      const isKnown = places.some(
        (place) => place.path === device.identity.path || findAgain(place.device, [device]) !== undefined,
      );
      if (isKnown) continue;
      const scanner = adoptedScanner(device);
      this.#parts.tell({ kind: "adopted", device: scanner });
      this.#add(scanner);
    }
    for (const [id, place] of this.#places) {
      const isGone = place.link === undefined && findAgain(place.device, found) === undefined;
      if (id.startsWith(adopted) && isGone && place.standing.kind === "away") this.#release(id);
    }
  }

  /** A driver may not say that its device is gone; where it was plugged in tells. */
  async #dropVanished(): Promise<void> {
    for (const place of this.#places.values()) {
      const { link } = place;
      if (link === undefined || !(await this.#parts.isGone(place.device.connection, place.path))) continue;
      if (place.link !== link) continue;
      place.link = undefined;
      await link.close();
      this.#lost(place, "unplugged", "");
    }
  }

  #lost(place: Place, reason: AwayReason, detail: string): void {
    if (this.#places.get(place.device.deviceId) !== place || this.#isClosed) return;
    this.#stand(place, { kind: "away", reason, detail });
    this.#looks = 0;
    this.#lookSoon(lookAgainAfterMs[0] ?? 0);
  }

  async #open(place: Place, found: readonly FoundDevice[]): Promise<void> {
    const { device } = place;
    const taken = new Set([...this.#places.values()].filter((other) => other.link).map((other) => other.path));
    const free = found.filter((entry) => !taken.has(entry.identity.path));
    // A port without USB ids may not be in any list; its path is all that is known.
    const path =
      findAgain(device, free)?.identity.path ?? (device.identity.vendorId === "" ? device.identity.path : undefined);
    if (path === undefined) {
      // Unplugged is the better word, as long as it holds.
      if (place.standing.kind !== "away") this.#stand(place, { kind: "away", reason: "not-found", detail: "" });
      return;
    }
    place.isOpening = true;
    place.path = path;
    const { deviceId } = device;
    const isCurrent = (): boolean => this.#places.get(deviceId) === place && !this.#isClosed;
    try {
      const link = await this.#parts.open(device, path, {
        frame: (frame) => isCurrent() && this.#parts.tell({ kind: "frame", deviceId, frame }),
        weight: (reading) => isCurrent() && this.#parts.tell({ kind: "weight", deviceId, reading }),
        lost: (reason, detail) => {
          place.link = undefined;
          this.#lost(place, reason, detail);
        },
      });
      if (!isCurrent()) return await link.close();
      place.link = link;
      this.#looks = 0;
      this.#stand(place, { kind: "open", path });
    } catch (problem) {
      if (isCurrent()) this.#stand(place, { kind: "away", ...openingReason(problem) });
    } finally {
      place.isOpening = false;
    }
  }

  #stand(place: Place, standing: DeviceStanding): void {
    if (JSON.stringify(place.standing) === JSON.stringify(standing)) return;
    place.standing = standing;
    this.#parts.tell({ kind: "standing", deviceId: place.device.deviceId, standing });
  }
}

const adopted = "plugged/";

function isOfPlace(device: RememberedDevice, place: Place): boolean {
  return findAgain(device, [{ ...place.device, use: place.device.use }]) !== undefined;
}

function adoptedScanner(found: FoundDevice): RememberedDevice {
  const { vendorId, productId, serialNumber, path } = found.identity;
  return {
    deviceId: `${adopted}${vendorId}:${productId}:${serialNumber || path}`.slice(0, 200),
    name: nameOfFound(found).slice(0, 60).trim() || "Scanner",
    use: "scanner",
    connection: found.connection,
    identity: found.identity,
    line: usualLine,
    suffix: "line-end",
    protocol: "mt-sics",
    unit: "g",
    personId: "",
  };
}
