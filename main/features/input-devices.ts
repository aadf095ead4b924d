import { setTimeout } from "node:timers/promises";
import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { DeviceState, InputDevices as InputDevicesState } from "#shared/bridge/types.ts";
import { type FoundDevice, type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import type { FromDevices, ToldFrame } from "#shared/devices/messages.ts";
import { awayWords, type DeviceStanding } from "#shared/devices/standing.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import {
  type ScaleStanding,
  type ScaleWatch,
  scaleRead,
  scaleStanding,
  staleAfterMs,
  unseenScale,
  weightTaken,
} from "#shared/weighing/scale-watch.ts";
import { DeviceProcess, type StartDeviceChild } from "../adapters/devices/device-process.ts";
import {
  actAsPerson,
  may,
  refuse,
  type Reply,
  settingsOf,
  type StationContext,
  stationView,
} from "./station-context.ts";

/** Which scanner a scan came from. */
export interface ScanSource {
  readonly name: string;
  /** Among the scanners of this station, counted from 1; 0 where there is only one. */
  readonly place: number;
  /** Whose scans these are; empty: whoever is signed in. */
  readonly personId: string;
}

export interface InputDeviceParts {
  /** Starts the process that holds the drivers; left out where a station has no devices. */
  readonly start: StartDeviceChild | undefined;
  readonly onFrame: (frame: ToldFrame, source: ScanSource) => void;
  /** The scale says something else than before. */
  readonly onScale: () => void;
  readonly onChange: () => void;
}

interface Known {
  readonly device: RememberedDevice;
  standing: DeviceStanding;
  lastAt: number | null;
  watch: ScaleWatch;
}

/** A port named by hand in the settings, for lines that no list of devices has. */
const namedPort = "named-port";
/**
 * The device process starts once the first screen is there, which nobody scans before: its drivers would be loaded beside
 * it. Later where nothing is set up, for scanners that need no set-up.
 */
const startsSoonAfterMs = 600;
const startsAfterMs = 2500;
const settlesWithinMs = 4000;

/** The scanners and scales of this station: those set up, and HID scanners, which need no set-up. */
export class InputDevices {
  readonly #context: StationContext;
  readonly #parts: InputDeviceParts;
  readonly #process: DeviceProcess | undefined;
  readonly #known = new Map<string, Known>();
  #found: readonly FoundDevice[] = [];
  #isWatched = false;
  #isStarted = false;
  #later: NodeJS.Timeout | undefined;
  #stale: NodeJS.Timeout | undefined;
  #lastScale = "";

  constructor(context: StationContext, parts: InputDeviceParts) {
    this.#context = context;
    this.#parts = parts;
    const { start } = parts;
    this.#process =
      start &&
      new DeviceProcess({
        start,
        onMessage: (message) => this.#heard(message),
        onRestart: () => this.#restarting(),
      });
  }

  /** At a start: everything known stands as opening, and the process that opens it comes after the first screen. */
  begin(): void {
    const wanted = this.#knowWanted();
    const after = wanted.length > 0 ? startsSoonAfterMs : startsAfterMs;
    this.#later ??= globalThis.setTimeout(() => this.#tell(this.#wanted()), after);
  }

