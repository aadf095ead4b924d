import type { RememberedDevice } from "#shared/devices/device.ts";
import { type FromDevices, fromDevicesSchema, type ToDevices } from "#shared/devices/messages.ts";

/** A started device process, however it was started. */
export interface DeviceChild {
  send(message: ToDevices): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, however it ended. */
  onExit(listener: () => void): void;
  /** At once, also one that hangs. */
  kill(): void;
}

export type StartDeviceChild = () => DeviceChild;

export interface DeviceProcessOptions {
  readonly start: StartDeviceChild;
  readonly onMessage: (message: Exclude<FromDevices, { kind: "pong" }>) => void;
  /** It died or hung, and another is on its way. */
  readonly onRestart: () => void;
  readonly pingEveryMs?: number;
}

const usualPingMs = 1000;
/** So many unanswered in a row, and it hangs. Counted, not timed: a computer that slept must not look like a hang. */
const mostUnanswered = 5;
/** Before its first word it is still starting, which takes a busy computer its time. */
const mostUnansweredAtStart = 30;
const restartAfterMs = [100, 500, 1000, 2000, 5000];
/** A process that has lived through so many answers was well: the next death counts from the start. */
const answersOfHealth = 10;

/** Runs the device process: starts it when something is wanted of it, and again whenever it dies, hangs or talks nonsense. */
export class DeviceProcess {
  readonly #options: DeviceProcessOptions;
  #child: DeviceChild | undefined;
  #wanted: Extract<ToDevices, { kind: "want" }> = { kind: "want", devices: [], isWatched: false };
  #pings: NodeJS.Timeout | undefined;
  #restart: NodeJS.Timeout | undefined;
  #sent = 0;
  #answered = 0;
  #hasSpoken = false;
  #deaths = 0;
  #isClosed = false;

  constructor(options: DeviceProcessOptions) {
    this.#options = options;
  }

  want(devices: readonly RememberedDevice[], isWatched: boolean): void {
    this.#wanted = { kind: "want", devices: [...devices], isWatched };
    if (this.#isClosed) return;
    if (this.#child) this.#child.send(this.#wanted);
    else if (this.#restart === undefined) this.#begin();
  }

  close(): void {
    this.#isClosed = true;
    clearInterval(this.#pings);
    clearTimeout(this.#restart);
    const child = this.#child;
    this.#child = undefined;
    child?.kill();
  }

  #begin(): void {
    this.#restart = undefined;
    const child = this.#options.start();
    this.#child = child;
    this.#sent = 0;
    this.#answered = 0;
    this.#hasSpoken = false;
    child.onMessage((value) => this.#heard(child, value));
    child.onExit(() => this.#ended(child));
    child.send(this.#wanted);
    this.#pings = setInterval(() => this.#ping(child), this.#options.pingEveryMs ?? usualPingMs);
  }

  #ping(child: DeviceChild): void {
    const most = this.#hasSpoken ? mostUnanswered : mostUnansweredAtStart;
    if (this.#sent - this.#answered >= most) return this.#giveUp(child);
    this.#sent += 1;
    child.send({ kind: "ping", number: this.#sent });
  }

  #heard(child: DeviceChild, value: unknown): void {
    if (this.#child !== child) return;
    const message = fromDevicesSchema.safeParse(value);
    if (!message.success) return this.#giveUp(child);
    this.#hasSpoken = true;
    if (message.data.kind !== "pong") return this.#options.onMessage(message.data);
    this.#answered = Math.max(this.#answered, Math.min(message.data.number, this.#sent));
    if (this.#answered >= answersOfHealth) this.#deaths = 0;
  }

  #giveUp(child: DeviceChild): void {
    child.kill();
    this.#ended(child);
  }

  #ended(child: DeviceChild): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    clearInterval(this.#pings);
    if (this.#isClosed) return;
    this.#options.onRestart();
    const wait = restartAfterMs[Math.min(this.#deaths, restartAfterMs.length - 1)];
    this.#deaths += 1;
    this.#restart = setTimeout(() => this.#begin(), wait);
  }
}