  /**
   * Wants what the settings and the set-up name; called whenever they change. Resolves once each of them is
   * open or known to be away, or after a few seconds: who has just named a port wants to scan with it.
   */
  async follow(): Promise<void> {
    this.#follow();
    if (!this.#process) return;
    const end = performance.now() + settlesWithinMs;
    const isOpening = (): boolean => [...this.#known.values()].some((known) => known.standing.kind === "opening");
    while (isOpening() && performance.now() < end) await setTimeout(20);
  }

  #follow(): void {
    const wanted = this.#knowWanted();
    if (this.#isStarted || this.#isWatched || wanted.length > 0) return this.#tell(wanted);
    this.#later ??= globalThis.setTimeout(() => this.#tell(this.#wanted()), startsAfterMs);
  }

  #knowWanted(): RememberedDevice[] {
    const wanted = this.#wanted();
    const ids = new Set(wanted.map((device) => device.deviceId));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    for (const device of wanted) {
      const known = this.#known.get(device.deviceId);
      this.#known.set(device.deviceId, known ? { ...known, device } : freshly(device));
    }
    return wanted;
  }

  /** The set-up page is open, and shows what is plugged in as it comes and goes. */
  watch(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    this.#isWatched = isWatched;
    if (!isWatched) this.#found = [];
    if (isWatched || this.#isStarted) this.#tell(this.#wanted());
  }

  close(): void {
    clearTimeout(this.#later);
    clearTimeout(this.#stale);
    for (const known of this.#known.values()) known.standing = { kind: "away", reason: "not-found", detail: "" };
    this.#process?.close();
  }

  /** The scanners as one, for the bench: ready if any is. */
  scanner(): DeviceState {
    const scanners = this.#scanners();
    const states = scanners.map((known) => this.#state(known));
    const ready = states.filter((state) => state.kind === "ready");
    const [first] = ready.toSorted((one, other) => (other.lastAt ?? 0) - (one.lastAt ?? 0));
    return states.find((state) => state.kind === "trouble") ?? first ?? { kind: "none" };
  }

  scale(): ScaleStanding {
    const scale = this.#scale();
    if (!scale) return { kind: "none" };
    if (scale.standing.kind === "away") return { kind: "away" };
    return scaleStanding(scale.watch, this.#context.clock());
  }

  weightTaken(): void {
    const scale = this.#scale();
    if (scale) scale.watch = weightTaken(scale.watch);
    this.#tellScale();
  }

  state(): InputDevicesState {
    const remembered = new Set((stationView(this.#context)?.devices ?? []).map((device) => device.deviceId));
    return {
      devices: [...this.#known.values()].map((known) => ({
        device: known.device,
        isRemembered: remembered.has(known.device.deviceId),
        standing: this.#state(known),
        scale: known.device.use === "scale" ? scaleStanding(known.watch, this.#context.clock()) : null,
      })),
      found: this.#found,
      tolerance: stationView(this.#context)?.weightTolerance ?? firstTolerance,
    };
  }

  async remember({ device }: ParsedInputOf<"devices.remember">): Reply<null, "role-missing"> {
    if (!may(this.#context, "device.remembered")) return refuse("role-missing");
    await this.#record("device.remembered", { device });
    await this.follow();
    return ok(null);
  }

  async forget({ deviceId }: ParsedInputOf<"devices.forget">): Reply<null, "role-missing" | "device-unknown"> {
    if (!may(this.#context, "device.forgotten")) return refuse("role-missing");
    const isThere = stationView(this.#context)?.devices?.some((device) => device.deviceId === deviceId);
    if (!isThere) return refuse("device-unknown");
    await this.#record("device.forgotten", { deviceId });
    this.#follow();
    return ok(null);
  }

  async teachWedge({ medianGapMs }: ParsedInputOf<"devices.teachWedge">): Reply<null, "role-missing"> {
    if (!may(this.#context, "wedge.taught")) return refuse("role-missing");
    await this.#record("wedge.taught", { medianGapMs });
    return ok(null);
  }

  async setTolerance({ grams, percent }: ParsedInputOf<"devices.setTolerance">): Reply<null, "role-missing"> {
    if (!may(this.#context, "weighing.configured")) return refuse("role-missing");
    await this.#record("weighing.configured", { toleranceGrams: grams, tolerancePercent: percent });
    return ok(null);
  }

  async #record<Kind extends "device.remembered" | "device.forgotten" | "wedge.taught" | "weighing.configured">(
    kind: Kind,
    body: Omit<Parameters<typeof draft<Kind>>[2], "stationId">,
  ): Promise<void> {
    const { stationId } = this.#context.store;
    // The body lacks only what is added here.
    const whole = { stationId, ...body } as Parameters<typeof draft<Kind>>[2];
    await actAsPerson(this.#context, (act) => act.append([draft(`station/${stationId}`, kind, whole)]));
    this.#changed();
  }

  #wanted(): RememberedDevice[] {
    const { scannerPath, scannerBaudRate } = settingsOf(this.#context);
    const remembered = stationView(this.#context)?.devices ?? [];
    if (scannerPath === "") return [...remembered];
    const named: RememberedDevice = {
      deviceId: namedPort,
      name: scannerPath.slice(0, 60),
      use: "scanner",
      connection: "serial",
      identity: { vendorId: "", productId: "", serialNumber: "", path: scannerPath },
      line: { ...usualLine, baudRate: scannerBaudRate },
      suffix: "line-end",
      protocol: "mt-sics",
      unit: "g",
      personId: "",
    };
    return [...remembered, named];
  }

  #tell(wanted: readonly RememberedDevice[]): void {
    clearTimeout(this.#later);
    this.#isStarted = true;
    this.#process?.want(wanted, this.#isWatched);
  }

  #heard(message: Exclude<FromDevices, { kind: "pong" }>): void {
    switch (message.kind) {
      case "found":
        this.#found = message.devices;
        return this.#changed();
      case "adopted":
        if (!this.#known.has(message.device.deviceId)) {
          this.#known.set(message.device.deviceId, freshly(message.device));
        }
        return this.#changed();
      case "released":
        this.#known.delete(message.deviceId);
        return this.#changed();
      case "standing": {
        const known = this.#known.get(message.deviceId);
        if (!known) return undefined;
        known.standing = message.standing;
        if (known.device.use === "scale") this.#tellScale();
        return this.#changed();
      }
      case "frame": {
        const known = this.#known.get(message.deviceId);
        if (!known) return undefined;
        known.lastAt = this.#context.clock();
        return this.#parts.onFrame(message.frame, this.#source(known));
      }
      case "weight": {
        const known = this.#known.get(message.deviceId);
        if (!known) return undefined;
        known.lastAt = this.#context.clock();
        known.watch = scaleRead(known.watch, message.reading, known.lastAt);
        return this.#tellScale();
      }
    }
  }

  /** Tells a scale that changed its mind; and once more when its last word has grown old. */
  #tellScale(): void {
    clearTimeout(this.#stale);
    if (this.#scale()?.standing.kind === "open")
      this.#stale = globalThis.setTimeout(() => this.#tellScale(), staleAfterMs + 1);
    const standing = JSON.stringify(this.scale());
    if (standing === this.#lastScale) return;
    this.#lastScale = standing;
    this.#parts.onScale();
    if (this.#isWatched) this.#context.emit("changed", { tags: ["devices"] });
  }

  #restarting(): void {
    const standing: DeviceStanding = { kind: "away", reason: "restarting", detail: "" };
    for (const known of this.#known.values()) known.standing = standing;
    this.#tellScale();
    this.#changed();
  }

  #changed(): void {
    this.#context.emit("changed", { tags: ["devices"] });
    this.#parts.onChange();
  }

  #scanners(): Known[] {
    return [...this.#known.values()].filter((known) => known.device.use === "scanner");
  }

  /** One scale a bench; where several are set up, the first. */
  #scale(): Known | undefined {
    return [...this.#known.values()].find((known) => known.device.use === "scale");
  }

  #source(known: Known): ScanSource {
    const { name, personId } = known.device;
    const scanners = this.#scanners();
    return { name, place: scanners.length > 1 ? scanners.indexOf(known) + 1 : 0, personId };
  }

  #state({ device, standing, lastAt }: Known): DeviceState {
    switch (standing.kind) {
      case "opening":
        return { kind: "trouble", words: awayWords(device.name, "restarting", "") };
      case "open":
        return { kind: "ready", detail: standing.path, lastAt };
      case "away":
        return { kind: "trouble", words: awayWords(device.name, standing.reason, standing.detail) };
    }
  }
}

function freshly(device: RememberedDevice): Known {
  return { device, standing: { kind: "opening" }, lastAt: null, watch: unseenScale };
}
